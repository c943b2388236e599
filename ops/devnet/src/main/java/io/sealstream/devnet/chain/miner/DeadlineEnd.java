package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;

/**
 * The cron of a miner in the last epoch of each deadline (actors/miner {@code handle_proving_deadline}): worker change, expired precommits,
 * missed proofs, expirations, fault fee, daily fee, debt, vesting, early terminations; in this order.
 */
public final class DeadlineEnd {
    private static final long DAY = 2880;
    /** The daily fee is at most half of a day's reward (FIP-0100). */
    private static final long FEE_CAP_DIVISOR = 2;

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
        miner.funds(miner.funds().deposit(cleaned.deposits().negate()).owe(cleaned.deposits()));
        Power delta = advance(miner);
        repay(miner);
        Funds.Repaid vested = miner.funds().vest(call.now());
        miner.funds(vested.funds());
        pledgeDelta = pledgeDelta.minus(vested.unlocked());
        miner.cronActive(miner.funds().needCron());
        terminateEarly(miner);
        miner.funds().requireCovered(call.balance().minus(burnt));
        return Effects.NONE.withPower(delta).withBurn(burnt).withPledge(pledgeDelta).withCron(miner.cronActive());
    }

    private Power advance(Miner miner) {
        DeadlineInfo closing = miner.deadlineAt(call.now(), call.scene().rules().policy().schedule());
        Deadline current = miner.deadlines().get((int) closing.index());
        Pledge economy = call.scene().rules().economy();
        BigInteger alreadyFaulty = current.faultyPower().qa();
        Power delta = Power.ZERO;
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
            TokenAmount dayReward = economy.expectedReward(ended.livePower().qa(), DAY);
            miner.funds(miner.funds().owe(ended.dailyFee().min(dayReward.scaled(1, FEE_CAP_DIVISOR))));
        }
        return delta;
    }

    private void repay(Miner miner) {
        Funds.Repaid repaid = miner.funds().repayWhatCanBe(call.now(), call.balance().minus(burnt));
        miner.funds(repaid.funds());
        burnt = burnt.plus(repaid.burnt());
        pledgeDelta = pledgeDelta.minus(repaid.unlocked());
    }

    /** Sectors that were faulty for too long pay their termination fee, then their pledge is free. */
    private void terminateEarly(Miner miner) {
        TokenAmount fee = TokenAmount.ZERO;
        TokenAmount pledge = TokenAmount.ZERO;
        for (int index = 0; index < miner.deadlines().size(); index++) {
            if (!miner.deadlines().get(index).hasEarlyTerminations()) {
                continue;
            }
            for (var each : miner.draft(index).popEarlyTerminated().entrySet()) {
                fee = fee.plus(terminationFee(miner, new ChainEpoch(each.getKey()), each.getValue()));
                pledge = pledge.plus(miner.sectors().load(each.getValue()).stream().map(SectorOnChainInfo::initialPledge).reduce(
                        TokenAmount.ZERO,
                        TokenAmount::plus));
            }
        }
        if (!pledge.isZero() || !fee.isZero()) {
            miner.funds(miner.funds().owe(fee).pledge(pledge.negate()));
            pledgeDelta = pledgeDelta.minus(pledge);
            repay(miner);
        }
    }

    private TokenAmount terminationFee(Miner miner, ChainEpoch epoch, BitField sectors) {
        Pledge economy = call.scene().rules().economy();
        TokenAmount fee = TokenAmount.ZERO;
        for (SectorOnChainInfo sector : miner.sectors().load(sectors)) {
            TokenAmount faultFee = economy.continuedFaultFee(SectorTable.power(miner.size(), sector).qa());
            fee = fee.plus(SectorMoney.terminationFee(sector.initialPledge(), epoch.since(sector.activation()), faultFee));
        }
        return fee;
    }
}
