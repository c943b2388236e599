package io.sealstream.proofs;

import java.util.Optional;

/**
 * The WindowPoSt proof types of the chain, in one table.
 *
 * <p>Beware of the names: what the chain calls {@code StackedDRGWindow2KiBV1P1} (number 10) is
 * {@code StackedDrgWindow2KiBV1_2} in the library.
 */
public enum WindowPoStProofType implements ChainNumbered {
    STACKED_2KIB_V1_1(10, ProofSizes.KIB_2, 2, "StackedDrgWindow2KiBV1_2"), STACKED_8MIB_V1_1(11, ProofSizes.MIB_8, 2,
            "StackedDrgWindow8MiBV1_2"), STACKED_512MIB_V1_1(12, ProofSizes.MIB_512, 2,
                    "StackedDrgWindow512MiBV1_2"), STACKED_32GIB_V1_1(13, ProofSizes.GIB_32, 2349,
                            "StackedDrgWindow32GiBV1_2"), STACKED_64GIB_V1_1(14, ProofSizes.GIB_64, 2300,
                                    "StackedDrgWindow64GiBV1_2");

    /** Bytes of the proof of one partition (chunk of {@link #partitionSectors()} sectors). */
    public static final int PARTITION_PROOF_SIZE = ProofSizes.GROTH16;

    private final int chainNumber;
    private final long sectorSize;
    private final int partitionSectors;
    private final String libraryName;

    WindowPoStProofType(int chainNumber, long sectorSize, int partitionSectors, String libraryName) {
        this.chainNumber = chainNumber;
        this.sectorSize = sectorSize;
        this.partitionSectors = partitionSectors;
        this.libraryName = libraryName;
    }

    /** The type with this number on chain, or empty for a number that is no longer accepted. */
    public static Optional<WindowPoStProofType> ofChainNumber(long number) {
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

    /** Sectors one proof of {@link #PARTITION_PROOF_SIZE} bytes covers; more sectors make several proofs. */
    public int partitionSectors() {
        return partitionSectors;
    }

    /** Length of the whole proof for a number of sectors. */
    public int proofSize(int sectors) {
        return (sectors + partitionSectors - 1) / partitionSectors * PARTITION_PROOF_SIZE;
    }

    /** The variant's name in {@code filecoin_proofs_api::RegisteredPoStProof}. */
    public String libraryName() {
        return libraryName;
    }
}
