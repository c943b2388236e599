/** The one factory of Kafka clients, and the checks of topics and cluster that each process makes at its start. */
@NullMarked
package io.sealstream.schemas.kafka;

import org.jspecify.annotations.NullMarked;
