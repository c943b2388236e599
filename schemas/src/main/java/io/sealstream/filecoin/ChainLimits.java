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
 * @param aggregate                  aggregates of method 34: {@code MIN_} and {@code MAX_AGGREGATED_SECTORS}
 * @param nonInteractive             aggregates of method 36: {@code MIN_} and {@code MAX_AGGREGATED_SECTORS_NI}
 * @param maxUpdateProofBytes        {@code MAX_REPLICA_UPDATE_PROOF_SIZE}
 * @param maxControlAddresses        {@code MAX_CONTROL_ADDRESSES}
 * @param maxPeerIdBytes             {@code MAX_PEER_ID_LENGTH}
 * @param maxMultiaddrBytes          {@code MAX_MULTIADDR_DATA}, all together
 * @param claimDropPeriod            claims may be dropped on extension this long before the end ({@code END_OF_LIFE_CLAIM_DROP_PERIOD})
 * @param minAllocationTerm          {@code MINIMUM_VERIFIED_ALLOCATION_TERM}
 * @param maxAllocationTerm          {@code MAXIMUM_VERIFIED_ALLOCATION_TERM}
 * @param maxAllocationExpiration    an allocation must be claimed within it ({@code MAXIMUM_VERIFIED_ALLOCATION_EXPIRATION})
 * @param rewardVesting              locked rewards and the deposit of a new miner ({@code REWARD_VESTING_SPEC}, actors/miner
 *                                   {@code policy.rs})
 * @param maxMessageBytes            signed message (lotus {@code chain/messagepool/messagepool.go})
 * @param pool                       the other limits of the message pool
 */
public record ChainLimits(long epochsPerDay, long epochsPerYear, long finality, long preCommitLookback,
        long nonInteractiveLookback,
        long proveCommitDuration, long preCommitCleanUpDelay, long minSectorLife, long maxExpirationExtension, long maxSectorLife,
        long faultMaxAge, long workerKeyChangeDelay, long consensusFaultPeriod, int postedPartitionsMax,
        int addressedPartitionsMax,
        int addressedSectorsMax, int maxPartitionsPerDeadline, AggregateLimits aggregate, AggregateLimits nonInteractive,
        int maxUpdateProofBytes, int maxControlAddresses, int maxPeerIdBytes, int maxMultiaddrBytes, long claimDropPeriod,
        long minAllocationTerm, long maxAllocationTerm, long maxAllocationExpiration, VestingSpec rewardVesting,
        int maxMessageBytes, PoolLimits pool) {
    private static final long DAY = 2880;
    private static final long YEAR = 1051897;
    private static final long FINALITY = 900;
    private static final int AGGREGATE_BYTES = 81_960;
    private static final long MIN_DEALS = 256;
    private static final long BYTES_PER_DEAL = 1L << 27;

    /** What the allocation of a verified deal may outlive the deal by ({@code MARKET_DEFAULT_ALLOCATION_TERM_BUFFER}). */
    public static final long DEAL_TERM_BUFFER = 90 * DAY;

    /** Network version 28, actors 18. */
    public static final ChainLimits NV28 = new ChainLimits(DAY, YEAR, FINALITY, DAY + FINALITY, 180 * DAY, 30 * DAY, 960,
            180 * DAY,
            1278 * DAY, 5 * YEAR, 42 * DAY, FINALITY, FINALITY, 3, 3000, 25_000, 3000,
            new AggregateLimits(4, 819, AGGREGATE_BYTES), new AggregateLimits(1, 65, AGGREGATE_BYTES), 4096, 10, 128, 1024,
            30 * DAY, 180 * DAY, 5 * YEAR, 60 * DAY, new VestingSpec(0, 180 * DAY, DAY, DAY / 2), 64 << 10,
            new PoolLimits(4, 1000, 110, 125, 100, 10_000));

    /** Another limit for prove-commits, for tests in which it is reached soon. */
    public ChainLimits withProveCommitDuration(long epochs) {
        return new ChainLimits(epochsPerDay, epochsPerYear, finality, preCommitLookback, nonInteractiveLookback, epochs,
                preCommitCleanUpDelay, minSectorLife, maxExpirationExtension, maxSectorLife, faultMaxAge, workerKeyChangeDelay,
                consensusFaultPeriod, postedPartitionsMax, addressedPartitionsMax, addressedSectorsMax, maxPartitionsPerDeadline,
                aggregate, nonInteractive, maxUpdateProofBytes, maxControlAddresses, maxPeerIdBytes, maxMultiaddrBytes,
                claimDropPeriod, minAllocationTerm, maxAllocationTerm, maxAllocationExpiration, rewardVesting, maxMessageBytes,
                pool);
    }

    /** Partitions of one window PoSt message: min(3, 25000 / partition size). */
    public int partitionsPerPoSt(SectorSize size) {
        return Math.min(postedPartitionsMax, addressedSectorsMax / size.windowPoStPartitionSectors());
    }

    /** The limits of an aggregate of this type. */
    public AggregateLimits aggregateOf(SealProofType type) {
        return type.isNonInteractive() ? nonInteractive : aggregate;
    }

    /** Partitions that one CompactPartitions may address ({@code load_partitions_sectors_max}, actors/miner {@code policy.rs}). */
    public int compactablePartitions(SectorSize size) {
        return Math.min(addressedPartitionsMax, addressedSectorsMax / size.windowPoStPartitionSectors());
    }

    /** Deals that a precommit may name ({@code sector_deals_max}, actors/miner {@code policy.rs}). */
    public long dealsPerSector(SectorSize size) {
        return Math.max(MIN_DEALS, size.bytes() / BYTES_PER_DEAL);
    }
}
