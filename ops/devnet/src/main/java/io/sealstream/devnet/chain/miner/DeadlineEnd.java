package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigInteger;

/**
 * The cron of a miner in the last epoch of each deadline (actors/miner {@code handle_proving_deadline}): worker change, expired precommits,
 * missed proofs, expirations, fault fee, daily fee, debt, vesting, early terminations; in this order.
 */
public final class DeadlineEnd {
    private final MinerCall call;
    private TokenAmount burnt = TokenAmount.ZERO;
    private TokenAmount pledgeDelta = TokenAmount.ZERO;

    private DeadlineEnd(MinerCall call) {
        this.call = call;
    }

    /** Processes the deadline that ends now. {@link Effects#startCron()} says whether the miner's cron goes on. */
    public static Effects apply(MinerCall call) {
        return new DeadlineEnd(call).run();
    }

    private Effects run() {
        Miner miner = call.miner();
        ChangeWorker.applyPending(miner, call.now());
        PreCommits.CleanedUp cleaned = miner.preCommits().cleanUp(call.now());
        miner.preCommits(cleaned.rest());
        boolean settledByCron = miner.hasEarlyTerminations();
        miner.funds(miner.funds().deposit(cleaned.deposits().negate()).owe(cleaned.deposits()));
        Power delta = advance(miner);
        repay(miner);
        Funds.Repaid vested = miner.funds().vest(call.now());
        miner.funds(vested.funds());
        pledgeDelta = pledgeDelta.minus(vested.unlocked());
        miner.cronActive(miner.funds().needCron());
        boolean more = !settledByCron && terminateEarly();
        call.requireCovered(burnt);
        return Effects.NONE.withPower(delta).withBurn(burnt).withPledge(pledgeDelta).withCron(miner.cronActive())
                .withEarlyWork(more);
    }

    private Power advance(Miner miner) {
        DeadlineInfo closing = miner.deadlineAt(call.now(), call.scene().rules().policy().schedule());
        Deadline current = miner.deadlines().get((int) closing.index());
        Pledge economy = call.scene().rules().economy();
        BigInteger alreadyFaulty = current.faultyPower().qa();
        Power delta = Power.ZERO;
        miner.recordDeadline(closing.close());
        if (current.needsProcessing()) {
            Deadline deadline = miner.draft(closing.index());
            Deadline.Ended ended = deadline.end(DeadlineClose.of(closing, call.limits()), miner.sectors());
            miner.funds(miner.funds().pledge(ended.expired().pledge().negate()));
            pledgeDelta = pledgeDelta.minus(ended.expired().pledge());
            delta = ended.delta();
        }
        miner.funds(miner.funds().owe(alreadyFaulty.signum() == 0 ? TokenAmount.ZERO : economy.continuedFaultFee(alreadyFaulty)));
        if (current.needsProcessing()) {
            Deadline ended = miner.deadlines().get((int) closing.index());
            TokenAmount dayReward = economy.expectedReward(ended.livePower().qa(), call.limits().epochsPerDay());
            miner.funds(miner.funds().owe(SectorMoney.cappedDailyFee(ended.dailyFee(), dayReward)));
        }
        return delta;
    }

    private void repay(Miner miner) {
        Funds.Repaid repaid = miner.funds().repayWhatCanBe(call.now(), call.balance().minus(burnt));
        miner.funds(repaid.funds());
        burnt = burnt.plus(repaid.burnt());
        pledgeDelta = pledgeDelta.minus(repaid.unlocked());
    }

    /** Settles what left early now, unless a cron of its own does so already; true if some is left for the next epoch. */
    private boolean terminateEarly() {
        Settlement settled = Settlement.of(call, call.balance().minus(burnt));
        burnt = burnt.plus(settled.burnt());
        pledgeDelta = pledgeDelta.plus(settled.pledge());
        return call.miner().hasEarlyTerminations();
    }
}
