package io.sealstream.manager.simulation;

import io.sealstream.schemas.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the in-memory log, visible to readers once its transaction is committed. Nobody changes the arrays. */
final class LogRecord {
    final Topic topic;
    final int partition;
    final long offset;
    final byte[] key;
    final byte @Nullable [] value;
    final Headers headers;
    final Transaction transaction;
    private @Nullable SpecificRecord decoded;

    LogRecord(Topic topic, int partition, long offset, byte[] key, byte @Nullable [] value, Headers headers,
            Transaction transaction) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.transaction = transaction;
    }

    String keyText() {
        return new String(key, StandardCharsets.UTF_8);
    }

    @Nullable
    SpecificRecord decoded() {
        return decoded;
    }

    void decoded(SpecificRecord record) {
        decoded = record;
    }

    String place() {
        return topic.name() + "-" + partition + "@" + offset;
    }
}
