package io.sealstream.proofs;

import java.util.Optional;

/**
 * The seal proof types of the chain, in one table: chain number, sector size, WindowPoSt type and the library's name.
 *
 * <p>The chain number is {@code RegisteredSealProof} of the Go and Rust actor types (go-state-types
 * {@code abi/sector.go}); the library name is the variant of {@code filecoin_proofs_api::RegisteredSealProof}. The Rust
 * side keeps the same table and a test compares both.
 */
public enum SealProofType implements ChainNumbered {
    STACKED_2KIB_V1_1(5, ProofSizes.KIB_2, 192, WindowPoStProofType.STACKED_2KIB_V1_1, "StackedDrg2KiBV1_1"), STACKED_8MIB_V1_1(6,
            ProofSizes.MIB_8, 192, WindowPoStProofType.STACKED_8MIB_V1_1, "StackedDrg8MiBV1_1"), STACKED_512MIB_V1_1(7,
                    ProofSizes.MIB_512, 192, WindowPoStProofType.STACKED_512MIB_V1_1,
                    "StackedDrg512MiBV1_1"), STACKED_32GIB_V1_1(8, ProofSizes.GIB_32, 1920,
                            WindowPoStProofType.STACKED_32GIB_V1_1, "StackedDrg32GiBV1_1"), STACKED_64GIB_V1_1(9,
                                    ProofSizes.GIB_64, 1920, WindowPoStProofType.STACKED_64GIB_V1_1, "StackedDrg64GiBV1_1");

    private final int chainNumber;
    private final long sectorSize;
    private final int proofSize;
    private final WindowPoStProofType windowPoSt;
    private final String libraryName;

    SealProofType(int chainNumber, long sectorSize, int proofSize, WindowPoStProofType windowPoSt, String libraryName) {
        this.chainNumber = chainNumber;
        this.sectorSize = sectorSize;
        this.proofSize = proofSize;
        this.windowPoSt = windowPoSt;
        this.libraryName = libraryName;
    }

    /** The type with this number on chain, or empty for a number that no sector may be sealed with here. */
    public static Optional<SealProofType> ofChainNumber(long number) {
        return ChainNumbered.find(values(), number);
    }

    /** {@code RegisteredSealProof} as the chain numbers it. */
    @Override
    public int chainNumber() {
        return chainNumber;
    }

    /** Sector size in (padded) bytes: 2048 for a 2 KiB sector. */
    public long sectorSize() {
        return sectorSize;
    }

    /** Bytes of user data a sector holds: 127 of each 128 bytes of the sector (fr32 padding). */
    public long unpaddedSectorSize() {
        return sectorSize / 128 * 127;
    }

    /** Bytes of one interactive seal proof: 192 for each partition of the circuit. */
    public int proofSize() {
        return proofSize;
    }

    /** Groth16 proofs of one seal proof. */
    public int partitions() {
        return proofSize / ProofSizes.GROTH16;
    }

    /** The WindowPoSt type a sector of this type is proven with. */
    public WindowPoStProofType windowPoSt() {
        return windowPoSt;
    }

    /** The variant's name in {@code filecoin_proofs_api::RegisteredSealProof}. */
    public String libraryName() {
        return libraryName;
    }
}
