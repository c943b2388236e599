package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.ChainEpoch;
import java.util.Optional;

/** The verified registry's claims: which verified data a sector holds, and for how long (builtin-actors {@code actors/verifreg}). */
public interface Claims {
    /**
     * Terms of a claim.
     *
     * @param provider id of the miner that claimed it
     * @param sector   number of the sector that holds the data
     * @param size     padded bytes
     * @param start    epoch at which it was claimed
     * @param longest  epochs after the start until which a sector may be extended while it keeps the claim
     */
    record Claim(long provider, long sector, long size, ChainEpoch start, long longest) {
        /** The furthest expiration of a sector that keeps the claim. */
        public ChainEpoch latestExpiration() {
            return start.plus(longest);
        }
    }

    /** A claim of a miner, by the miner's id and its own; empty if there is none. */
    Optional<Claim> claimOf(long provider, long id);
}
