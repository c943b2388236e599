/** The JSON-RPC edge of the manager: commands to Kafka with awaited replies, reads from local stores, health and metrics. */
@NullMarked
package io.sealstream.manager.edge.http;

import org.jspecify.annotations.NullMarked;
