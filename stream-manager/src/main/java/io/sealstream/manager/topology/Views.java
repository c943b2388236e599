package io.sealstream.manager.topology;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.message.Hold;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.LaneWords;
import io.sealstream.manager.domain.message.MessageState;
import io.sealstream.manager.domain.message.Pause;
import io.sealstream.manager.domain.miner.BatchWords;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.miner.MinerWords;
import io.sealstream.manager.domain.miner.ProvingTotals;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.PartitionState;
import io.sealstream.manager.domain.proving.ProvingWords;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.sector.SectorWords;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.query.BatchView;
import io.sealstream.manager.query.HeadView;
import io.sealstream.manager.query.LaneView;
import io.sealstream.manager.query.MessageView;
import io.sealstream.manager.query.MinerView;
import io.sealstream.manager.query.NodeView;
import io.sealstream.manager.query.PartitionView;
import io.sealstream.manager.query.ProvingSummary;
import io.sealstream.manager.query.SectorView;
import io.sealstream.manager.wire.Head;
import io.sealstream.manager.wire.StateCodec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** States as people see them. */
final class Views {
    private Views() {}

    static MinerView miner(MinerState m, long sequence, List<BatchWords.Line> batches) {
        Map<String, String> nodes = new TreeMap<>();
        m.nodes().forEach((name, node) -> nodes.put(name, node.here() ? "here" : "silent"));
        return new MinerView(m.miner().toString(), sequence, StateCodec.json(m.policy()), StateCodec.json(m.observed()),
                m.begun(), m.wanted(),
                nodes, batches.stream().map(Views::batch).toList(), MinerWords.waitingFor(m));
    }

    private static BatchView batch(BatchWords.Line line) {
        return new BatchView(line.purpose().name(), line.state(), line.intent(), line.sectors(), line.words(), line.alert());
    }

    /** @param batch why it waits for a message, if it does; empty otherwise */
    static SectorView sector(Sector s, MinerContext context, @Nullable Long wakeAt, String batch) {
        String words = SectorWords.waitingFor(s, context) + (batch.isEmpty() ? "" : ": " + batch);
        return new SectorView(s.id().toString(), s.state().getClass().getSimpleName(), words,
                SectorWords.needsPerson(s), s.origin().node(), s.origin().store(), task(s), intent(s), s.state().since().value(),
                wakeAt);
    }

    private static @Nullable String task(Sector s) {
        return switch (s.state()) {
            case SectorState.AwaitingPieces p -> task(s, SealStep.PREPARE, p.attempt());
            case SectorState.AwaitingReplica p -> task(s, SealStep.SEAL, p.attempt());
            case SectorState.AwaitingProof p -> task(s, SealStep.PROVE, p.attempt());
            case SectorState.AwaitingCleanup p -> task(s, SealStep.FINALIZE, p.attempt());
            case SectorState p ->
                s.persistence() instanceof Persistence.Copying copy ? task(s, SealStep.PERSIST, copy.attempt()) : null;
        };
    }

    private static String task(Sector s, SealStep step, int attempt) {
        return TaskRef.of(s.id(), step, attempt, s.origin().node()).taskId();
    }

    private static @Nullable String intent(Sector s) {
        return switch (s.state()) {
            case SectorState.AwaitingPreCommit p -> p.intent();
            case SectorState.AwaitingProveCommit p -> p.intent();
            case SectorState.AwaitingFinality p -> p.intent();
            case SectorState p -> null;
        };
    }

    static PartitionView partition(Partition p, MinerContext context) {
        @Nullable
        String node = p.state() instanceof PartitionState.AwaitingProof s ? s.node() : null;
        @Nullable
        String task = p.state() instanceof PartitionState.AwaitingProof s
                ? TaskRef.ofPoSt(p.id(), p.plan().periodStart().value(), s.attempt(), s.node()).taskId()
                : null;
        @Nullable
        String intent = p.state() instanceof PartitionState.AwaitingLanding s ? s.intent() : null;
        long faulty = p.state() instanceof PartitionState.Closed s ? s.faulty().count() : 0;
        return new PartitionView(p.id().toString(), p.id().deadline(), p.id().index(), p.plan().periodStart().value(),
                p.state().getClass().getSimpleName(), ProvingWords.waitingFor(p, context), p.plan().challengeEpoch().value(),
                p.plan().open().value(), p.plan().close().value(), p.plan().sectors().size(), node, task, intent, p.isProven(),
                faulty);
    }

    static ProvingSummary proving(ActorId miner, ProvingTotals totals) {
        return new ProvingSummary(miner.toString(), totals.current(), totals.next(), totals.closesIn(), totals.missed(),
                totals.faulty(), totals.recovering(), totals.skipped());
    }

    static MessageView message(LaneMessage m, @Nullable LaneState lane) {
        @Nullable
        ActorId miner = m.intent().miner();
        @Nullable
        Receipt receipt = receipt(m.state());
        @Nullable
        Hold hold = m.hold();
        return new MessageView(m.intent().id(), m.intent().sender().toString(), miner == null ? null : miner.toString(),
                m.intent().purpose().name(), m.intent().methodName(), m.intent().to().toString(),
                m.intent().value().atto().toString(),
                m.state().getClass().getSimpleName(), LaneWords.waitingFor(m, lane), m.nonce().orElse(null),
                m.newest().map(v -> v.cid().toString()).orElse(null), m.versions().size(), hold == null ? null : hold.reason(),
                m.intent().maxFee().atto().toString(), receipt == null ? null : Long.valueOf(receipt.height()),
                receipt == null ? null : Long.valueOf(receipt.exitCode()),
                receipt == null ? null : Long.valueOf(receipt.gasUsed()),
                receipt == null ? null : receipt.fee().atto().toString(),
                receipt == null ? null : receipt.returnValue().toBase64(), m.state().since().value());
    }

    private static @Nullable Receipt receipt(MessageState state) {
        return switch (state) {
            case MessageState.AwaitingConfidence s -> s.receipt();
            case MessageState.Final s -> s.receipt();
            case MessageState s -> null;
        };
    }

    static LaneView lane(LaneState lane) {
        @Nullable
        Pause pause = lane.paused();
        return new LaneView(lane.sender().toString(), lane.nextNonce(), lane.parked(),
                pause == null ? null : pause.by() + ": " + pause.reason(),
                lane.open().stream().map(m -> m.intent().id()).toList(),
                LaneWords.waitingFor(lane));
    }

    static NodeView node(KnownNode n) {
        return new NodeView(n.name(), n.incarnation(), n.here(), n.lastSeen(), n.last().version(), n.last().endpoint(),
                n.last().windowPoSt(), n.last().aggregate(),
                n.last().miners().stream().map(ActorId::toString).toList(), StateCodec.jsonList(n.last().stores()),
                StateCodec.jsonList(n.last().running()));
    }

    static HeadView head(Head h) {
        return new HeadView(h.sequence(), h.epoch().value(), h.tipset(), h.baseFee().atto().toString(), h.timestamp());
    }
}
