package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;

/** How long a new sector may live (actors/miner {@code validate_expiration}). */
final class SectorLife {
    private SectorLife() {}

    /** @param activation when its life begins, at the latest */
    static void require(ChainEpoch expiration, ChainEpoch now, ChainEpoch activation, ChainLimits limits) {
        if (!expiration.isAfter(activation)) {
            throw Abort.illegalArgument("sector expiration " + expiration + " must be after activation " + activation);
        }
        long life = expiration.since(activation);
        if (life < limits.minSectorLife()) {
            throw Abort.illegalArgument("invalid expiration " + expiration + ", total sector lifetime (" + life + ") must exceed "
                    + limits.minSectorLife() + " after activation " + activation);
        }
        if (expiration.since(now) > limits.maxExpirationExtension()) {
            throw Abort.illegalArgument(
                    "invalid expiration " + expiration + ", cannot be more than " + limits.maxExpirationExtension()
                            + " past current epoch " + now);
        }
        if (life > limits.maxSectorLife()) {
            throw Abort
                    .illegalArgument("invalid expiration " + expiration + ", total sector lifetime (" + life + ") cannot exceed "
                            + limits.maxSectorLife() + " after activation " + activation);
        }
    }
}
