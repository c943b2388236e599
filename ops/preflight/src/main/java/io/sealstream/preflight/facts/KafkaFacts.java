package io.sealstream.preflight.facts;

import io.sealstream.schemas.kafka.TopicFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a cluster of brokers shows. */
public sealed interface KafkaFacts {
    /** No answer, or a refusal. */
    record Unreachable(String why) implements KafkaFacts {}

    /**
     * It answers.
     *
     * @param brokers  how many there are
     * @param version  what software they run, as far as it can be told
     * @param settings of one broker; empty where this user may not read them
     * @param faults   of the topics; empty where this user may not read them
     * @param cluster  the record of the cluster, where it is written
     * @param newest   time that a broker gave to the newest head, where there is one
     */
    record Reached(int brokers, Version version, Optional<Map<String, String>> settings, Optional<List<TopicFault>> faults,
            Optional<Cluster> cluster, Optional<Instant> newest) implements KafkaFacts {}

    /**
     * Levels of the feature {@code metadata.version}.
     *
     * @param supported newest level that the software knows; 0 where it tells none
     * @param finalized level that the cluster uses
     */
    record Version(int supported, int finalized) {}

    /** What the cluster is. */
    record Cluster(String network, String genesis, int partitions) {}
}
