package io.sealstream.manager.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.miner.MinerEvent.SectorsWanted;
import io.sealstream.manager.wire.EventMeta;
import io.sealstream.manager.wire.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three topics of one writer become one order again, and what is missing is named. */
class MergeTest {
    private static final String[] TOPICS = { "sector.event", "miner.event", "proving.event"};

    /** A topic in memory; {@code cut} events were there when reading began. */
    private static final class Topic implements Cursor {
        private final List<LoggedEvent> events = new ArrayList<>();
        private int cut = Integer.MAX_VALUE;
        private int visible = Integer.MAX_VALUE;
        private int at;

        @Override
        public @Nullable LoggedEvent head() {
            return at < Math.min(visible, events.size()) ? events.get(at) : null;
        }

        @Override
        public boolean isDue() { return head() != null && at < cut; }

        @Override
        public void advance() {
            at++;
        }
    }

    private final List<Topic> topics = List.of(new Topic(), new Topic(), new Topic());
    private long time = 100;

    private void write(int topic, String log, long sequence) {
        List<LoggedEvent> events = topics.get(topic).events;
        ConsumerRecord<byte[], byte[]> raw = new ConsumerRecord<>(TOPICS[topic], 0, events.size(), time++,
                TimestampType.LOG_APPEND_TIME, 0, 0, new byte[0], new byte[0], new RecordHeaders(), Optional.empty());
        events.add(new LoggedEvent(raw, log,
                new Recorded<>(new EventMeta(sequence, ChainEpoch.of(1), "cause"),
                        new SectorsWanted(ActorId.parse(log), sequence))));
    }

    private List<String> merged(EventSource.More more) {
        Merge merge = new Merge(topics, more);
        List<String> order = new ArrayList<>();
        for (LoggedEvent next = merge.next(); next != null; next = merge.next()) {
            order.add(next.log() + "#" + next.sequence());
        }
        return order;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 3, 4, 5})
    void shouldFindAnOrderForAnyLogsOfOneWriter(long seed) {
        Random random = new Random(seed);
        long[] sequences = new long[7];
        for (int i = 0; i < 3_000; i++) {
            int log = random.nextInt(sequences.length);
            write(random.nextInt(3), "f0100" + log, ++sequences[log]);
        }
        List<String> order = merged(() -> false);
        for (int log = 0; log < sequences.length; log++) {
            String name = "f0100" + log;
            List<String> own = order.stream().filter(e -> e.startsWith(name)).toList();
            assertThat(own).hasSize((int) sequences[log]).first().isEqualTo(name + "#1");
            assertThat(own).last().isEqualTo(name + "#" + sequences[log]);
        }
        assertThat(order).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void shouldNameTheOldestEventThatWaitsForAMissingOne() {
        write(0, "f01000", 1);
        write(1, "f01004", 1);
        write(0, "f01000", 3);
        write(0, "f01004", 2);
        write(2, "f01004", 3);
        assertThatThrownBy(() -> merged(() -> false)).isInstanceOf(BrokenLogException.class)
                .hasMessage("sector.event-0@1: log f01000: sequence 2 was expected and 3 found, events are missing");
    }

    /** Case 29: a topic that lost its last records shows where the others go on; where none goes on, the log is an older one. */
    @Test
    void shouldNameTheFirstEventThatATopicLost() {
        for (long sequence = 1; sequence <= 9; sequence++) {
            write((int) (sequence % 2), "f01000", sequence);
        }
        topics.getFirst().events.subList(2, 4).clear();
        assertThatThrownBy(() -> merged(() -> false))
                .hasMessage("miner.event-0@3: log f01000: sequence 6 was expected and 7 found, events are missing");
        topics.get(1).events.subList(3, 5).clear();
        assertThat(position()).isEqualTo(5);
    }

    private int position() {
        topics.forEach(topic -> topic.at = 0);
        return merged(() -> false).size();
    }

    @Test
    void shouldNameAnEventThatStandsTwice() {
        write(0, "f01000", 1);
        write(1, "f01000", 2);
        write(1, "f01000", 1);
        assertThatThrownBy(() -> merged(() -> false))
                .hasMessageStartingWith("miner.event-0@1: log f01000: sequence 3 was expected");
    }

    @Test
    void shouldReadBehindTheCutWhatAnEventBeforeItNeeds() {
        write(0, "f01000", 1);
        write(1, "f01000", 2);
        write(0, "f01000", 3);
        write(1, "f01000", 4);
        topics.get(1).cut = 0;
        topics.get(1).visible = 0;
        assertThat(merged(() -> {
            topics.get(1).visible++;
            return true;
        })).containsExactly("f01000#1", "f01000#2", "f01000#3");
    }
}
