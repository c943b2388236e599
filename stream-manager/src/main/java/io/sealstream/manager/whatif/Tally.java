package io.sealstream.manager.whatif;

import io.sealstream.filecoin.TokenAmount;

/**
 * What one kind of message cost, and what it did for the sectors.
 *
 * @param messages   messages that landed
 * @param sectors    sectors that they carried in time
 * @param exactGas   gas by the price list alone
 * @param stateGas   gas of reading and writing state by the model; not counted in {@code burnt}
 * @param burnt      base fee at the landing times exact gas
 * @param waits      from readiness to landing
 * @param nearExpiry sectors that landed shortly before their clock ({@link Clocks#near})
 * @param missed     sectors whose clock ran out
 * @param failed     messages that failed
 */
public record Tally(long messages, long sectors, long exactGas, long stateGas, TokenAmount burnt, Waits waits, long nearExpiry,
        long missed, long failed) {
    /** Exact gas of one sector; 0 without sectors. */
    public long gasPerSector() {
        return sectors == 0 ? 0 : exactGas / sectors;
    }
}
