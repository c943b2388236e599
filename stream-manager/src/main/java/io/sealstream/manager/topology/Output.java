package io.sealstream.manager.topology;

import io.sealstream.schemas.Topic;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Where records leave, in the transaction of the record being processed. Must not block. */
public interface Output {
    /**
     * Sends a record.
     *
     * @param value encoded; null for a tombstone
     */
    void forward(Topic topic, int partition, String key, byte @Nullable [] value, Headers headers);
}
