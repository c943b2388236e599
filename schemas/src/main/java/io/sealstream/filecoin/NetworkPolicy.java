package io.sealstream.filecoin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The numbers in which networks differ. Sources: lotus {@code build/buildconstants/params_*.go}, venus
 * {@code fixtures/networks/*.go}, builtin-actors {@code runtime/src/runtime/policy.rs} (features of its bundles); chain.md 4.5.
 *
 * @param name                    how configuration names the network
 * @param prefix                  letter of addresses in output; topics always use {@code f}
 * @param blockTime               duration of an epoch
 * @param sectorSizes             sizes whose proofs the actors accept
 * @param minimumPower            bytes of quality-adjusted power from which a miner may win blocks
 * @param minimumAllocation       bytes of the smallest verified allocation (256 in builds with small deals)
 * @param preCommitChallengeDelay epochs from precommit to the seed
 * @param eip155ChainId           chain id of the network for Ethereum tools
 * @param actorBundle             name of the actor bundle
 * @param proofParameters         parameters that nodes accept
 * @param schedule                calendar of window PoSt
 * @param limits                  rules that are equal everywhere
 */
public record NetworkPolicy(String name, NetworkPrefix prefix, Duration blockTime, Set<SectorSize> sectorSizes, long minimumPower,
        long minimumAllocation, long preCommitChallengeDelay, long eip155ChainId, String actorBundle,
        ProofParameters proofParameters,
        ProvingSchedule schedule,
        ChainLimits limits) {
    private static final long TIB = 1L << 40;
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;
    private static final long KIB = 1L << 10;
    /** Bundles with the feature {@code small-deals} (builtin-actors {@code runtime/build.rs}). */
    private static final Set<String> SMALL_DEALS = Set.of("caterpillarnet", "devnet", "testing");
    private static final Set<SectorSize> LARGE = Set.of(SectorSize.GIB_32, SectorSize.GIB_64);
    private static final Set<SectorSize> FROM_512_MIB = Set.of(SectorSize.MIB_512, SectorSize.GIB_32, SectorSize.GIB_64);
    private static final Set<SectorSize> SMALL = Set.of(SectorSize.KIB_2, SectorSize.MIB_8);

    /** lotus {@code params_mainnet.go}: 10 TiB minimum power, delay 150, chain id 314. */
    public static final NetworkPolicy MAINNET = of("mainnet", NetworkPrefix.MAINNET, 30, LARGE, 10 * TIB, 150, 314, "mainnet",
            ProofParameters.PUBLISHED);
    /** lotus {@code params_calibnet.go}: 32 GiB minimum power, delay 150, chain id 314159. */
    public static final NetworkPolicy CALIBNET = of("calibnet", NetworkPrefix.TESTNET, 30, LARGE, 32 * GIB, 150, 314159,
            "calibrationnet",
            ProofParameters.PUBLISHED);
    /** lotus {@code params_butterfly.go}: 2 GiB minimum power, delay 150, chain id 3141592. */
    public static final NetworkPolicy BUTTERFLY = of("butterfly", NetworkPrefix.TESTNET, 30, FROM_512_MIB, 2 * GIB, 150, 3141592,
            "butterflynet", ProofParameters.PUBLISHED);
    /** lotus {@code params_interop.go}: 2 KiB minimum power, delay 10, chain id 3141592. */
    public static final NetworkPolicy INTEROP = of("interop", NetworkPrefix.TESTNET, 30, FROM_512_MIB, 2 * KIB, 10, 3141592,
            "caterpillarnet", ProofParameters.PUBLISHED_OR_SELF_MADE);
    /** lotus {@code params_2k.go}: 4 s blocks, 2 KiB and 8 MiB, delay 10, chain id 31415926. */
    public static final NetworkPolicy DEV_2K = of("2k", NetworkPrefix.TESTNET, 4, SMALL, 2 * KIB, 10, 31415926, "devnet",
            ProofParameters.PUBLISHED_OR_SELF_MADE);
    /** venus {@code net_force.go}: 2 KiB minimum power, delay 10, chain id 31415926; the {@code testing} bundle has all five sizes. */
    public static final NetworkPolicy FORCENET = of("forcenet", NetworkPrefix.TESTNET, 30, Set.of(SectorSize.values()), 2 * KIB,
            10,
            31415926, "testing", ProofParameters.PUBLISHED_OR_SELF_MADE);
    /** venus {@code net_integration.go}: the numbers of mainnet under the prefix {@code t}. */
    public static final NetworkPolicy INTEGRATIONNET = of("integrationnet", NetworkPrefix.TESTNET, 30, LARGE, 10 * TIB, 150, 314,
            "mainnet",
            ProofParameters.PUBLISHED);
    /** Our own chain: rules of {@link #DEV_2K}, the real calendar, fast epochs, parameters from a fixed seed (design, section 7). */
    public static final NetworkPolicy DEVNET = of("devnet", NetworkPrefix.TESTNET, 4, SMALL, 2 * KIB, 10, 31415926, "devnet",
            ProofParameters.DEVELOPMENT_SEED);
    /** {@link #DEVNET} with stand-ins for proofs, so that whole clusters can be tested in seconds. Only test launchers serve it. */
    public static final NetworkPolicy FAKE_PROOFS = of("fake-proofs", NetworkPrefix.TESTNET, 4, SMALL, 2 * KIB, 10, 31415926,
            "devnet", ProofParameters.NONE);

    private static final List<NetworkPolicy> ALL = List.of(MAINNET, CALIBNET, BUTTERFLY, INTEROP, DEV_2K, FORCENET,
            INTEGRATIONNET, DEVNET, FAKE_PROOFS);

    public NetworkPolicy {
        sectorSizes = Set.copyOf(sectorSizes);
        if (blockTime.isNegative() || blockTime.isZero() || preCommitChallengeDelay < 0 || minimumPower <= 0
                || sectorSizes.isEmpty()) {
            throw new IllegalArgumentException(
                    "network " + name + " has an impossible block time, delay, minimum power or no sector size");
        }
    }

    private static NetworkPolicy of(String name, NetworkPrefix prefix, long blockSeconds, Set<SectorSize> sizes,
            long minimumPower,
            long challengeDelay, long chainId, String bundle, ProofParameters parameters) {
        return new NetworkPolicy(name, prefix, Duration.ofSeconds(blockSeconds), sizes, minimumPower,
                SMALL_DEALS.contains(bundle) ? 256 : MIB, challengeDelay, chainId,
                bundle,
                parameters, ProvingSchedule.STANDARD, ChainLimits.NV28);
    }

    /** Finds a network by name. */
    public static NetworkPolicy named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(network -> network.name.equals(wanted)).findFirst().orElseThrow(() -> CodecException
                .of("unknown network " + Text.excerpt(name) + "; known: "
                        + String.join(", ", ALL.stream().map(NetworkPolicy::name).toList())));
    }

    /**
     * True where epochs follow the wall clock, so that the age of a head tells how far its node is behind. Our dev chains skip ahead to the
     * next window with live sectors (design, section 7).
     */
    public boolean keepsTime() {
        return !name.equals(DEVNET.name) && !name.equals(FAKE_PROOFS.name);
    }

    public static List<NetworkPolicy> all() {
        return ALL;
    }

    public NetworkPolicy withBlockTime(Duration time) {
        return new NetworkPolicy(name, prefix, time, sectorSizes, minimumPower, minimumAllocation, preCommitChallengeDelay,
                eip155ChainId,
                actorBundle,
                proofParameters, schedule, limits);
    }

    /** Another calendar, for development genesis files. */
    public NetworkPolicy withSchedule(ProvingSchedule calendar) {
        return new NetworkPolicy(name, prefix, blockTime, sectorSizes, minimumPower, minimumAllocation, preCommitChallengeDelay,
                eip155ChainId,
                actorBundle,
                proofParameters, calendar, limits);
    }

    public NetworkPolicy withPreCommitChallengeDelay(long delay) {
        return new NetworkPolicy(name, prefix, blockTime, sectorSizes, minimumPower, minimumAllocation, delay, eip155ChainId,
                actorBundle,
                proofParameters,
                schedule, limits);
    }

    /** Other sector sizes, for development genesis files; so are the next two. */
    public NetworkPolicy withSectorSizes(Set<SectorSize> sizes) {
        return new NetworkPolicy(name, prefix, blockTime, sizes, minimumPower, minimumAllocation, preCommitChallengeDelay,
                eip155ChainId,
                actorBundle, proofParameters, schedule, limits);
    }

    public NetworkPolicy withMinimumPower(long power) {
        return new NetworkPolicy(name, prefix, blockTime, sectorSizes, power, minimumAllocation, preCommitChallengeDelay,
                eip155ChainId,
                actorBundle, proofParameters, schedule, limits);
    }

    public NetworkPolicy withEip155ChainId(long id) {
        return new NetworkPolicy(name, prefix, blockTime, sectorSizes, minimumPower, minimumAllocation, preCommitChallengeDelay,
                id, actorBundle,
                proofParameters, schedule, limits);
    }

    public NetworkPolicy withLimits(ChainLimits others) {
        return new NetworkPolicy(name, prefix, blockTime, sectorSizes, minimumPower, minimumAllocation, preCommitChallengeDelay,
                eip155ChainId, actorBundle, proofParameters, schedule, others);
    }

    /** True if a precommit of this type is accepted: right size, V1.1 or Synthetic. */
    public boolean accepts(SealProofType type) {
        return type.isAcceptedForPreCommit() && sectorSizes.contains(type.sectorSize());
    }

    /** True if a non-interactive proof of this type is accepted. */
    public boolean acceptsNonInteractive(SealProofType type) {
        return type.isNonInteractive() && sectorSizes.contains(type.sectorSize());
    }

    /** Epoch of the seed of a precommit that the chain recorded at {@code preCommitEpoch}; readable from the epoch after it on. */
    public ChainEpoch seedEpoch(ChainEpoch preCommitEpoch) {
        return preCommitEpoch.plus(preCommitChallengeDelay);
    }

    /** Epoch of a ticket that is final at {@code head}: head − 900. */
    public ChainEpoch ticketEpoch(ChainEpoch head) {
        return head.minus(limits.finality());
    }

    /** Last epoch at which a precommit may still carry a ticket of {@code ticketEpoch}. */
    public ChainEpoch ticketExpires(ChainEpoch ticketEpoch) {
        return ticketEpoch.plus(limits.preCommitLookback());
    }

    /** Last epoch at which a precommit can be proven. */
    public ChainEpoch proveCommitDeadline(ChainEpoch preCommitEpoch) {
        return preCommitEpoch.plus(limits.proveCommitDuration() + preCommitChallengeDelay);
    }
}
