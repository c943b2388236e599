package io.sealstream.filecoin;

/**
 * Rules of the actors that are numbers and equal on every network at version 28 (chain.md 4.5; builtin-actors
 * {@code runtime/src/runtime/policy.rs} unless another source is named). Epochs unless said otherwise.
 *
 * @param epochsPerDay               2880, even with other block times
 * @param epochsPerYear              1051897
 * @param finality                   {@code CHAIN_FINALITY}
 * @param preCommitLookback          oldest ticket: {@code MAX_PRE_COMMIT_RANDOMNESS_LOOKBACK}, a day and the finality
 * @param nonInteractiveLookback     oldest ticket of a non-interactive proof: {@code MAX_PROVE_COMMIT_NI_LOOKBACK}
 * @param proveCommitDuration        latest prove-commit after its precommit, less the challenge delay
 * @param preCommitCleanUpDelay      an expired precommit is cleaned up this long after {@code EXPIRED_PRE_COMMIT_CLEAN_UP_DELAY}
 * @param minSectorLife              {@code MIN_SECTOR_EXPIRATION}
 * @param maxExpirationExtension     {@code MAX_SECTOR_EXPIRATION_EXTENSION}, furthest expiration from now
 * @param maxSectorLife              five years
 * @param faultMaxAge                {@code FAULT_MAX_AGE}: 42 proving periods
 * @param workerKeyChangeDelay       {@code WORKER_KEY_CHANGE_DELAY}
 * @param consensusFaultPeriod       {@code CONSENSUS_FAULT_INELIGIBILITY_DURATION}
 * @param postedPartitionsMax        partitions of one window PoSt
 * @param addressedPartitionsMax     partitions of one declaration
 * @param addressedSectorsMax        sectors of one declaration
 * @param maxPartitionsPerDeadline   {@code MAX_PARTITIONS_PER_DEADLINE}
 * @param maxNonInteractiveSectors   sectors of one method 36
 * @param maxControlAddresses        {@code MAX_CONTROL_ADDRESSES}
 * @param maxPeerIdBytes             {@code MAX_PEER_ID_LENGTH}
 * @param maxMultiaddrBytes          {@code MAX_MULTIADDR_DATA}, all together
 * @param maxMessageBytes            signed message (lotus {@code chain/messagepool/messagepool.go})
 */
public record ChainLimits(long epochsPerDay, long epochsPerYear, long finality, long preCommitLookback,
        long nonInteractiveLookback,
        long proveCommitDuration, long preCommitCleanUpDelay, long minSectorLife, long maxExpirationExtension, long maxSectorLife,
        long faultMaxAge, long workerKeyChangeDelay, long consensusFaultPeriod, int postedPartitionsMax,
        int addressedPartitionsMax,
        int addressedSectorsMax, int maxPartitionsPerDeadline, int maxNonInteractiveSectors, int maxControlAddresses,
        int maxPeerIdBytes,
        int maxMultiaddrBytes, int maxMessageBytes) {
    private static final long DAY = 2880;
    private static final long YEAR = 1051897;
    private static final long FINALITY = 900;

    /** Network version 28, actors 18. */
    public static final ChainLimits NV28 = new ChainLimits(DAY, YEAR, FINALITY, DAY + FINALITY, 180 * DAY, 30 * DAY, 960,
            180 * DAY,
            1278 * DAY, 5 * YEAR, 42 * DAY, FINALITY, FINALITY, 3, 3000, 25_000, 3000, 65, 10, 128, 1024, 64 << 10);

    /** Partitions of one window PoSt message: min(3, 25000 / partition size). */
    public int partitionsPerPoSt(SectorSize size) {
        return Math.min(postedPartitionsMax, addressedSectorsMax / size.windowPoStPartitionSectors());
    }

    /** Partitions that one CompactPartitions may address. */
    public int compactablePartitions(SectorSize size) {
        return addressedSectorsMax / size.windowPoStPartitionSectors();
    }
}
