package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.message.LaneCommand;
import io.sealstream.manager.domain.message.LaneMachine;
import io.sealstream.manager.domain.message.LaneScope;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.domain.task.Work;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EffectRecordsTest {
    private static final int PARTITIONS = 4;
    private static final EffectRecords RECORDS = new EffectRecords(PARTITIONS);
    private static final SectorId SECTOR = new SectorId(new ActorId(1001), 17);

    private static Outgoing out(Effect effect) {
        return RECORDS.of(effect).orElseThrow();
    }

    @Test
    void shouldPutATaskUnderItsNodeAndTombstoneItThere() {
        Work work = new Work.Seal(5, "s1", Bytes.of(new byte[]{ 1, 2}), ChainEpoch.of(100), List.of(), AvroSamples.CID);
        Outgoing put = out(
                new Effect.PutTask(new NodeTask(TaskRef.of(SECTOR, SealStep.SEAL, 1, "n1"), SECTOR.miner(), 17L, work)));
        Outgoing gone = out(new Effect.WithdrawTask("n1", "f01001/17/SEAL/1"));

        assertThat(put.key()).isEqualTo("n1/f01001/17/SEAL/1").isEqualTo(gone.key());
        assertThat(put.topic()).isEqualTo(Topics.NODE_TASK).isEqualTo(gone.topic());
        assertThat(put.partitionOf(PARTITIONS)).isEqualTo(Partitions.partitionOfNode("n1", PARTITIONS))
                .isEqualTo(gone.partitionOf(PARTITIONS));
        assertThat(gone.record()).isNull();
        var task = (io.sealstream.schemas.avro.NodeTask) AvroBinary.through(Objects.requireNonNull(put.record()));
        assertThat(task.getSector()).isEqualTo(17L);
        assertThat(task.getWork()).isInstanceOfSatisfying(SealWork.class, w -> {
            assertThat(w.getTicketEpoch()).isEqualTo(100);
            assertThat(Fields.bytes(w.getTicket())).isEqualTo(Bytes.of(new byte[]{ 1, 2}));
            assertThat(w.getCommD()).isEqualTo(AvroSamples.CID.toString());
        });
    }

    @Test
    void shouldPutAnAggregateUnderItsNode() {
        Work.Member member = new Work.Member(17, AvroSamples.CID, AvroSamples.CID, Bytes.of(new byte[]{ 1}),
                Bytes.of(new byte[]{ 2}),
                Bytes.of(new byte[]{ 3}));
        TaskRef ref = TaskRef.ofBatch("f01001/PROVE_COMMIT/17/1a2b3c4d/1", 2, "n1");
        Outgoing put = out(new Effect.PutTask(new NodeTask(ref, SECTOR.miner(), null, new Work.Aggregate(5, List.of(member)))));

        assertThat(put.key()).isEqualTo("n1/f01001/PROVE_COMMIT/17/1a2b3c4d/1/AGGREGATE/2");
        assertThat(put.topic()).isEqualTo(Topics.NODE_TASK);
        AggregateTask task = (AggregateTask) AvroBinary.through(Objects.requireNonNull(put.record()));
        assertThat(task.getSealProof()).isEqualTo(5);
        assertThat(task.getMiner()).isEqualTo("f01001");
        assertThat(task.getMembers()).singleElement().satisfies(m -> {
            assertThat(m.getSector()).isEqualTo(17);
            assertThat(m.getCommR()).isEqualTo(AvroSamples.CID.toString());
            assertThat(List.of(Fields.bytes(m.getTicket()), Fields.bytes(m.getSeed()), Fields.bytes(m.getProof())))
                    .isEqualTo(List.of(member.ticket(), member.seed(), member.proof()));
        });
    }

    @Test
    void shouldPlaceAQuestionLikeTheMachineThatAsks() {
        Outgoing miner = out(new Effect.AskChain("r1", new ChainQuestion.ReadPreCommit(SECTOR), 50));
        assertThat(miner.key()).isEqualTo("f01001");
        assertThat(miner.partitionOf(PARTITIONS)).isEqualTo(1);
        assertThat(miner.record()).isEqualTo(new ReadPreCommit("r1", "f01001", 17L, 50L));

        Outgoing lane = out(
                new Effect.AskChain("r2", new ChainQuestion.SearchMessage(AvroSamples.LANE, "i", AvroSamples.CID, 3, List.of()),
                        0));
        assertThat(lane.key()).isEqualTo(AvroSamples.LANE.toString());
        assertThat(lane.partitionOf(PARTITIONS)).isEqualTo(Partitions.partitionOf(AvroSamples.LANE, PARTITIONS));
    }

    @Test
    void shouldReplyWhereTheRequesterReads() {
        Outgoing reply = out(new Effect.Reply(new Request("cli-1", 9, 2, 0), false, "", "no sector is wanted"));
        assertThat(reply.partitionOf(PARTITIONS)).isEqualTo(2);
        assertThat(reply.key()).isEqualTo("cli-1/9");
        assertThat(reply.record()).isEqualTo(new Reply("cli-1", 9L, false, "", "no sector is wanted"));
        assertThat(RECORDS.of(new Effect.Reply(new Request("cli-1", 9, -1, 0), true, "{}", ""))).isEmpty();
        assertThat(RECORDS.of(new Effect.Reply(new Request("cli-1", 9, PARTITIONS, 0), true, "{}", ""))).isEmpty();
    }

    @Test
    void shouldLetNothingLeaveThatGoesToANeighbour() {
        assertThat(RECORDS.of(new Effect.Tell(new Target.OfSector(SECTOR), new SectorCommand.Wake()))).isEmpty();
        assertThat(RECORDS.of(new Effect.OfferToBatch(SECTOR, Purpose.PRECOMMIT))).isEmpty();
    }

    /** The signer's answer names the request alone; the lane must find its message by it. */
    @Test
    void shouldFindTheIntentOfALanesSignRequestAgain() {
        Intent intent = new Intent("cli/sign/8", null, null, AvroSamples.LANE, Purpose.OPERATOR, AvroSamples.OTHER,
                TokenAmount.ofFil(1), 0,
                "account.Send", Bytes.EMPTY, FeeTerms.upTo(TokenAmount.ofFil(1)), false, 0, 5, LaneLimits.NONE);
        LaneScope scope = new LaneScope(ChainEpoch.of(10), TokenAmount.ofAtto(50), AvroSamples.LANE, id -> Optional.empty());
        LaneState queued = step(null, new LaneCommand.QueueMessage(intent), scope).state();
        Step<LaneState, MessageEvent> filled = step(queued,
                new LaneCommand.FillMessage("cli/sign/8/estimate", intent.id(), 1_000_000,
                        TokenAmount.ofAtto(100), TokenAmount.ofAtto(10), 3, TokenAmount.ofAtto(50)),
                scope);
        Effect sign = filled.effects().stream().filter(Effect.SignMessage.class::isInstance).findFirst().orElseThrow();
        SignMessage request = (SignMessage) Objects.requireNonNull(out(sign).record());

        SignatureMade made = AvroSamples.of(SignatureMade.class, Map.of("requestId", request.getRequestId()));
        Addressed answer = Commands.read(Topics.SIGN_RESULT, AvroSamples.LANE.toString(), made);
        assertThat(answer.command()).isInstanceOfSatisfying(LaneCommand.AcceptSignature.class,
                c -> assertThat(c.intent()).isEqualTo(request.getIntent()).isEqualTo(intent.id()));
    }

    private static Step<LaneState, MessageEvent> step(@Nullable LaneState before, LaneCommand command, LaneScope scope) {
        return Step.run(new LaneMachine(), before, command, scope, null);
    }
}
