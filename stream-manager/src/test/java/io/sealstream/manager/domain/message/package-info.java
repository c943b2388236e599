@NullMarked
package io.sealstream.manager.domain.message;

import org.jspecify.annotations.NullMarked;
