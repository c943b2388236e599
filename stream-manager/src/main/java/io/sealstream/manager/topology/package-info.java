/** The imperative shell: the one class that turns records into decisions and decisions into records, and its wiring in Kafka Streams. */
@NullMarked
package io.sealstream.manager.topology;

import org.jspecify.annotations.NullMarked;
