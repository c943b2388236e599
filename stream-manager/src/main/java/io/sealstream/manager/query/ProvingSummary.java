package io.sealstream.manager.query;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the WindowPoSts of a miner stand, in numbers.
 *
 * @param miner      canonical f0 text
 * @param current    partitions whose window is open, by state; {@code Unplanned} where something is to be proven and no plan is there
 * @param next       partitions that are planned and whose window opens soon, by state
 * @param closesIn   epochs until the first open window closes of which something is not proven yet; null where all is proven
 * @param missed     partitions whose window closed without a proof, within the last proving period
 * @param faulty     faulty sectors, as the newest window of each partition tells
 * @param recovering faulty sectors that windows under way prove again
 * @param skipped    sectors that proofs of the last proving period leave out, because they could not be read
 */
public record ProvingSummary(String miner, Map<String, Long> current, Map<String, Long> next, @Nullable Long closesIn,
        long missed,
        long faulty, long recovering, long skipped) {
    public ProvingSummary {
        current = new TreeMap<>(current);
        next = new TreeMap<>(next);
    }
}
