package io.sealstream.manager.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record as it was consumed, undecoded. The arrays are Kafka's own and nobody changes them. */
@SuppressWarnings("ArrayRecordComponent")
public record Inbound(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    /** {@code topic-partition@offset}: how events name their cause. */
    public String cause() {
        return topic + "-" + partition + "@" + offset;
    }

    String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
