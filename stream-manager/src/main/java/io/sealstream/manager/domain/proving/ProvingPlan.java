package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.proving.Partition.WindowProof;
import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.domain.task.Work;
import java.util.List;

/** What each state of a partition stands by. */
final class ProvingPlan {
    /** Epochs after the close of a window at which its outcome is read: late receipts have come by then. */
    static final long CLOSE_LAG = 5;

    private static final int LAST_PART = 3;
    private static final int MAX_BACK_OFF = 5;

    private ProvingPlan() {}

    static Plan of(Partition p, ProvingContext context) {
        if (p.state() instanceof PartitionState.Closed) {
            return Plan.NOTHING;
        }
        Plan close = Plan.of(new Standing(read(p, ProvingIds.close(p), 0), p.plan().close().plus(CLOSE_LAG), Repeat.QUESTION));
        boolean holdsTask = p.state() instanceof PartitionState.AwaitingProof;
        return isOver(p, context) && !holdsTask ? close : close.and(inWindow(p, context));
    }

    /** From here on a node that lacks some stores is better than none: the last third of the window. */
    static ChainEpoch lastCall(WindowPlan plan) {
        return plan.close().minus(plan.close().since(plan.open()) / LAST_PART);
    }

    static boolean isOver(Partition p, ProvingContext context) {
        return !context.now().isBefore(p.plan().close());
    }

    private static Plan inWindow(Partition p, ProvingContext context) {
        MinerPolicy policy = context.miner().requirePolicy();
        return switch (p.state()) {
            case PartitionState.AwaitingNode s -> Plan.actAt(s.notBefore().max(context.now().plus(1)));
            case PartitionState.AwaitingProof s -> Plan.of(new Standing(task(p, s, context), s.since(), Repeat.TASK))
                    .and(Plan.actAt(lastCall(p.plan())));
            case PartitionState.AwaitingOpening s -> look(p, opening(p, policy).max(s.since()));
            case PartitionState.AwaitingLanding s -> Plan.of(new Standing(message(p, s, policy), s.since(), Repeat.LOOK));
            case PartitionState.AwaitingRecheck s -> look(p, s.since().plus(Math.min(MAX_BACK_OFF, p.messages())));
            case PartitionState.AwaitingClose s -> Plan.NOTHING;
            case PartitionState.Closed s -> Plan.NOTHING;
        };
    }

    /** The look at the chain before a proof is sent; its answer asks for the commit randomness. */
    private static Plan look(Partition p, ChainEpoch from) {
        return Plan.of(new Standing(read(p, ProvingIds.recheck(p), p.plan().close().value()), from, Repeat.URGENT_QUESTION));
    }

    /** A proof is accepted from the open epoch on. However much confidence is wanted, half of the window is left to land. */
    private static ChainEpoch opening(Partition p, MinerPolicy policy) {
        return p.plan().open().plus(Math.min(policy.submitConfidence(), p.plan().close().since(p.plan().open()) / 2));
    }

    private static Effect task(Partition p, PartitionState.AwaitingProof s, ProvingContext context) {
        WindowPlan plan = p.plan();
        TaskRef ref = TaskRef.ofPoSt(p.id(), plan.periodStart().value(), s.attempt(), s.node());
        Work work = new Work.WindowPoSt(p.id().deadline(), p.id().index(), plan.periodStart(), plan.close(),
                context.miner().requireObserved().windowPoStProof(), plan.challenge(), plan.sectors());
        return new Effect.PutTask(new NodeTask(ref, p.id().miner(), null, work));
    }

    static Effect commit(Partition p) {
        return new Effect.AskChain(ProvingIds.commit(p), new ChainQuestion.DrawRandomness(p.id().miner(), null,
                RandomnessPurpose.POST_CHAIN_COMMIT, p.plan().challengeEpoch()), p.plan().close().value());
    }

    private static Effect read(Partition p, String id, long validUntil) {
        return new Effect.AskChain(id, new ChainQuestion.ReadDeadline(p.id().miner(), p.id().deadline(), p.plan().periodStart(),
                p.plan().challengeEpoch()), validUntil);
    }

    private static Effect message(Partition p, PartitionState.AwaitingLanding s, MinerPolicy policy) {
        WindowProof proof = p.requireProof();
        BitField skipped = BitField.of(proof.skipped().stream().map(SkippedSector::number).toList());
        SubmitWindowedPoStParams params = new SubmitWindowedPoStParams(p.id().deadline(),
                List.of(new PoStPartition(p.id().index(), skipped)),
                List.of(new PoStProof(proof.postProof(), proof.bytes())), s.commitEpoch(), s.commitRandomness());
        return new Effect.SendMessage(new Effect.Intent(s.intent(), null, p.id().miner(), s.sender(), Purpose.WINDOW_POST,
                p.id().miner().address(), TokenAmount.ZERO, MinerMethod.SUBMIT_WINDOWED_POST.number(), "miner.SubmitWindowedPoSt",
                Bytes.of(params.toCbor()), policy.fees().post(), true, p.plan().close().value() - 1, policy.messageConfidence(),
                policy.limits()));
    }
}
