package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Chooses deadlines for new sectors (actors/miner {@code deadline_assignment.rs}): fewest partitions after compaction, fewest partitions,
 * open partition first, fullest open partition, fewest live sectors, lowest index.
 */
final class DeadlineAssignment {
    private final int partitionSize;
    private final long maxSectors;

    DeadlineAssignment(int partitionSize, int maxPartitions) {
        this.partitionSize = partitionSize;
        this.maxSectors = (long) partitionSize * maxPartitions;
    }

    private record Load(int index, long live, long total) {
        long partitions(int size) {
            return total / size + 1;
        }

        long compacted(int size) {
            return live / size + 1;
        }

        boolean isFull(int size) {
            return total % size == 0;
        }
    }

    private Comparator<Load> order() {
        return Comparator.comparingLong((Load load) -> load.compacted(partitionSize))
                .thenComparingLong(load -> load.partitions(partitionSize)).thenComparing(load -> load.isFull(partitionSize))
                .thenComparing(
                        (a, b) -> a.isFull(partitionSize) || b.isFull(partitionSize) ? 0 : Long.compare(b.total(), a.total()))
                .thenComparingLong(Load::live).thenComparingInt(Load::index);
    }

    /**
     * Sectors by deadline.
     *
     * @param mutable the deadlines that may take sectors, by index; not empty
     * @param sectors rising by number
     */
    NavigableMap<Integer, List<SectorOnChainInfo>> assign(NavigableMap<Integer, Deadline> mutable,
            List<SectorOnChainInfo> sectors) {
        PriorityQueue<Load> queue = new PriorityQueue<>(order());
        mutable.forEach((index, deadline) -> queue.add(new Load(index, deadline.liveSectors(), deadline.totalSectors())));
        NavigableMap<Integer, List<SectorOnChainInfo>> assigned = new TreeMap<>();
        for (SectorOnChainInfo sector : sectors) {
            Load best = queue.remove();
            if (best.total() >= maxSectors) {
                throw new IllegalStateException("every deadline has its most partitions");
            }
            assigned.computeIfAbsent(best.index(), ignored -> new ArrayList<>()).add(sector);
            queue.add(new Load(best.index(), best.live() + 1, best.total() + 1));
        }
        return assigned;
    }
}
