package io.sealstream.filecoin;

/**
 * Gas that precommits and prove-commits are likely to use. Proofs and bytes are exact; reading and writing of state is fitted to the mainnet
 * samples of FIP-0100 (one and four sectors, and four aggregated, within 10 %; chain.md 4.10, 5.7), so that outside of them only the order of
 * two estimates means something.
 */
public final class CommitmentGas {
    public static final long PRE_COMMIT_STATE = 14_400_000;
    public static final long PRE_COMMIT_SECTOR_STATE = 530_000;
    public static final long PROVE_COMMIT_STATE = 161_300_000;
    public static final long PROVE_COMMIT_SECTOR_STATE = 61_200_000;
    /** Sectors beyond those of the sample share most blocks of the maps: as many as an aggregate may have fit into a block. */
    public static final long PROVE_COMMIT_FURTHER_SECTOR_STATE = 10_000_000;
    /** Sectors of the largest sample. */
    public static final int SAMPLED_SECTORS = 4;

    private CommitmentGas() {}

    /** A precommit of so many sectors in a message of that length. */
    public static long preCommit(int sectors, int chainLength) {
        return GasPrices.onChainMessage(chainLength) + PRE_COMMIT_STATE + PRE_COMMIT_SECTOR_STATE * sectors;
    }

    /** A prove-commit of so many sectors with a proof each. */
    public static long proveCommit(int sectors, int chainLength) {
        return GasPrices.onChainMessage(chainLength) + PROVE_COMMIT_STATE + activations(sectors)
                + GasPrices.VERIFY_SEAL * sectors;
    }

    /** A prove-commit of so many sectors with one aggregate. */
    public static long proveCommitAggregate(SealProofType type, int sectors, int chainLength) {
        return GasPrices.onChainMessage(chainLength) + PROVE_COMMIT_STATE + activations(sectors)
                + GasPrices.verifyAggregate(type, sectors);
    }

    /** State of so many sectors that become active in one message. */
    public static long activations(int sectors) {
        int sampled = Math.min(sectors, SAMPLED_SECTORS);
        return PROVE_COMMIT_SECTOR_STATE * sampled + PROVE_COMMIT_FURTHER_SECTOR_STATE * (sectors - sampled);
    }
}
