package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;

/**
 * The numbers of the network that decisions need, in epochs.
 *
 * @param schedule            calendar of WindowPoSt
 * @param challengeDelay      from precommit to seed ({@code PRE_COMMIT_CHALLENGE_DELAY})
 * @param maxProveDuration    from precommit to the latest prove-commit ({@code MAX_PROVE_COMMIT_DURATION})
 * @param ticketLookback      a ticket is drawn this far back, so that no reorg moves it ({@code CHAIN_FINALITY})
 * @param maxTicketAge        oldest ticket a precommit may carry ({@code MAX_PRE_COMMIT_RANDOMNESS_LOOKBACK})
 * @param minSectorLife       shortest life of a sector ({@code MIN_SECTOR_EXPIRATION})
 */
public record ChainRules(ProvingSchedule schedule, long challengeDelay, long maxProveDuration, long ticketLookback,
        long maxTicketAge, long minSectorLife) {
    /** The numbers of a network. */
    public static ChainRules of(NetworkPolicy network) {
        return new ChainRules(network.schedule(), network.preCommitChallengeDelay(),
                network.limits().proveCommitDuration() + network.preCommitChallengeDelay(), network.limits().finality(),
                network.limits().preCommitLookback(), network.limits().minSectorLife());
    }
}
