package io.sealstream.acceptance.faults;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Follows every topic but the heads from its beginning, through outages of the broker, and keeps what it saw. Committed records only. */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaClients clients;
    private final Serdes serdes;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final List<Seen> seen = new ArrayList<>();
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private volatile boolean closed;

    /**
     * A record that was committed.
     *
     * @param key    text key, empty for none
     * @param record empty for a tombstone
     */
    public record Seen(String topic, int partition, long offset, long timestamp, String key, Optional<SpecificRecord> record) {}

    /** Begins to follow the topics of a cluster, which must exist. */
    TopicTail(String bootstrap, String registry) {
        this.clients = new KafkaClients(KafkaSettings.of(bootstrap, URI.create(registry), false, ClusterLayout.DEVNET));
        this.serdes = clients.serdes();
        this.consumer = clients.consumer("fault-witness", Optional.empty());
        List<TopicPartition> all = new ArrayList<>();
        for (Topic topic : Topics.ALL) {
            if (!topic.equals(Topics.MINER_HEAD) && !topic.equals(Topics.MESSAGE_HEAD)) {
                consumer.partitionsFor(topic.name()).forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
            }
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
        this.thread = Thread.ofPlatform().daemon().name("fault-witness").start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    keep(record);
                }
                reach();
            }
        } catch (WakeupException e) {
            closed = true;
        } finally {
            consumer.close();
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        Optional<SpecificRecord> value = switch (decoded(record)) {
            case Decoded.Value(SpecificRecord read) -> Optional.of(read);
            case Decoded.Tombstone() -> Optional.empty();
            case Decoded.Unreadable(String reason) -> throw new IllegalStateException(
                    record.topic() + "-" + record.partition() + "@" + record.offset() + " is unreadable: " + reason);
        };
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        synchronized (this) {
            seen.add(new Seen(record.topic(), record.partition(), record.offset(), record.timestamp(), key, value));
        }
    }

    /** The registry goes with the broker's process; what was not decoded yet waits for it. */
    private Decoded decoded(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return serdes.decoder().read(record);
            } catch (RegistryUnavailableException e) {
                if (closed) {
                    throw new WakeupException();
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private void reach() {
        Map<TopicPartition, Long> now = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            now.put(partition, consumer.position(partition));
        }
        synchronized (this) {
            reached.putAll(now);
            notifyAll();
        }
    }

    /** Everything seen so far, each partition in its order. */
    public synchronized List<Seen> all() {
        return List.copyOf(seen);
    }

    /** The records of a type, in the order in which they were seen. */
    public <T extends SpecificRecord> List<T> records(Class<T> type) {
        return records(type, record -> true);
    }

    /** The records of a type that fulfil a condition. */
    public <T extends SpecificRecord> List<T> records(Class<T> type, Predicate<T> condition) {
        return all().stream().flatMap(each -> each.record().stream()).filter(type::isInstance).map(type::cast).filter(condition)
                .toList();
    }

    /** Waits until everything is seen that the topics hold at this moment. */
    public void catchUp(Duration limit) {
        try (Consumer<byte[], byte[]> ends = clients.consumer("fault-witness-ends", Optional.empty())) {
            Map<TopicPartition, Long> wanted = ends.endOffsets(consumerPartitions(), limit);
            long end = System.nanoTime() + limit.toNanos();
            synchronized (this) {
                while (wanted.entrySet().stream().anyMatch(each -> reached.getOrDefault(each.getKey(), 0L) < each.getValue())) {
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        throw new IllegalStateException(
                                "the topics were not read to their end within " + limit.toSeconds() + " s");
                    }
                    wait(Math.max(1, left / 1_000_000));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized List<TopicPartition> consumerPartitions() {
        return List.copyOf(reached.keySet());
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serdes.close();
    }
}
