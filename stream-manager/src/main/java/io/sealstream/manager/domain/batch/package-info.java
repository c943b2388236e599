/** When sectors share a message, and what that message says. */
@NullMarked
package io.sealstream.manager.domain.batch;

import org.jspecify.annotations.NullMarked;
