/** Puts the node together; the only place that starts threads of Vert.x and Kafka, reads the clock's source and ends the process. */
@NullMarked
package io.sealstream.node.app;

import org.jspecify.annotations.NullMarked;
