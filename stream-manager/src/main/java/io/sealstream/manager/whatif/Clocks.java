package io.sealstream.manager.whatif;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.manager.domain.policy.ChainRules;

/**
 * What a simulation needs to know of the network and of the way to it, in epochs.
 *
 * @param ticketAge   oldest ticket a precommit may carry
 * @param proveWithin from precommit to the latest prove-commit
 * @param latency     from the decision to send to the tipset that holds the message
 * @param near        a sector that lands within so many epochs of its clock counts as a near expiry
 */
public record Clocks(long ticketAge, long proveWithin, long latency, long near) {
    /** Signing, the push and the next block: what the lanes of a healthy cluster take. */
    public static final long LATENCY = 3;
    /** An hour. */
    public static final long NEAR = 120;

    /** Those of a network. */
    public static Clocks of(NetworkPolicy network) {
        ChainRules rules = ChainRules.of(network);
        return new Clocks(rules.maxTicketAge(), rules.maxProveDuration(), LATENCY, NEAR);
    }
}
