package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainLimits;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sectors taken out of the queues of early terminations to be settled in one call, by epoch of termination (actors/miner
 * {@code termination.rs}): at most 3000 partitions and 25,000 sectors.
 */
final class EarlyTerminations {
    private final NavigableMap<Long, BitField> sectors = new TreeMap<>();
    private final ChainLimits limits;
    private int partitions;
    private long count;

    EarlyTerminations(ChainLimits limits) {
        this.limits = limits;
    }

    /** A partition is looked at. */
    void enterPartition() {
        partitions++;
    }

    /** Takes as many as there is room for, lowest numbers first; gives back the rest. */
    BitField take(long epoch, BitField queued) {
        BitField taken = queued.slice(0, limits.addressedSectorsMax() - count);
        sectors.merge(epoch, taken, BitField::union);
        count += taken.count();
        return queued.subtract(taken);
    }

    boolean hasRoom() {
        return count < limits.addressedSectorsMax();
    }

    boolean isFull() { return partitions >= limits.addressedPartitionsMax() || !hasRoom(); }

    boolean isEmpty() { return count == 0; }

    /** By epoch of termination. */
    NavigableMap<Long, BitField> sectors() {
        return Collections.unmodifiableNavigableMap(sectors);
    }
}
