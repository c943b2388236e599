package io.sealstream.schemas.cli;

import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Prints the records of a topic as JSON lines. Reads committed records and belongs to no group, so it changes nothing. */
public final class TopicPrinter {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaClients clients;
    private final RecordJson json;
    private final PrintWriter out;

    /**
     * What to print.
     *
     * @param topic  any topic of the cluster
     * @param key    only records with this key
     * @param from   where to begin: see {@code Start}
     * @param follow whether to go on after the end
     * @param limit  at most so many records
     */
    public record Request(String topic, Optional<String> key, String from, boolean follow, long limit) {}

    /** @param registry schemas by id, asked only for what the jar's history does not know */
    public TopicPrinter(KafkaClients clients, IntFunction<Optional<Schema>> registry, PrintWriter out) {
        this.clients = clients;
        this.json = new RecordJson(registry);
        this.out = out;
    }

    /** One line a topic: name, partitions, records (at most: compaction and transactions leave gaps). */
    public void list() {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("topics-list", Optional.empty())) {
            Map<String, List<PartitionInfo>> topics = new TreeMap<>(consumer.listTopics(PATIENCE));
            for (Map.Entry<String, List<PartitionInfo>> topic : topics.entrySet()) {
                List<TopicPartition> places = topic.getValue().stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
                Map<TopicPartition, Long> first = consumer.beginningOffsets(places, PATIENCE);
                Map<TopicPartition, Long> last = consumer.endOffsets(places, PATIENCE);
                long records = places.stream().mapToLong(place -> last.getOrDefault(place, 0L) - first.getOrDefault(place, 0L))
                        .sum();
                out.printf("%-40s %3d partitions %12d offsets%n", topic.getKey(), places.size(), records);
            }
            out.flush();
        }
    }

    /**
     * Prints until the end that the topic had at the call, or for ever.
     *
     * @throws IllegalArgumentException where the topic, the key or the start is wrong; the message says what to do
     */
    public void cat(Request request) {
        Start start = Start.parse(request.from(), Instant.now())
                .orElseThrow(
                        () -> new IllegalArgumentException("--from " + request.from() + " is not known; write " + Start.FORM));
        try (Consumer<byte[], byte[]> consumer = clients.consumer("topics-cat", Optional.empty())) {
            List<TopicPartition> places = places(consumer, request);
            consumer.assign(places);
            seek(consumer, places, start);
            print(consumer, request, consumer.endOffsets(places, PATIENCE));
        }
    }

    private List<TopicPartition> places(Consumer<byte[], byte[]> consumer, Request request) {
        List<PartitionInfo> partitions = consumer.listTopics(PATIENCE).get(request.topic());
        if (partitions == null) {
            throw new IllegalArgumentException("there is no topic " + request.topic() + "; see: topics list");
        }
        Optional<Integer> only = request.key().flatMap(key -> partitionOf(request.topic(), key, partitions.size()));
        return partitions.stream().map(info -> new TopicPartition(info.topic(), info.partition()))
                .filter(place -> only.isEmpty() || only.get() == place.partition()).toList();
    }

    /** Where a key's records are; empty where its writers choose, or the topic is not ours. */
    private static Optional<Integer> partitionOf(String topic, String key, int partitions) {
        return Topics.byName(topic).filter(table -> table.keys() != Topic.KeyKind.EXPLICIT)
                .map(table -> Partitions.partitionFor(table, key, partitions));
    }

    private static void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> places, Start start) {
        switch (start) {
            case Start.Beginning() -> consumer.seekToBeginning(places);
            case Start.End() -> consumer.seekToEnd(places);
            case Start.Offset(long offset) -> {
                Map<TopicPartition, Long> first = consumer.beginningOffsets(places, PATIENCE);
                Map<TopicPartition, Long> last = consumer.endOffsets(places, PATIENCE);
                places.forEach(place -> consumer.seek(place, Math.min(Math.max(offset, first.getOrDefault(place, 0L)),
                        last.getOrDefault(place, 0L))));
            }
            case Start.Time(Instant time) -> {
                Map<TopicPartition, Long> wanted = places.stream()
                        .collect(Collectors.toMap(place -> place, place -> time.toEpochMilli()));
                consumer.offsetsForTimes(wanted, PATIENCE).forEach((place, found) -> {
                    if (found == null) {
                        consumer.seekToEnd(List.of(place));
                    } else {
                        consumer.seek(place, found.offset());
                    }
                });
            }
        }
    }

    private void print(Consumer<byte[], byte[]> consumer, Request request, Map<TopicPartition, Long> ends) {
        long left = request.limit();
        while (left > 0 && (request.follow() || behind(consumer, ends))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                boolean late = !request.follow() && record.offset() >= ends.getOrDefault(place(record), 0L);
                if (left > 0 && !late && wanted(record, request.key())) {
                    out.println(json.of(record));
                    left--;
                }
            }
            // True also when the reader of our pipe has gone.
            if (out.checkError()) {
                return;
            }
        }
    }

    private static boolean behind(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
    }

    private static boolean wanted(ConsumerRecord<byte[], byte[]> record, Optional<String> key) {
        return key.isEmpty() || Arrays.equals(record.key(), key.get().getBytes(StandardCharsets.UTF_8));
    }

    private static TopicPartition place(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
