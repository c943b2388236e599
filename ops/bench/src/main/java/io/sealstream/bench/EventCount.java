package io.sealstream.bench;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.RequestAnswered;
import io.sealstream.schemas.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What the log says afterwards: how many commands of each requester are recorded, and that none is there twice. */
final class EventCount {
    private static final Duration POLL = Duration.ofMillis(200);

    private EventCount() {}

    /** Recorded answers by requester. */
    static Map<String, Long> read(KafkaClients clients, Serdes serdes) {
        Map<String, Set<Long>> numbers = new HashMap<>();
        List<TopicPartition> all = IntStream.range(0, clients.settings().layout().partitions())
                .mapToObj(p -> new TopicPartition(Topics.MINER_EVENT.name(), p)).toList();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("bench-events", Optional.empty())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(record -> {
                    if (serdes.decoder().read(record) instanceof Decoded.Value(RequestAnswered event)) {
                        add(numbers, event);
                    }
                });
            }
        }
        Map<String, Long> counts = new HashMap<>();
        numbers.forEach((client, each) -> counts.put(client, (long) each.size()));
        return counts;
    }

    private static void add(Map<String, Set<Long>> numbers, RequestAnswered event) {
        String requester = event.getMiner() + " " + event.getClient();
        if (!numbers.computeIfAbsent(requester, each -> new HashSet<>()).add(event.getNumber())) {
            throw new BenchException("command " + event.getNumber() + " of " + requester + " is recorded twice");
        }
    }
}
