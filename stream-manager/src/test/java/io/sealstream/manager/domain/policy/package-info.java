@NullMarked
package io.sealstream.manager.domain.policy;

import org.jspecify.annotations.NullMarked;
