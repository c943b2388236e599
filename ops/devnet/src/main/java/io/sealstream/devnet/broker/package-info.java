/** A real Kafka broker and a schema registry in one process, for the devnet and for tests. */
@NullMarked
package io.sealstream.devnet.broker;

import org.jspecify.annotations.NullMarked;
