package io.sealstream.manager.topology;

import io.sealstream.manager.wire.Outgoing;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record, encoded and ready to leave. Nobody changes the array. */
@SuppressWarnings("ArrayRecordComponent")
record Encoded(Topic topic, int partition, String key, byte @Nullable [] value, Headers headers) {
    static Encoded of(Outgoing out, Serdes serdes, int partitions) {
        Headers headers = new RecordHeaders();
        byte[] value = serdes.encoder().serialize(out.topic().name(), headers, out.record());
        return new Encoded(out.topic(), out.partitionOf(partitions), out.key(), value, headers);
    }

    void leaveBy(Output output) {
        output.forward(topic, partition, key, value, headers);
    }
}
