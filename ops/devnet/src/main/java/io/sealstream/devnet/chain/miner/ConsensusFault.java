package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ReportConsensusFaultParams;

/**
 * Method 15, ReportConsensusFault (actors/miner {@code report_consensus_fault}). Miners make no blocks here, so no headers can prove a fault:
 * a report of anybody is refused as unproven. A report of the genesis account stands for one that was proven, of a fault in the epoch before.
 */
public final class ConsensusFault {
    private ConsensusFault() {}

    public static Effects apply(MinerCall call, ReportConsensusFaultParams params) {
        if (!call.isFromAdmin()) {
            throw Abort.illegalArgument("fault not verified: headers of " + params.blockHeader1().length() + " and "
                    + params.blockHeader2().length() + " bytes are not two blocks of " + call.miner().id()
                    + ", which makes none on this chain");
        }
        return punish(call, call.now().minus(1));
    }

    private static Effects punish(MinerCall call, ChainEpoch fault) {
        Miner miner = call.miner();
        if (fault.isBefore(miner.info().consensusFaultElapsed())) {
            throw Abort.forbidden("fault epoch " + fault + " is too old, last exclusion period ended at "
                    + miner.info().consensusFaultElapsed());
        }
        Pledge economy = call.scene().rules().economy();
        Funds.Repaid repaid = miner.funds().owe(economy.consensusFaultPenalty()).repayWhatCanBe(call.now(), call.balance());
        miner.funds(repaid.funds());
        miner.info(miner.info().withConsensusFault(call.now().plus(call.limits().consensusFaultPeriod())));
        call.requireCovered(repaid.burnt());
        TokenAmount reward = repaid.burnt().min(economy.consensusFaultReward());
        return Effects.NONE.withBurn(repaid.burnt().minus(reward)).withPledge(repaid.unlocked().negate())
                .paying(call.caller().actorId().orElseThrow().value(), reward);
    }
}
