/** Where sectors lie: scratch stores, long-term stores, their marks, and durable file work. Knows no Kafka and no proofs. */
@NullMarked
package io.sealstream.node.stores;

import org.jspecify.annotations.NullMarked;
