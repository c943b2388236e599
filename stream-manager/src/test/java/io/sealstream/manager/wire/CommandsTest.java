package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.message.LaneCommand;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptAggregate.Refused;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.StageTime;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.CommitmentQuoted;
import io.sealstream.schemas.avro.DeadlineRead;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.MessageSearched;
import io.sealstream.schemas.avro.PreCommitRead;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.SectorRead;
import io.sealstream.schemas.avro.SetPolicy;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.WindowPoStResult;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final ActorId MINER = new ActorId(1000);
    private static final SectorId SECTOR = new SectorId(MINER, 17);
    private static final PartitionId PARTITION = new PartitionId(MINER, 3, 1);
    private static final TaskRef TASK = new TaskRef("some taskId", 3, "some node");
    private static final Bytes BYTES = Bytes.of(AvroSamples.BITS.toRle());

    private static Command command(Topic topic, String key, SpecificRecord record, Target target) {
        Addressed read = Commands.read(topic, key, AvroBinary.through(record));
        assertThat(read.target()).isEqualTo(target);
        return read.command();
    }

    @Test
    void shouldGiveResultsOfANodeToTheirSector() {
        SealResult sealed = AvroSamples.of(SealResult.class);
        assertThat(command(Topics.NODE_RESULT, "f01000/17", sealed, new Target.OfSector(SECTOR)))
                .isEqualTo(new SectorCommand.CompleteSeal(TASK, AvroSamples.CID, AvroSamples.CID, ChainEpoch.of(17),
                        List.of(new StageTime("some stage", 17))));
        assertThat(command(Topics.NODE_RESULT, "f01000", AvroSamples.of(FinalizeResult.class), new Target.OfSector(SECTOR)))
                .isEqualTo(new SectorCommand.CompleteFinalize(TASK));
    }

    @Test
    void shouldGiveARequestForASectorToTheMiner() {
        assertThat(command(Topics.NODE_RESULT, "f01000", AvroSamples.of(RequestSector.class), new Target.OfMiner(MINER)))
                .isEqualTo(new MinerCommand.RequestSector(new Request("some client", 17, 3, 17), "some node", 17, "some store"));
    }

    @Test
    void shouldTellRefusalsThatMayChangeFromThoseForGood() {
        assertThat(refusal(RefusalKind.LOCKED, false))
                .isEqualTo(new LaneCommand.RefuseSignature("i1/sign/7", "i1", true, false, "LOCKED", "why"));
        assertThat(refusal(RefusalKind.MALFORMED, false))
                .isEqualTo(new LaneCommand.RefuseSignature("i1/sign/7", "i1", false, false, "MALFORMED", "why"));
        assertThat(refusal(RefusalKind.POLICY, true))
                .isEqualTo(new LaneCommand.RefuseSignature("i1/sign/7", "i1", false, true, "EXPIRED", "why"));
    }

    private static Command refusal(RefusalKind kind, boolean expired) {
        String lane = AvroSamples.LANE.toString();
        return command(Topics.SIGN_RESULT, lane, new SignatureRefused("i1/sign/7", lane, "", kind, "why", expired),
                new Target.OfLane(AvroSamples.LANE));
    }

    @Test
    void shouldTellAFailedPoStByItsTask() {
        TaskFailed sector = AvroSamples.of(TaskFailed.class);
        assertThat(command(Topics.NODE_RESULT, "f01000/17", sector, new Target.OfSector(SECTOR)))
                .isEqualTo(new SectorCommand.FailTask(TASK, FailureLevel.TEMPORARY, "some reason"));

        TaskRef post = TaskRef.ofPoSt(PARTITION, 120, 2, "n1");
        Map<String, Object> fields = new HashMap<>(Map.of("task", Parts.task(post)));
        fields.put("sector", null);
        TaskFailed partition = AvroSamples.of(TaskFailed.class, fields);
        assertThat(command(Topics.NODE_RESULT, "f01000/3/1", partition, new Target.OfPartition(PARTITION)))
                .isEqualTo(new ProvingCommand.FailPoSt(post, FailureLevel.TEMPORARY, "some reason"));

        fields.put("miner", "f01001");
        TaskFailed foreign = AvroSamples.of(TaskFailed.class, fields);
        assertThatThrownBy(() -> Commands.read(Topics.NODE_RESULT, "f01001/3/1", foreign)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("of another miner");
        fields.put("task", Parts.task(TASK));
        TaskFailed nobody = AvroSamples.of(TaskFailed.class, fields);
        assertThatThrownBy(() -> Commands.read(Topics.NODE_RESULT, "f01001", nobody)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("names no partition");
    }

    @Test
    void shouldGiveAnAggregateToTheMinerOfItsIntent() {
        TaskRef task = TaskRef.ofBatch("f01000/PROVE_COMMIT/17/1a2b3c4d/2", 3, "n1");
        AggregateResult record = AvroSamples.of(AggregateResult.class, Map.of("task", Parts.task(task)));
        assertThat(task.intent()).contains("f01000/PROVE_COMMIT/17/1a2b3c4d/2");
        assertThat(command(Topics.NODE_RESULT, "f01000", record, new Target.OfMiner(MINER)))
                .isEqualTo(new MinerCommand.AcceptAggregate(task, BYTES, List.of(new Refused(17, "some reason"))));

        Map<String, Object> fields = new HashMap<>(Map.of("task", Parts.task(task)));
        fields.put("sector", null);
        assertThat(command(Topics.NODE_RESULT, "f01000", AvroSamples.of(TaskFailed.class, fields), new Target.OfMiner(MINER)))
                .isEqualTo(new MinerCommand.FailAggregate(task, FailureLevel.TEMPORARY, "some reason"));
    }

    @Test
    void shouldRefuseAnAggregateOfAnotherMinerOrTask() {
        AggregateResult foreign = AvroSamples.of(AggregateResult.class,
                Map.of("task", Parts.task(TaskRef.ofBatch("f010001/PROVE_COMMIT/17/1a2b3c4d/2", 3, "n1"))));
        assertThatThrownBy(() -> Commands.read(Topics.NODE_RESULT, "f01000", foreign)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("f010001/PROVE_COMMIT/17/1a2b3c4d/2/AGGREGATE/3")
                .hasMessageContaining("is no aggregate of f01000");
        AggregateResult other = AvroSamples.of(AggregateResult.class, Map.of("task", Parts.task(TASK)));
        assertThatThrownBy(() -> Commands.read(Topics.NODE_RESULT, "f01000", other)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("some taskId");
    }

    @Test
    void shouldGiveAPoStToItsPartition() {
        WindowPoStResult record = AvroSamples.of(WindowPoStResult.class, Map.of("partition", 1));
        Command command = command(Topics.NODE_RESULT, "f01000/3/1", record, new Target.OfPartition(PARTITION));
        assertThat(command).isInstanceOfSatisfying(ProvingCommand.CompletePoSt.class, c -> {
            assertThat(c.proof()).isEqualTo(BYTES);
            assertThat(c.periodStart()).isEqualTo(ChainEpoch.of(17));
            assertThat(c.skipped()).hasSize(1);
        });
    }

    @Test
    void shouldGiveRandomnessToWhoAsked() {
        RandomnessDrawn ticket = AvroSamples.of(RandomnessDrawn.class, Map.of("requestId", "f01000/17/TICKET/5"));
        assertThat(command(Topics.CHAIN_RESULT, "f01000", ticket, new Target.OfSector(SECTOR)))
                .isEqualTo(new SectorCommand.AssignRandomness("f01000/17/TICKET/5", RandomnessPurpose.SEAL_TICKET,
                        ChainEpoch.of(17), BYTES));

        Map<String, Object> fields = new HashMap<>(Map.of("requestId", "f01000/3/1/120/commit/1"));
        fields.put("sector", null);
        assertThat(command(Topics.CHAIN_RESULT, "f01000", AvroSamples.of(RandomnessDrawn.class, fields),
                new Target.OfPartition(PARTITION)))
                .isEqualTo(new ProvingCommand.AssignCommitRandomness("f01000/3/1/120/commit/1", ChainEpoch.of(17), BYTES));

        fields.put("requestId", "f01000/nobody");
        RandomnessDrawn nobody = AvroSamples.of(RandomnessDrawn.class, fields);
        assertThatThrownBy(() -> Commands.read(Topics.CHAIN_RESULT, "f01000", nobody)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("RandomnessDrawn.requestId = f01000/nobody");
    }

    @Test
    void shouldGiveADeadlineToTheMinerThatPlansOrThePartitionThatConfirms() {
        DeadlineRead plan = AvroSamples.of(DeadlineRead.class, Map.of("requestId", "f01000/3/120/plan"));
        assertThat(command(Topics.CHAIN_RESULT, "f01000", plan, new Target.OfMiner(MINER)))
                .isInstanceOfSatisfying(MinerCommand.PlanDeadline.class, c -> {
                    assertThat(c.deadline()).isEqualTo(3);
                    assertThat(c.partitions()).containsExactly(
                            new MinerCommand.PlanDeadline.PartitionSeen(3, AvroSamples.BITS, AvroSamples.BITS, AvroSamples.BITS));
                });

        ProvingCommand.ConfirmDeadline absent = (ProvingCommand.ConfirmDeadline) command(Topics.CHAIN_RESULT, "f01000",
                AvroSamples.of(DeadlineRead.class, Map.of("requestId", "f01000/3/1/120/close/1")),
                new Target.OfPartition(PARTITION));
        assertThat(absent.posted()).as("1 is in the posted partitions").isTrue();
        assertThat(absent.faulty()).as("the answer has partition 3 only").isEqualTo(BitField.EMPTY);

        ProvingCommand.ConfirmDeadline there = (ProvingCommand.ConfirmDeadline) command(Topics.CHAIN_RESULT, "f01000",
                AvroSamples.of(DeadlineRead.class, Map.of("requestId", "f01000/3/3/120/close/1")),
                new Target.OfPartition(new PartitionId(MINER, 3, 3)));
        assertThat(there.posted()).isFalse();
        assertThat(there.faulty()).isEqualTo(AvroSamples.BITS);
        assertThat(there.challenge()).isEqualTo(BYTES);

        DeadlineRead foreign = AvroSamples.of(DeadlineRead.class, Map.of("requestId", "f01000/4/1/120/close/1"));
        assertThatThrownBy(() -> Commands.read(Topics.CHAIN_RESULT, "f01000", foreign)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("another deadline than 3");
    }

    @Test
    void shouldTellWhatTheChainDoesNotHave() {
        PreCommitRead noPreCommit = AvroSamples.of(PreCommitRead.class,
                Map.of("found", false, "sealedCid", "", "requestId", "r"));
        assertThat(command(Topics.CHAIN_RESULT, "f01000", noPreCommit, new Target.OfSector(SECTOR)))
                .isEqualTo(new SectorCommand.ConfirmPreCommit("r", ChainEpoch.of(noPreCommit.getEpoch()), null));
        SectorRead noSector = AvroSamples.of(SectorRead.class, Map.of("found", false, "sealedCid", "", "requestId", "r"));
        assertThat(command(Topics.CHAIN_RESULT, "f01000", noSector, new Target.OfSector(SECTOR)))
                .isEqualTo(new SectorCommand.ConfirmSector("r", ChainEpoch.of(noSector.getEpoch()), null));
    }

    @Test
    void shouldGiveFailuresOfTheChainEdgeToWhoAsked() {
        ChainRequestFailed miner = AvroSamples.of(ChainRequestFailed.class);
        assertThat(command(Topics.CHAIN_RESULT, "f01000", miner, new Target.OfMiner(MINER)))
                .isInstanceOf(MinerCommand.HearFailure.class);
        assertThatThrownBy(() -> Commands.read(Topics.MESSAGE_RESULT, "f01000", miner)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("key address");
    }

    @Test
    void shouldReadAnIntentBackAsItWasSent() {
        EffectRecords records = new EffectRecords(4);
        Samples.all(Effect.SendMessage.class, 50).forEach(effect -> {
            Outgoing out = records.of(effect).orElseThrow();
            Addressed read = Commands.read(out.topic(), out.key(), AvroBinary.through(Objects.requireNonNull(out.record())));
            assertThat(read).isEqualTo(new Addressed(new Target.OfLane(effect.intent().sender()),
                    new LaneCommand.QueueMessage(effect.intent())));
        });
    }

    @Test
    void shouldReadNewsOfIntentsAndNodesBackAsTheyWereTold() {
        EffectRecords records = new EffectRecords(4);
        Samples.all(Effect.class, 20).forEach(effect -> {
            MinerCommand told = switch (effect) {
                case Effect.ResolveIntent e ->
                    new MinerCommand.ResolveIntent(e.intent(), e.purpose(), e.outcome(), e.receipt(), e.reason(), e.cause());
                case Effect.TellNodeBack e ->
                    new MinerCommand.SeeNode(e.node(), e.incarnation(), e.stores(), e.windowPoSt(), e.aggregate());
                case Effect.TellNodeSilent e -> new MinerCommand.LoseNode(e.node(), e.incarnation());
                default -> null;
            };
            if (told != null) {
                Outgoing out = records.of(effect).orElseThrow();
                Addressed read = Commands.read(out.topic(), out.key(), AvroBinary.through(Objects.requireNonNull(out.record())));
                assertThat(read.command()).isEqualTo(told);
                assertThat(read.target().key()).isEqualTo(out.key());
            }
        });
    }

    @Test
    void shouldRefuseARecordUnderTheKeyOfAnother() {
        AllocateSectors record = AvroSamples.of(AllocateSectors.class);
        assertThatThrownBy(() -> Commands.read(Topics.MINER_COMMAND, "f01001", record)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("AllocateSectors.key = f01001").hasMessageContaining("f01000");
        assertThatThrownBy(() -> Commands.read(Topics.MINER_COMMAND, "f010001", record)).isInstanceOf(BadRecordException.class);
        assertThat(Commands.read(Topics.MINER_COMMAND, "f01000/17", record).target()).isEqualTo(new Target.OfMiner(MINER));
    }

    @Test
    void shouldRefuseARecordOfAnotherTopic() {
        AllocateSectors record = AvroSamples.of(AllocateSectors.class);
        assertThatThrownBy(() -> Commands.read(Topics.NODE_RESULT, "f01000", record)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("node.result");
        assertThatThrownBy(() -> Commands.read(Topics.REPLY, "f01000", record)).isInstanceOf(BadRecordException.class);
    }

    @Test
    void shouldNameRecordFieldAndValueOfABadField() {
        refuse(Topics.NODE_RESULT, AvroSamples.of(SealResult.class, Map.of("sector", -1L)), "SealResult.sector = -1");
        refuse(Topics.NODE_RESULT, AvroSamples.of(SealResult.class, Map.of("commR", "bafy!")), "SealResult.commR = bafy!");
        refuse(Topics.CHAIN_RESULT, AvroSamples.of(CommitmentQuoted.class, Map.of("available", "5 FIL")),
                "CommitmentQuoted.available = 5 FIL");
        io.sealstream.schemas.avro.MinerPolicy policy = AvroSamples.of(io.sealstream.schemas.avro.MinerPolicy.class,
                Map.of("postSenders", List.of("f3zzz")));
        refuse(Topics.MINER_COMMAND, AvroSamples.of(SetPolicy.class, Map.of("policy", policy)),
                "SetPolicy.policy.postSenders = f3zzz");
        refuse(Topics.CHAIN_RESULT, AvroSamples.of(DeadlineRead.class,
                Map.of("posted", ByteBuffer.wrap(new byte[]{ 3}), "requestId", "f01000/3/1/120/close/1")), "DeadlineRead.posted");
    }

    private static void refuse(Topic topic, SpecificRecord record, String words) {
        assertThatThrownBy(() -> Commands.read(topic, "f01000", record)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining(words);
    }

    @Test
    void shouldCutLongValuesInErrors() {
        SealResult record = AvroSamples.of(SealResult.class, Map.of("commR", "x".repeat(1_000_000)));
        assertThatThrownBy(() -> Commands.read(Topics.NODE_RESULT, "f01000", record)).isInstanceOfSatisfying(
                BadRecordException.class,
                e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void shouldReadAmountsExactly() {
        CommitmentQuoted record = AvroSamples.of(CommitmentQuoted.class,
                Map.of("available", "123456789012345678901234567890"));
        MinerCommand.AcceptQuote quote = (MinerCommand.AcceptQuote) command(Topics.CHAIN_RESULT, "f01000", record,
                new Target.OfMiner(MINER));
        assertThat(quote.available()).isEqualTo(new TokenAmount(new BigInteger("123456789012345678901234567890")));
        assertThat(quote.amounts()).containsExactly(Map.entry(17L, TokenAmount.ofAtto(12)));
        assertThat(quote.balances()).containsExactly(Map.entry(AvroSamples.LANE, TokenAmount.ofAtto(8)));
        assertThat(quote.unfit()).containsExactly(Map.entry(17L, "some reason"));
    }

    @Test
    void shouldHaveNoReceiptWhereNoneWasFound() {
        var record = AvroSamples.of(MessageSearched.class, Map.of("found", false, "foundCid", ""));
        var command = (LaneCommand.LocateMessage) command(Topics.MESSAGE_RESULT,
                AvroSamples.LANE.toString(), record, new Target.OfLane(AvroSamples.LANE));
        assertThat(command.found()).isNull();
        assertThat(command.receipt()).isEqualTo(Receipt.NONE);
    }
}
