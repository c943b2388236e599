/** The node's side of the topics: tasks in, results, heartbeats and requests out. */
@NullMarked
package io.sealstream.node.edge.kafka;

import org.jspecify.annotations.NullMarked;
