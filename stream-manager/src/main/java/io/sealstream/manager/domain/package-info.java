/** The functional core: commands in, events and effects out. Pure: no clock, thread, file, log or topic. */
@NullMarked
package io.sealstream.manager.domain;

import org.jspecify.annotations.NullMarked;
