@NullMarked
package io.sealstream.manager.domain.batch;

import org.jspecify.annotations.NullMarked;
