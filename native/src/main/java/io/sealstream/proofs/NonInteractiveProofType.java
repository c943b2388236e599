package io.sealstream.proofs;

import java.util.Optional;

/**
 * The proof types of sectors sealed without a challenge from the chain (NI-PoRep, FIP-0092), in one table.
 *
 * <p>A sector of such a type has no seal proof of its own on chain, only a part of an aggregate. No task of this cluster seals
 * one: the types are here to verify.
 */
public enum NonInteractiveProofType implements ChainNumbered {
    STACKED_2KIB(15, ProofSizes.KIB_2, 13, "StackedDrg2KiBV1_2_Feat_NonInteractivePoRep"), STACKED_8MIB(16, ProofSizes.MIB_8, 13,
            "StackedDrg8MiBV1_2_Feat_NonInteractivePoRep"), STACKED_512MIB(17, ProofSizes.MIB_512, 13,
                    "StackedDrg512MiBV1_2_Feat_NonInteractivePoRep"), STACKED_32GIB(18, ProofSizes.GIB_32, 126,
                            "StackedDrg32GiBV1_2_Feat_NonInteractivePoRep"), STACKED_64GIB(19, ProofSizes.GIB_64, 126,
                                    "StackedDrg64GiBV1_2_Feat_NonInteractivePoRep");

    private final int chainNumber;
    private final long sectorSize;
    private final int partitions;
    private final String libraryName;

    NonInteractiveProofType(int chainNumber, long sectorSize, int partitions, String libraryName) {
        this.chainNumber = chainNumber;
        this.sectorSize = sectorSize;
        this.partitions = partitions;
        this.libraryName = libraryName;
    }

    /** The type with this number on chain, or empty for any other. */
    public static Optional<NonInteractiveProofType> ofChainNumber(long number) {
        return ChainNumbered.find(values(), number);
    }

    /** {@code RegisteredSealProof} as the chain numbers it. */
    @Override
    public int chainNumber() {
        return chainNumber;
    }

    /** Sector size in (padded) bytes. */
    public long sectorSize() {
        return sectorSize;
    }

    /** Groth16 proofs of one sector. */
    public int partitions() {
        return partitions;
    }

    /** The variant's name in {@code filecoin_proofs_api::RegisteredSealProof}. */
    public String libraryName() {
        return libraryName;
    }
}
