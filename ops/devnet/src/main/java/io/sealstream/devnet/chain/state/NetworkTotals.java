package io.sealstream.devnet.chain.state;

import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.TokenAmount;

/**
 * The network as the power actor showed it at the end of an epoch's cron; messages of the next epoch see it unchanged.
 *
 * @param power  that counts for consensus: of all miners while fewer than four have the minimum, else of those who have it
 * @param pledge of all miners
 */
public record NetworkTotals(Power power, TokenAmount pledge) {
    static final NetworkTotals NONE = new NetworkTotals(Power.ZERO, TokenAmount.ZERO);
}
