package io.sealstream.manager.rebuild;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.manager.domain.policy.FeeHistory;
import io.sealstream.manager.wire.Head;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the manager had read last of the topics that are no events: heads and heartbeats. Records that cannot be read say nothing. */
final class LastRecords {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A head takes two offsets, the record and the marker of its transaction; aborted ones take more. */
    private static final long STRETCH = 64;
    /** Offsets that the heads of a day take, and half as many for aborted ones. */
    private static final long DAY = 3 * ChainLimits.NV28.epochsPerDay();

    private final Consumer<byte[], byte[]> consumer;
    private final Serdes serdes;
    private final ManagerGroup group;

    /** A heartbeat and when the broker appended it, Unix milliseconds. */
    record Beat(NodeStatus status, long at) {}

    LastRecords(Consumer<byte[], byte[]> consumer, Serdes serdes, ManagerGroup group) {
        this.consumer = consumer;
        this.serdes = serdes;
        this.group = group;
    }

    /** The last head of a head topic that the manager took; empty where retention has left none. */
    Optional<Head> head(Topic topic, int partition) {
        TopicPartition place = new TopicPartition(topic.name(), partition);
        long begin = begin(place);
        long end = end(place);
        for (long stretch = STRETCH;; stretch *= STRETCH) {
            long from = Math.max(begin, end - stretch);
            ChainHead[] last = new ChainHead[1];
            read(place, from, end, (record, raw) -> {
                if (record instanceof ChainHead head) {
                    last[0] = head;
                }
            });
            if (last[0] != null || from == begin) {
                return Optional.ofNullable(last[0]).map(Head::of);
            }
        }
    }

    /** Base fees of the last day before where the manager goes on, from the heads it took. */
    FeeHistory fees(Topic topic, int partition) {
        TopicPartition place = new TopicPartition(topic.name(), partition);
        long end = end(place);
        FeeHistory[] fees = { FeeHistory.NONE};
        read(place, Math.max(begin(place), end - DAY), end, (record, raw) -> {
            if (record instanceof ChainHead head) {
                Head read = Head.of(head);
                fees[0] = fees[0].with(read.epoch(), read.baseFee());
            }
        });
        return fees[0];
    }

    /** The last heartbeat of each node that the manager took, by name. */
    Map<String, Beat> heartbeats(int partitions) {
        Map<String, Beat> beats = new TreeMap<>();
        for (int p = 0; p < partitions; p++) {
            TopicPartition place = new TopicPartition(Topics.NODE_STATUS.name(), p);
            read(place, begin(place), end(place), (record, raw) -> {
                if (record instanceof NodeStatus status) {
                    beats.merge(status.getNode(), new Beat(status, raw.timestamp()),
                            (a, b) -> b.status().getIncarnation() < a.status().getIncarnation() ? a : b);
                }
            });
        }
        return beats;
    }

    private long begin(TopicPartition place) {
        return consumer.beginningOffsets(List.of(place), PATIENCE).getOrDefault(place, 0L);
    }

    /** Where the group goes on; without an offset it will start at the end. */
    private long end(TopicPartition place) {
        return group.next(place).orElseGet(() -> consumer.endOffsets(List.of(place), PATIENCE).getOrDefault(place, 0L));
    }

    private void read(TopicPartition place, long from, long end,
            BiConsumer<SpecificRecord, ConsumerRecord<byte[], byte[]>> each) {
        consumer.assign(List.of(place));
        consumer.seek(place, from);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(place, PATIENCE) < end) {
            for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(POLL)) {
                if (raw.offset() < end && serdes.decoder().read(raw) instanceof Decoded.Value(SpecificRecord record)) {
                    each.accept(record, raw);
                }
            }
            if (System.nanoTime() > giveUp) {
                throw new KafkaUnavailableException(place + " cannot be read", new TimeoutException("no progress"));
            }
        }
    }
}
