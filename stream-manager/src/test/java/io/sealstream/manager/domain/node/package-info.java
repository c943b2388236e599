@NullMarked
package io.sealstream.manager.domain.node;

import org.jspecify.annotations.NullMarked;
