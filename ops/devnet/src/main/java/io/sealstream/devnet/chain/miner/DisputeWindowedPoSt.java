package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DisputeWindowedPoStParams;
import java.util.Map;
import java.util.TreeMap;

/**
 * Method 24, DisputeWindowedPoSt (actors/miner {@code dispute_windowed_post}); chain.md 4.9. Anybody may call it; who is right gets a reward
 * out of what could be taken from the miner.
 */
public final class DisputeWindowedPoSt {
    private final MinerCall call;
    private final DisputeWindowedPoStParams params;

    private DisputeWindowedPoSt(MinerCall call, DisputeWindowedPoStParams params) {
        this.call = call;
        this.params = params;
    }

    public static Effects apply(MinerCall call, DisputeWindowedPoStParams params) {
        call.requireDeadlineIndex(params.deadline());
        return new DisputeWindowedPoSt(call, params).run();
    }

    private Effects run() {
        DeadlineInfo target = lastInstance();
        Deadline deadline = call.miner().draft(params.deadline());
        Snapshot snapshot = deadline.snapshot();
        StoredPoSt post = deadline.takeDisputed(params.postIndex());
        Disputed disputed = Disputed.of(snapshot, post);
        WindowPoStStatement statement = WindowPoStStatements.of(call, target, disputed.members());
        // Without a sector there is nothing that the proof could prove.
        if (!statement.sectors().isEmpty() && call.scene().proofs().verifyWindowPoSt(statement, post.proof().bytes())) {
            throw Abort.illegalArgument("failed to dispute valid post");
        }
        // Sectors may have got other data since the snapshot; their power now is what is lost.
        Power delta = deadline.declareFaults(disputed.active(), call.miner().terms(target, call.limits()));
        return penalize(disputed.power()).withPower(delta);
    }

    /** The window whose proofs are in the snapshot: the last that has closed. */
    private DeadlineInfo lastInstance() {
        DeadlineInfo now = call.deadline(params.deadline());
        if (!now.isDisputable()) {
            throw Abort.forbidden("can only dispute window posts during the dispute window (" + now.schedule().disputeWindow()
                    + " epochs after the challenge window closes)");
        }
        return now.hasElapsed()
                ? now
                : new DeadlineInfo(call.now(), now.periodStart().minus(now.schedule().period()), now.index(),
                        now.schedule());
    }

    private Effects penalize(Power power) {
        Miner miner = call.miner();
        TokenAmount charge = call.scene().rules().economy().disputeCharge(power.qa());
        Funds.Repaid taken = miner.funds().owe(charge).repayWhatCanBe(call.now(), call.balance());
        miner.funds(taken.funds());
        call.requireCovered(taken.burnt());
        TokenAmount reward = taken.burnt().min(Pledge.DISPUTE_REWARD);
        Effects effects = Effects.NONE.withBurn(taken.burnt().minus(reward)).withPledge(taken.unlocked().negate());
        return reward.isZero() ? effects : effects.paying(call.caller().actorId().orElseThrow().value(), reward);
    }

    /**
     * What a proof was about when its window closed ({@code load_partitions_for_dispute}).
     *
     * @param active sectors by partition that counted as power
     * @param power  of the active ones
     */
    private record Disputed(WindowPoStStatements.Members members, Map<Long, BitField> active, Power power) {
        static Disputed of(Snapshot snapshot, StoredPoSt post) {
            BitField sectors = BitField.EMPTY;
            BitField ignored = BitField.EMPTY;
            Map<Long, BitField> active = new TreeMap<>();
            Power power = Power.ZERO;
            for (long index : post.partitions().stream().toArray()) {
                Partition partition = snapshot.partitions().get((int) index);
                sectors = sectors.union(partition.sectors());
                ignored = ignored.union(partition.faults()).union(partition.terminated()).union(partition.unproven());
                active.put(index, partition.active());
                power = power.plus(partition.activePower());
            }
            return new Disputed(new WindowPoStStatements.Members(snapshot.sectors(), sectors, ignored), active, power);
        }
    }
}
