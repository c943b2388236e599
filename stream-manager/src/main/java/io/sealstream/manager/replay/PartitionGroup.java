package io.sealstream.manager.replay;

import io.sealstream.schemas.kafka.KafkaUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The event topics of one partition number, read together; each only a bounded stretch ahead of the merge. */
final class PartitionGroup {
    /** Records of one topic that wait for the merge before the topic is left alone. */
    private static final int AHEAD = 5_000;
    private static final Duration POLL = Duration.ofMillis(100);
    /** Longest wait for a broker that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;
    private final EventReader reader;
    private final Duration settling;
    private final List<TopicCursor> cursors;

    /**
     * @param cuts     the partitions with the end of each
     * @param wanted   records to read
     * @param settling how long an event behind the cut is awaited that one before it needs
     */
    PartitionGroup(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> cuts,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted,
            EventReader reader,
            Duration settling) {
        this.consumer = consumer;
        this.wanted = wanted;
        this.reader = reader;
        this.settling = settling;
        this.cursors = cuts.entrySet().stream().map(e -> new TopicCursor(e.getKey(), e.getValue(), this)).toList();
        consumer.assign(cuts.keySet());
        consumer.seekToBeginning(cuts.keySet());
    }

    List<TopicCursor> cursors() {
        return cursors;
    }

    LoggedEvent read(ConsumerRecord<byte[], byte[]> raw) {
        return reader.read(raw);
    }

    /** Reads until the cursor has a record, or stands at its cut. */
    void fill(TopicCursor dry) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        while (dry.waiting() == 0 && consumer.position(dry.place(), PATIENCE) < dry.cut()) {
            long position = consumer.position(dry.place(), PATIENCE);
            if (position > before) {
                before = position;
                giveUp = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > giveUp) {
                throw new KafkaUnavailableException(dry.place() + " cannot be read behind offset " + position,
                        new TimeoutException("no record came in " + PATIENCE.toSeconds() + " s"));
            }
            poll();
        }
    }

    /** Looks for records behind the cuts where a cursor has run dry. */
    boolean look() {
        long giveUp = System.nanoTime() + settling.toNanos();
        List<TopicCursor> dry = cursors.stream().filter(TopicCursor::isDry).toList();
        while (!dry.isEmpty() && System.nanoTime() < giveUp) {
            poll();
            if (dry.stream().anyMatch(cursor -> cursor.waiting() > 0)) {
                return true;
            }
        }
        return false;
    }

    private void poll() {
        cursors.forEach(cursor -> {
            List<TopicPartition> one = List.of(cursor.place());
            if (cursor.waiting() >= AHEAD) {
                consumer.pause(one);
            } else {
                consumer.resume(one);
            }
        });
        var records = consumer.poll(POLL);
        for (TopicCursor cursor : cursors) {
            for (ConsumerRecord<byte[], byte[]> raw : records.records(cursor.place())) {
                if (wanted.test(raw)) {
                    cursor.arrived(raw);
                }
            }
        }
    }
}
