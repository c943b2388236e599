/** The composition root of the manager: the only place that builds Kafka Streams, Vert.x and clients. */
@NullMarked
package io.sealstream.manager.app;

import org.jspecify.annotations.NullMarked;
