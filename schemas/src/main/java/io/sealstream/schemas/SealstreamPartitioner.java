package io.sealstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/** Our partitioner for producers that do not name the partition; keys are UTF-8 text. Topics that are not ours are refused. */
public final class SealstreamPartitioner implements Partitioner {
    @Override
    public int partition(String topic, @Nullable Object key, byte @Nullable [] keyBytes, @Nullable Object value,
            byte @Nullable [] valueBytes, Cluster cluster) {
        Topic table = Topics.byName(topic)
                .orElseThrow(() -> new IllegalArgumentException("topic " + topic + " is not in the table of topics"));
        if (keyBytes == null) {
            throw new IllegalArgumentException("a record of " + topic + " needs a key or a partition");
        }
        return Partitions.partitionFor(table, new String(keyBytes, StandardCharsets.UTF_8),
                cluster.partitionCountForTopic(topic));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to configure: the rule is a part of the log's format.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
