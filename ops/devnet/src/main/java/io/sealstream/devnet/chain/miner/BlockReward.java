package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ApplyRewardParams;

/**
 * Method 14, ApplyRewards (actors/miner {@code apply_rewards}): three quarters of a block reward vest over 180 days, the penalty and older
 * debt are paid at once. Only the reward actor may
 * call it; here the genesis account stands for it and sends the reward as the value.
 */
public final class BlockReward {
    private BlockReward() {}

    public static Effects apply(MinerCall call, ApplyRewardParams params) {
        if (params.reward().isNegative() || params.penalty().isNegative()) {
            throw Abort.illegalArgument("cannot lock up or penalize a negative amount of funds");
        }
        if (!call.isFromAdmin()) {
            throw Abort.forbidden("caller " + call.caller() + " is not the reward actor");
        }
        Miner miner = call.miner();
        TokenAmount locked = Pledge.lockedReward(params.reward());
        TokenAmount unlocked = miner.funds().unlocked(call.balance());
        if (unlocked.compareTo(locked) < 0) {
            throw Abort.insufficientFunds("insufficient funds to lock, available: " + unlocked + ", requested: " + locked);
        }
        Funds.Repaid vested = miner.funds().vest(call.now());
        Funds.Repaid repaid = vested.funds().lock(locked, call.now(), miner.periodOffset(), call.limits().rewardVesting())
                .owe(params.penalty())
                .repayWhatCanBe(call.now(), call.balance());
        miner.funds(repaid.funds());
        call.requireCovered(repaid.burnt());
        return Effects.NONE.withBurn(repaid.burnt()).withPledge(locked.minus(vested.unlocked()).minus(repaid.unlocked()));
    }
}
