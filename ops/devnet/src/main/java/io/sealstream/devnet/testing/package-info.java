/** Fixtures for tests of all modules that need a real Kafka. */
@NullMarked
package io.sealstream.devnet.testing;

import org.jspecify.annotations.NullMarked;
