package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.actors.PartitionSectors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sectors by deadline and partition, as methods 9, 10 and 11 name them (actors/miner {@code sector_map.rs}). */
final class Declarations {
    private Declarations() {}

    /** Joins what is said of the same partition; refuses unknown deadlines and more than one message may address. */
    static Map<Long, Map<Long, BitField>> group(MinerCall call, List<PartitionSectors> declarations) {
        Map<Long, Map<Long, BitField>> grouped = new TreeMap<>();
        for (PartitionSectors each : declarations) {
            call.requireDeadlineIndex(each.deadline());
            grouped.computeIfAbsent(each.deadline(), ignored -> new TreeMap<>()).merge(each.partition(), each.sectors(),
                    BitField::union);
        }
        requireFew(call, grouped);
        return grouped;
    }

    private static void requireFew(MinerCall call, Map<Long, Map<Long, BitField>> grouped) {
        long partitions = 0;
        long sectors = 0;
        for (Map<Long, BitField> each : grouped.values()) {
            partitions += each.size();
            for (BitField numbers : each.values()) {
                sectors = Math.addExact(sectors, count(numbers));
            }
        }
        if (partitions > call.limits().addressedPartitionsMax() || sectors > call.limits().addressedSectorsMax()) {
            throw Abort.illegalArgument("too many partitions or sectors: " + partitions + " of at most "
                    + call.limits().addressedPartitionsMax() + ", " + sectors + " of at most "
                    + call.limits().addressedSectorsMax());
        }
    }

    /** How many numbers; a set that does not fit into a signed long counts as the most an int can. */
    private static long count(BitField numbers) {
        long count = numbers.count();
        return count < 0 ? Integer.MAX_VALUE : Math.min(count, Integer.MAX_VALUE);
    }
}
