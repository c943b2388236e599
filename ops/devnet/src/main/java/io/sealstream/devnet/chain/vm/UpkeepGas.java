package io.sealstream.devnet.chain.vm;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.actors.CompactPartitionsParams;
import io.sealstream.filecoin.actors.ExpirationExtension2;
import io.sealstream.filecoin.actors.ExtendSectorExpiration2Params;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import java.util.stream.Stream;

/**
 * Gas of state access of the methods by which a miner is kept up: {@code a + b × sectors + c × partitions}. There are no samples of them;
 * they are of the size that reads and writes of the touched blocks have (chain.md 5.7).
 */
final class UpkeepGas {
    /** One small object is read and written. */
    static final long CHANGE = 4_500_000;
    /** A few blocks are read. */
    static final long LOOK_UP = 6 * GasPrices.BLOCK_READ;
    /** All deadlines and their partitions are read. */
    static final long SEARCH = 60 * GasPrices.BLOCK_READ;
    static final long WITHDRAW = 9_000_000;
    static final long REWARD = 8_000_000;
    static final long CONSENSUS_FAULT = 9_000_000 + GasPrices.VERIFY_CONSENSUS_FAULT;

    private static final long TERMINATE = 30_000_000;
    private static final long TERMINATE_SECTOR = 900_000;
    private static final long TERMINATE_PARTITION = 14_000_000;
    private static final long EXTEND = 25_000_000;
    private static final long EXTEND_SECTOR = 700_000;
    private static final long EXTEND_PARTITION = 14_000_000;
    private static final long EXTEND_CLAIM = 500_000;
    private static final long COMPACT = 30_000_000;
    private static final long COMPACT_PARTITION = 12_000_000;
    private static final ChainLimits LIMITS = ChainLimits.NV28;

    private UpkeepGas() {}

    /** More than any message may address is refused before it is touched, so it costs nothing. */
    private static long touched(long count, int most) {
        return count < 0 || count > most ? 0 : count;
    }

    private static long sectors(Stream<BitField> sets) {
        return touched(sets.mapToLong(each -> bounded(each.count())).sum(), LIMITS.addressedSectorsMax());
    }

    /** So that no sum of counts of one message is too large for a long. */
    private static long bounded(long count) {
        return count < 0 ? Integer.MAX_VALUE : Math.min(count, Integer.MAX_VALUE);
    }

    static long terminate(TerminateSectorsParams params) {
        return TERMINATE + TERMINATE_PARTITION * touched(params.terminations().size(), LIMITS.addressedPartitionsMax())
                + TERMINATE_SECTOR * sectors(params.terminations().stream().map(PartitionSectors::sectors));
    }

    static long extend(ExtendSectorExpiration2Params params) {
        return EXTEND + params.extensions().stream().mapToLong(UpkeepGas::extend).sum();
    }

    private static long extend(ExpirationExtension2 extension) {
        long claims = extension.sectorsWithClaims().stream()
                .mapToLong(each -> each.maintainClaims().size() + each.dropClaims().size()).sum();
        return EXTEND_PARTITION + EXTEND_CLAIM * claims
                + EXTEND_SECTOR * (sectors(Stream.of(extension.sectors())) + extension.sectorsWithClaims().size());
    }

    static long compact(CompactPartitionsParams params) {
        return COMPACT + COMPACT_PARTITION * touched(params.partitions().count(), LIMITS.addressedPartitionsMax());
    }
}
