@NullMarked
package io.sealstream.manager.domain.sector;

import org.jspecify.annotations.NullMarked;
