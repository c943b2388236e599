package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.QuantSpec;

/**
 * The end of a window.
 *
 * @param last            its last epoch, in whose cron it is processed
 * @param faultExpiration when sectors that become faulty now leave for good
 */
record DeadlineClose(ChainEpoch last, ChainEpoch faultExpiration, QuantSpec quant) {
    static DeadlineClose of(DeadlineInfo deadline, ChainLimits limits) {
        return new DeadlineClose(deadline.last(), deadline.last().plus(limits.faultMaxAge()), deadline.quant());
    }
}
