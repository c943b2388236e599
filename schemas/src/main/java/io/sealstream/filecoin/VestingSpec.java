package io.sealstream.filecoin;

/**
 * How locked money becomes free (builtin-actors {@code actors/miner/src/policy.rs}, {@code VestSpec}); epochs.
 *
 * @param initialDelay nothing vests before it
 * @param period       everything has vested after it
 * @param step         distance of the instalments
 * @param quantum      instalments move up to a multiple of it, counted from the start of a proving period
 */
public record VestingSpec(long initialDelay, long period, long step, long quantum) {
    public VestingSpec {
        if (initialDelay < 0 || period <= 0 || step <= 0 || quantum <= 0) {
            throw new IllegalArgumentException("impossible vesting: delay " + initialDelay + ", period " + period + ", step "
                    + step + ", quantum " + quantum);
        }
    }
}
