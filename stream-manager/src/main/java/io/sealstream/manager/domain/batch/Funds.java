package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.MinerPolicy;

/**
 * Who pays the deposits or pledges of the sectors of a message.
 *
 * @param value sent along by the sender
 * @param own   taken from the miner's own balance when the message lands; zero where the value pays
 */
public record Funds(TokenAmount value, TokenAmount own) {
    private static final int PERCENT = 100;
    /** A tenth more than quoted, since the price may move before the message lands; the rest stays with the miner. */
    private static final int VALUE_PERCENT = 110;

    /** As the policy has it, for what the chain asks now. */
    public static Funds of(MinerPolicy policy, TokenAmount quote) {
        return policy.sendFunds()
                ? new Funds(quote.scaled(VALUE_PERCENT, PERCENT), TokenAmount.ZERO)
                : new Funds(TokenAmount.ZERO, quote);
    }

    /** What some of the sectors take of it, rounded up. */
    public Funds share(int part, int all) {
        return new Funds(share(value, part, all), share(own, part, all));
    }

    private static TokenAmount share(TokenAmount amount, int part, int all) {
        return amount.times(part).plus(TokenAmount.ofAtto(all - 1)).scaled(1, all);
    }
}
