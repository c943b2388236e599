package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.wire.EffectRecords;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.NodeStore;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.SetPolicy;
import io.sealstream.schemas.avro.StoreKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell without Kafka: what it does before anything is put, and what it never does. */
class ShellTest {
    private static final int PARTITIONS = 4;
    private static final String MINER = "f01002";
    /** What a producer and a topic take unless they are told otherwise. */
    private static final long MOST_IN_A_TOPIC = 1 << 20;

    private final Serdes serdes = new Serdes(new TestRegistry(), true);
    private final MemoryState state = new MemoryState();
    private final LogAlarm alarm = new LogAlarm();
    private final List<String> left = new ArrayList<>();

    private Shell shell(Family family) {
        return new Shell(family, serdes, PARTITIONS, state,
                (topic, partition, key, value, headers) -> left.add(topic.name() + "-" + partition),
                alarm);
    }

    private Family miners() {
        return new MinerFamily(ManagerDriver.RULES, new EffectRecords(PARTITIONS));
    }

    private Inbound in(Topic topic, int partition, String key, SpecificRecord record) {
        Headers headers = new RecordHeaders();
        byte[] value = serdes.encoder().serialize(topic.name(), headers, record);
        return new Inbound(topic.name(), partition, 7, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    private static SetPolicy policy() {
        return new SetPolicy(new Request("operator", 1L, 3, 0L), MINER, ScriptedWorld.policy());
    }

    @Test
    void shouldPutEachRecordInThePartitionOfItsKey() {
        shell(miners()).process(in(Topics.MINER_COMMAND, 2, MINER, policy()));
        assertThat(left).containsExactlyInAnyOrder("miner.event-2", "miner.event-2", "reply-3", "chain.request-2");
        assertThat(state.stores).containsKeys(Stores.MINERS.store(), Stores.MINER_BOOK.positions(), Stores.MINER_BOOK.timers());
    }

    @Test
    void shouldPutNothingWhenThePurePartHasABug() {
        Family broken = new Family() {
            @Override
            public Optional<String> take(Unit unit, Pending pending) {
                unit.putText("anything", "key", "half a change");
                unit.enqueue(new Target.OfNode("n"), new Wakeup(), null, null);
                throw new IllegalStateException("a bug");
            }

            @Override
            public Stores.Book book() {
                return Stores.MINER_BOOK;
            }

            @Override
            public void reorg(Unit unit, ChainEpoch revertedTo) {
                throw new IllegalStateException("no reorg here");
            }

            @Override
            public void settle(Unit unit, Target target) {
                throw new IllegalStateException("nothing is settled here");
            }
        };
        shell(broken).process(in(Topics.MINER_COMMAND, 2, MINER, policy()));
        assertThat(state.stores).isEmpty();
        assertThat(left).containsExactly("dead.letter-2");
        assertThat(alarm.bugs()).isEqualTo(1);
    }

    @Test
    void shouldStopAnEndlessLoopOfCommands() {
        Family endless = new Family() {
            @Override
            public Optional<String> take(Unit unit, Pending pending) {
                unit.enqueue(pending.target(), pending.command(), null, null);
                return Optional.empty();
            }

            @Override
            public Stores.Book book() {
                return Stores.MINER_BOOK;
            }

            @Override
            public void reorg(Unit unit, ChainEpoch revertedTo) {
                throw new IllegalStateException("no reorg here");
            }

            @Override
            public void settle(Unit unit, Target target) {
                throw new IllegalStateException("nothing is settled here");
            }
        };
        shell(endless).process(in(Topics.MINER_COMMAND, 2, MINER, policy()));
        assertThat(alarm.bugs()).isEqualTo(1);
        assertThat(left).containsExactly("dead.letter-2");
    }

    @Test
    void shouldMoveARecordInTheWrongPartitionToDeadLetter() {
        shell(miners()).process(in(Topics.MINER_COMMAND, 1, MINER, policy()));
        assertThat(left).containsExactly("dead.letter-1");
        assertThat(state.stores).isEmpty();
        assertThat(alarm.unreadable()).isEqualTo(1);
    }

    /** Short on the wire when compressed, and far longer than a record of ours may be. */
    @ParameterizedTest
    @ValueSource(ints = { 500_000, 20_000_000})
    void shouldKeepTheLetterOfAHugeRecordSmallEnoughForItsTopic(int length) {
        byte[] huge = new byte[length];
        Arrays.fill(huge, (byte) 0xff);
        List<Long> sizes = new ArrayList<>();
        Output output = measuring(sizes);

        new Shell(miners(), serdes, PARTITIONS, state, output, alarm)
                .process(new Inbound(Topics.MINER_COMMAND.name(), 2, 7, huge, huge, new RecordHeaders()));
        new NodeShell(Duration.ofSeconds(30), serdes, PARTITIONS, state, output, alarm)
                .process(new Inbound(Topics.NODE_STATUS.name(), 2, 7, huge, huge, new RecordHeaders()), 0);

        assertThat(sizes).hasSize(2).allSatisfy(size -> assertThat(size).isLessThan(MOST_IN_A_TOPIC));
    }

    @Test
    void shouldKeepTheRejectionUnderAHugeKeySmallEnoughForItsTopic() {
        List<Long> sizes = new ArrayList<>();
        Shell shell = new Shell(miners(), serdes, PARTITIONS, state, measuring(sizes), alarm);

        shell.process(in(Topics.MINER_COMMAND, 2, MINER + "/" + "7".repeat(1_000_000),
                new AllocateSectors(new Request("operator", 1L, 3, 0L), MINER, 1)));

        assertThat(sizes).isNotEmpty().allSatisfy(size -> assertThat(size).isLessThan(MOST_IN_A_TOPIC));
    }

    /** The name of who asks is repeated in the answer, in the event and in the miner's state. */
    @Test
    void shouldBuryARecordThatLeadsToMoreThanATopicTakes() {
        List<Long> sizes = new ArrayList<>();
        Shell shell = new Shell(miners(), serdes, PARTITIONS, state, measuring(sizes), alarm);

        shell.process(in(Topics.MINER_COMMAND, 2, MINER,
                new SetPolicy(new Request("x".repeat(3_000_000), 1L, 3, 0L), MINER, ScriptedWorld.policy())));

        assertThat(sizes).hasSize(1).allSatisfy(size -> assertThat(size).isLessThan(MOST_IN_A_TOPIC));
        assertThat(state.stores).isEmpty();
        assertThat(alarm.unreadable()).isEqualTo(1);
    }

    @Test
    void shouldBuryAHeartbeatThatLeadsToMoreThanATopicTakes() {
        List<Long> sizes = new ArrayList<>();
        NodeShell shell = new NodeShell(Duration.ofSeconds(30), serdes, PARTITIONS, state, measuring(sizes), alarm);
        List<NodeStore> named = List.of(new NodeStore("s".repeat(3_000_000), StoreKind.SCRATCH, 1000L, 900L, true));

        shell.process(in(Topics.NODE_STATUS, Partitions.partitionOfNode("node", PARTITIONS), "node",
                new NodeStatus("node", 1L, "test", "127.0.0.1:1", List.of(MINER), true, named, List.of(), 0L, true)), 0);

        assertThat(sizes).hasSize(1).allSatisfy(size -> assertThat(size).isLessThan(MOST_IN_A_TOPIC));
        assertThat(state.stores).isEmpty();
    }

    private static Output measuring(List<Long> sizes) {
        return (topic, partition, key, value, headers) -> sizes
                .add((long) key.getBytes(StandardCharsets.UTF_8).length + Objects.requireNonNull(value).length);
    }

    @Test
    void shouldIgnoreARepeatedHead() {
        Shell shell = shell(miners());
        shell.process(in(Topics.MINER_HEAD, 0, "head", head(5, 100)));
        shell.process(in(Topics.MINER_HEAD, 0, "head", head(5, 101)));
        shell.process(in(Topics.MINER_HEAD, 0, "head", head(4, 102)));
        assertThat(new String(state.get(Stores.MINER_BOOK.head().store(), Stores.HEAD_KEY), StandardCharsets.UTF_8))
                .contains("\"epoch\":100");
    }

    private static ChainHead head(long sequence, long epoch) {
        return ChainHead.newBuilder().setSequence(sequence).setEpoch(epoch).setTipset(List.of("t")).setBaseFee("100")
                .setTimestamp(0)
                .setRevertedTo(null).build();
    }

    @Test
    void shouldLetFailuresOfTheOutputPass() {
        Shell shell = new Shell(miners(), serdes, PARTITIONS, state, (topic, partition, key, value, headers) -> {
            throw new IllegalArgumentException("the broker is gone");
        }, alarm);
        assertThatThrownBy(() -> shell.process(in(Topics.MINER_COMMAND, 2, MINER, policy()))).hasMessage("the broker is gone");
    }

    @Test
    void shouldAnswerARefusedRequestWithItsReason() {
        shell(miners())
                .process(in(Topics.MINER_COMMAND, 2, MINER, new AllocateSectors(new Request("operator", 1L, 3, 0L), MINER, 1)));
        assertThat(left).containsExactlyInAnyOrder("miner.event-2", "reply-3");
    }
}
