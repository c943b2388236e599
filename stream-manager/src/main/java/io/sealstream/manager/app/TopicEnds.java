package io.sealstream.manager.app;

import io.sealstream.schemas.kafka.AdminCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where topics end. */
final class TopicEnds {
    private TopicEnds() {}

    /** The end offset of each partition. */
    static Map<TopicPartition, Long> of(Admin admin, Collection<String> topics, int partitions) {
        Map<TopicPartition, OffsetSpec> asked = topics.stream()
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
                .collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest()));
        return AdminCalls.await(admin.listOffsets(asked).all(), "reading ends of topics").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    /** True where a record was ever written. */
    static boolean holdsAnything(Admin admin, String topic, int partitions) {
        return of(admin, List.of(topic), partitions).values().stream().anyMatch(end -> end > 0);
    }
}
