package io.sealstream.bench;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** All committed records of a topic, from its beginning to where it ends now. */
final class WholeTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private WholeTopic() {}

    static void read(KafkaClients clients, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        List<TopicPartition> all = IntStream.range(0, clients.settings().layout().partitions())
                .mapToObj(p -> new TopicPartition(topic.name(), p)).toList();
        try (var consumer = clients.consumer("bench-" + topic.name(), Optional.empty())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(sink);
            }
        }
    }
}
