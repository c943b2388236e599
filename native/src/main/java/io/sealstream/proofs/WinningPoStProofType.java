package io.sealstream.proofs;

import java.util.Optional;

/** The WinningPoSt proof types of the chain, in one table. A proof is about one challenged sector. */
public enum WinningPoStProofType implements ChainNumbered {
    STACKED_2KIB(0, ProofSizes.KIB_2, "StackedDrgWinning2KiBV1"), STACKED_8MIB(1, ProofSizes.MIB_8,
            "StackedDrgWinning8MiBV1"), STACKED_512MIB(2, ProofSizes.MIB_512, "StackedDrgWinning512MiBV1"), STACKED_32GIB(3,
                    ProofSizes.GIB_32, "StackedDrgWinning32GiBV1"), STACKED_64GIB(4, ProofSizes.GIB_64,
                            "StackedDrgWinning64GiBV1");

    /** Bytes of a proof. */
    public static final int PROOF_SIZE = ProofSizes.GROTH16;

    private final int chainNumber;
    private final long sectorSize;
    private final String libraryName;

    WinningPoStProofType(int chainNumber, long sectorSize, String libraryName) {
        this.chainNumber = chainNumber;
        this.sectorSize = sectorSize;
        this.libraryName = libraryName;
    }

    /** The type with this number on chain, or empty for any other. */
    public static Optional<WinningPoStProofType> ofChainNumber(long number) {
        return ChainNumbered.find(values(), number);
    }

    /** {@code RegisteredPoStProof} as the chain numbers it. */
    @Override
    public int chainNumber() {
        return chainNumber;
    }

    /** Sector size in (padded) bytes. */
    public long sectorSize() {
        return sectorSize;
    }

    /** The variant's name in {@code filecoin_proofs_api::RegisteredPoStProof}. */
    public String libraryName() {
        return libraryName;
    }
}
