@NullMarked
package io.sealstream.manager.domain.proving;

import org.jspecify.annotations.NullMarked;
