package io.sealstream.filecoin;

/**
 * How large an aggregate the chain takes (builtin-actors {@code runtime/src/runtime/policy.rs}).
 *
 * @param minSectors fewest sectors
 * @param maxSectors most sectors
 * @param maxBytes   longest proof, {@code MAX_AGGREGATED_PROOF_SIZE}
 */
public record AggregateLimits(int minSectors, int maxSectors, int maxBytes) {
    public AggregateLimits {
        if (minSectors < 1 || maxSectors < minSectors || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "impossible limits of an aggregate: " + minSectors + " to " + maxSectors + " sectors, " + maxBytes
                            + " bytes");
        }
    }

    public boolean allows(int sectors) {
        return sectors >= minSectors && sectors <= maxSectors;
    }
}
