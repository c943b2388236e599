package io.sealstream.proofs;

import java.util.Optional;

/** The replica update proof types of the chain, in one table. */
public enum UpdateProofType implements ChainNumbered {
    STACKED_2KIB(0, ProofSizes.KIB_2, 1, "StackedDrg2KiBV1"), STACKED_8MIB(1, ProofSizes.MIB_8, 4,
            "StackedDrg8MiBV1"), STACKED_512MIB(2, ProofSizes.MIB_512, 16, "StackedDrg512MiBV1"), STACKED_32GIB(3,
                    ProofSizes.GIB_32, 16, "StackedDrg32GiBV1"), STACKED_64GIB(4, ProofSizes.GIB_64, 16, "StackedDrg64GiBV1");

    private final int chainNumber;
    private final long sectorSize;
    private final int partitions;
    private final String libraryName;

    UpdateProofType(int chainNumber, long sectorSize, int partitions, String libraryName) {
        this.chainNumber = chainNumber;
        this.sectorSize = sectorSize;
        this.partitions = partitions;
        this.libraryName = libraryName;
    }

    /** The type with this number on chain, or empty for any other. */
    public static Optional<UpdateProofType> ofChainNumber(long number) {
        return ChainNumbered.find(values(), number);
    }

    /** {@code RegisteredUpdateProof} as the chain numbers it. */
    @Override
    public int chainNumber() {
        return chainNumber;
    }

    /** Sector size in (padded) bytes. */
    public long sectorSize() {
        return sectorSize;
    }

    /** Groth16 proofs of one update (storage-proofs-update {@code partition_count}). */
    public int partitions() {
        return partitions;
    }

    /** Bytes of one proof. */
    public int proofSize() {
        return partitions * ProofSizes.GROTH16;
    }

    /** The variant's name in {@code filecoin_proofs_api::RegisteredUpdateProof}. */
    public String libraryName() {
        return libraryName;
    }
}
