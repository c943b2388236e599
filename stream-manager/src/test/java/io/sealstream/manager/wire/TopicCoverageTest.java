package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.OrderLane;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.Rejected;
import io.sealstream.schemas.avro.SetPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the table of topics: a record type without a translation fails here. */
class TopicCoverageTest {
    private static final int EACH = 60;
    /** So many that every sampled reply has its partition. */
    private static final int MOST_REPLY_PARTITIONS = 1_000;
    /** What the machines read as commands. */
    private static final List<Topic> COMMANDS = List.of(Topics.MINER_COMMAND, Topics.NODE_RESULT, Topics.CHAIN_RESULT,
            Topics.MESSAGE_COMMAND,
            Topics.MESSAGE_RESULT, Topics.SIGN_RESULT);
    /** What effects become; commands to machines of other partitions among them. */
    private static final List<Topic> EFFECTS = List.of(Topics.NODE_TASK, Topics.CHAIN_REQUEST, Topics.MESSAGE_COMMAND,
            Topics.SIGN_REQUEST,
            Topics.REPLY);
    private static final List<Topic> EVENTS = List.of(Topics.SECTOR_EVENT, Topics.MINER_EVENT, Topics.PROVING_EVENT,
            Topics.MESSAGE_EVENT);
    /** Read or written by classes of their own, below. */
    private static final List<Topic> SINGLE = List.of(Topics.MINER_HEAD, Topics.MESSAGE_HEAD, Topics.NODE_STATUS,
            Topics.REJECTION);
    /** Written by schemas alone. */
    private static final List<Topic> FOREIGN = List.of(Topics.CLUSTER, Topics.DEAD_LETTER);

    static List<Topic> commandTopics() {
        return COMMANDS;
    }

    @Test
    void shouldKnowEveryTopic() {
        List<Topic> known = new ArrayList<>(COMMANDS);
        List.of(EFFECTS, EVENTS, SINGLE, FOREIGN).forEach(known::addAll);
        assertThat(new HashSet<>(known)).isEqualTo(Set.copyOf(Topics.ALL));
    }

    @ParameterizedTest
    @MethodSource("commandTopics")
    void shouldTranslateEveryRecordOfACommandTopic(Topic topic) {
        boolean lane = topic.keys() == Topic.KeyKind.LANE;
        String key = lane ? AvroSamples.LANE.toString() : "f01000";
        for (Class<? extends SpecificRecord> type : topic.records()) {
            SpecificRecord record = AvroSamples.of(type, owners(type, key));
            assertThat(Commands.read(topic, key, AvroBinary.through(record))).as(type.getSimpleName()).isNotNull();
        }
    }

    /** Fields in which a record of two topics names its machine. */
    private static Map<String, Object> owners(Class<?> type, String key) {
        if (type == ChainRequestFailed.class) {
            return Map.of("key", key);
        }
        if (type == AggregateResult.class) {
            return Map.of("task", Parts.task(TaskRef.ofBatch(key + "/PROVE_COMMIT/17/1a2b3c4d/1", 1, "n1")));
        }
        return type == ReadDigest.class ? Map.of("log", key) : Map.of();
    }

    @Test
    void shouldTranslateEveryRecordThatEffectsBecome() {
        Map<Topic, Set<Class<?>>> made = new HashMap<>();
        EffectRecords records = new EffectRecords(MOST_REPLY_PARTITIONS);
        Samples.all(Effect.class, EACH).forEach(effect -> records.of(effect).ifPresent(out -> {
            if (out.record() != null) {
                SpecificRecord back = AvroBinary.through(out.record());
                assertThat(back).isEqualTo(out.record());
                made.computeIfAbsent(out.topic(), topic -> new HashSet<>()).add(back.getClass());
            }
        }));
        for (Topic topic : EFFECTS) {
            Set<Class<?>> wanted = new HashSet<>(topic.records());
            wanted.removeAll(Set.of(ReadDigest.class, OrderLane.class)); // only edges ask for them
            assertThat(made.get(topic)).as(topic.name()).isEqualTo(wanted);
        }
        assertThat(Topics.MINER_COMMAND.records()).containsAll(cast(Objects.requireNonNull(made.get(Topics.MINER_COMMAND))));
    }

    private static List<Class<? extends SpecificRecord>> cast(Set<Class<?>> types) {
        List<Class<? extends SpecificRecord>> cast = new ArrayList<>();
        types.forEach(type -> cast.add(type.asSubclass(SpecificRecord.class)));
        return cast;
    }

    @Test
    void shouldTranslateHeadsHeartbeatsAndRejections() {
        assertThat(Topics.MINER_HEAD.records()).containsExactly(ChainHead.class);
        assertThat(Topics.MESSAGE_HEAD.records()).containsExactly(ChainHead.class);
        assertThat(Topics.NODE_STATUS.records()).containsExactly(NodeStatus.class);
        assertThat(Topics.REJECTION.records()).containsExactly(Rejected.class);
        assertThat(Head.of(AvroSamples.of(ChainHead.class)).sequence()).isEqualTo(17);
        assertThat(NodeStatusRecords.read(AvroSamples.of(NodeStatus.class), 5).heardAt()).isEqualTo(5);
        Outgoing rejection = Rejections.of(new Rejections.Origin("miner.command", 2, 9, "f01000"),
                AvroSamples.of(SetPolicy.class), "no");
        assertThat(rejection.topic()).isEqualTo(Topics.REJECTION);
        assertThat(rejection.partitionOf(4)).isEqualTo(2);
    }

    @Test
    void shouldHaveTheSameSymbolsInEnumsOfRecordsAndDomain() {
        same(io.sealstream.schemas.avro.Purpose.class, io.sealstream.manager.domain.Purpose.class);
        same(io.sealstream.schemas.avro.IntentOutcome.class, io.sealstream.manager.domain.IntentOutcome.class);
        same(io.sealstream.schemas.avro.RandomnessPurpose.class, ChainQuestion.RandomnessPurpose.class);
        same(io.sealstream.schemas.avro.FailureLevel.class, io.sealstream.manager.domain.task.FailureLevel.class);
        same(io.sealstream.schemas.avro.SealStep.class, io.sealstream.manager.domain.task.SealStep.class);
        same(io.sealstream.schemas.avro.StoreKind.class, io.sealstream.manager.domain.task.StoreKind.class);
        same(io.sealstream.schemas.avro.HoldCause.class, io.sealstream.manager.domain.message.HoldCause.class);
        same(io.sealstream.schemas.avro.LaneAction.class, io.sealstream.manager.domain.message.LaneAction.class);
        same(io.sealstream.schemas.avro.Sealing.class, io.sealstream.manager.domain.policy.Sealing.class);
    }

    private static void same(Class<? extends Enum<?>> record, Class<? extends Enum<?>> domain) {
        assertThat(names(record)).isEqualTo(names(domain));
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).<String>map(Enum::name).toList();
    }
}
