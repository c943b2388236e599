package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.util.Map;

/**
 * Sectors that left before their time pay their fee, then their pledge is free (actors/miner {@code process_early_terminations}). The fee is
 * that of the economy now, not at the time of termination (FIP-0098).
 *
 * @param burnt  paid now
 * @param pledge change of the network's pledge total
 */
record Settlement(TokenAmount burnt, TokenAmount pledge) {
    private static final Settlement NOTHING = new Settlement(TokenAmount.ZERO, TokenAmount.ZERO);

    /** Settles as many as one call may. */
    static Settlement of(MinerCall call, TokenAmount balance) {
        Miner miner = call.miner();
        EarlyTerminations due = miner.popEarlyTerminated(call.limits());
        if (due.isEmpty()) {
            return NOTHING;
        }
        TokenAmount fee = TokenAmount.ZERO;
        TokenAmount pledge = TokenAmount.ZERO;
        for (Map.Entry<Long, BitField> each : due.sectors().entrySet()) {
            for (SectorOnChainInfo sector : miner.sectors().load(each.getValue())) {
                fee = fee.plus(fee(call, sector, each.getKey()));
                pledge = pledge.plus(sector.initialPledge());
            }
        }
        Funds.Repaid repaid = miner.funds().owe(fee).pledge(pledge.negate()).repayWhatCanBe(call.now(), balance);
        miner.funds(repaid.funds());
        return new Settlement(repaid.burnt(), pledge.plus(repaid.unlocked()).negate());
    }

    private static TokenAmount fee(MinerCall call, SectorOnChainInfo sector, long terminated) {
        Pledge economy = call.scene().rules().economy();
        TokenAmount faultFee = economy.continuedFaultFee(SectorTable.power(call.miner().size(), sector).qa());
        return SectorMoney.terminationFee(sector.initialPledge(), terminated - sector.activation().value(), faultFee);
    }
}
