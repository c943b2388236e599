package io.sealstream.manager.topology;

import io.sealstream.schemas.Topic;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Where records leave, in the transaction of the record being processed. Must not block. */
public interface Output {
    /** What a producer and a topic of Kafka take unless they are told otherwise. */
    int USUAL_MOST_BYTES = 1 << 20;

    /**
     * Sends a record.
     *
     * @param value encoded; null for a tombstone
     */
    void forward(Topic topic, int partition, String key, byte @Nullable [] value, Headers headers);

    /** Bytes of the largest record that may leave, and of the largest entry of a store, whose changelog takes the same way. */
    default int mostBytes() {
        return USUAL_MOST_BYTES;
    }
}
