package io.sealstream.schemas.kafka;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topic.KeyKind;
import io.sealstream.schemas.Topic.Retention;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that a topic must have; design: topics. */
final class TopicSettings {
    private static final String FOREVER = "-1";

    private TopicSettings() {}

    static int partitions(Topic topic, ClusterLayout layout) {
        return topic.keys() == KeyKind.SINGLE ? 1 : layout.partitions();
    }

    static Map<String, String> of(Topic topic, ClusterLayout layout) {
        Map<String, String> out = new TreeMap<>(durable(layout));
        out.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        out.put(TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
        switch (topic.retention()) {
            case Retention.Forever() -> put(out, TopicConfig.CLEANUP_POLICY_DELETE, FOREVER);
            case Retention.For(Duration time) -> put(out, TopicConfig.CLEANUP_POLICY_DELETE, Long.toString(time.toMillis()));
            case Retention.Compacted(Optional<Duration> time) -> {
                // Without a time the value of retention.ms is idle; it is not checked then.
                put(out, time.isPresent() ? "compact,delete" : TopicConfig.CLEANUP_POLICY_COMPACT,
                        time.map(most -> Long.toString(most.toMillis())).orElse(FOREVER));
                out.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));
            }
        }
        return out;
    }

    /** What Kafka Streams' changelogs must have. */
    static Map<String, String> changelog(ClusterLayout layout) {
        Map<String, String> out = new TreeMap<>(durable(layout));
        out.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return out;
    }

    private static Map<String, String> durable(ClusterLayout layout) {
        return Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(layout.minInSync()),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    }

    private static void put(Map<String, String> out, String policy, String retention) {
        out.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
        out.put(TopicConfig.RETENTION_MS_CONFIG, retention);
    }
}
