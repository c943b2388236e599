/** Reads the logs of events again: states from the facts alone. Nothing here writes to Kafka. */
@NullMarked
package io.sealstream.manager.replay;

import org.jspecify.annotations.NullMarked;
