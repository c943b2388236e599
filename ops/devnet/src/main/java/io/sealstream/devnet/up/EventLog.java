package io.sealstream.devnet.up;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics of a running devnet from their beginning to their present end. */
public final class EventLog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    EventLog(KafkaSettings settings) {
        this.clients = new KafkaClients(settings);
    }

    /**
     * One record of a topic.
     *
     * @param topic     topic
     * @param key       text key
     * @param timestamp when the broker appended it, Unix milliseconds
     * @param record    the record
     */
    public record Entry(String topic, String key, long timestamp, SpecificRecord record) {}

    /** All records of the topics, in the order of their time. */
    public List<Entry> read(Topic... topics) {
        List<Entry> entries = new ArrayList<>();
        try (Serdes serdes = clients.serdes();
                Consumer<String, SpecificRecord> consumer = clients.consumer("devnet-summary", Optional.empty(),
                        new StringDeserializer(),
                        serdes.any().deserializer(), Map.of())) {
            Set<TopicPartition> open = assign(consumer, List.of(topics));
            Map<TopicPartition, Long> ends = consumer.endOffsets(open);
            consumer.seekToBeginning(open);
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            while (!open.isEmpty()) {
                for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        entries.add(new Entry(record.topic(), record.key(), record.timestamp(), record.value()));
                    }
                }
                open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            }
        }
        entries.sort((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
        return entries;
    }

    /** How many records each topic of ours holds; control records are not counted. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("devnet-summary", Optional.empty())) {
            Set<TopicPartition> open = assign(consumer, Topics.ALL);
            Map<TopicPartition, Long> ends = consumer.endOffsets(open);
            consumer.seekToBeginning(open);
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    counts.merge(record.topic(), 1, Integer::sum);
                }
                open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            }
        }
        return counts;
    }

    private static Set<TopicPartition> assign(Consumer<?, ?> consumer, List<Topic> topics) {
        Set<TopicPartition> all = new HashSet<>();
        for (Topic topic : topics) {
            consumer.partitionsFor(topic.name()).forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(all);
        return all;
    }
}
