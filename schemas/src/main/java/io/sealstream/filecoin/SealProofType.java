package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/**
 * Registered seal proofs (go-state-types {@code abi/sector.go}; chain.md 4.4): number, sector size, generation. Synthetic and
 * non-interactive types have replica ids of their own, so a sector's type cannot change after PC1.
 */
public enum SealProofType {
    STACKED_DRG_2KIB_V1(0, SectorSize.KIB_2, Generation.V1), //
    STACKED_DRG_8MIB_V1(1, SectorSize.MIB_8, Generation.V1), //
    STACKED_DRG_512MIB_V1(2, SectorSize.MIB_512, Generation.V1), //
    STACKED_DRG_32GIB_V1(3, SectorSize.GIB_32, Generation.V1), //
    STACKED_DRG_64GIB_V1(4, SectorSize.GIB_64, Generation.V1), //
    STACKED_DRG_2KIB_V1_1(5, SectorSize.KIB_2, Generation.V1_1), //
    STACKED_DRG_8MIB_V1_1(6, SectorSize.MIB_8, Generation.V1_1), //
    STACKED_DRG_512MIB_V1_1(7, SectorSize.MIB_512, Generation.V1_1), //
    STACKED_DRG_32GIB_V1_1(8, SectorSize.GIB_32, Generation.V1_1), //
    STACKED_DRG_64GIB_V1_1(9, SectorSize.GIB_64, Generation.V1_1), //
    STACKED_DRG_2KIB_V1_1_SYNTHETIC(10, SectorSize.KIB_2, Generation.SYNTHETIC), //
    STACKED_DRG_8MIB_V1_1_SYNTHETIC(11, SectorSize.MIB_8, Generation.SYNTHETIC), //
    STACKED_DRG_512MIB_V1_1_SYNTHETIC(12, SectorSize.MIB_512, Generation.SYNTHETIC), //
    STACKED_DRG_32GIB_V1_1_SYNTHETIC(13, SectorSize.GIB_32, Generation.SYNTHETIC), //
    STACKED_DRG_64GIB_V1_1_SYNTHETIC(14, SectorSize.GIB_64, Generation.SYNTHETIC), //
    STACKED_DRG_2KIB_V1_2_NI(15, SectorSize.KIB_2, Generation.NON_INTERACTIVE), //
    STACKED_DRG_8MIB_V1_2_NI(16, SectorSize.MIB_8, Generation.NON_INTERACTIVE), //
    STACKED_DRG_512MIB_V1_2_NI(17, SectorSize.MIB_512, Generation.NON_INTERACTIVE), //
    STACKED_DRG_32GIB_V1_2_NI(18, SectorSize.GIB_32, Generation.NON_INTERACTIVE), //
    STACKED_DRG_64GIB_V1_2_NI(19, SectorSize.GIB_64, Generation.NON_INTERACTIVE);

    /** How the challenges are made. */
    public enum Generation {
        V1, V1_1, SYNTHETIC, NON_INTERACTIVE
    }

    private static final int SMALL_PROOF_BYTES = 192;
    private static final int LARGE_PROOF_BYTES = 1920;
    private static final int SMALL_PARTITIONS = 1;
    private static final int LARGE_PARTITIONS = 10;
    private static final int SMALL_NI_PARTITIONS = 13;
    private static final int LARGE_NI_PARTITIONS = 126;

    private final int code;
    private final SectorSize size;
    private final Generation generation;

    SealProofType(int code, SectorSize size, Generation generation) {
        this.code = code;
        this.size = size;
        this.generation = generation;
    }

    public static Optional<SealProofType> of(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** The type that seals a size with the given generation of challenges. */
    public static SealProofType of(SectorSize size, Generation generation) {
        return Arrays.stream(values()).filter(type -> type.size == size && type.generation == generation).findFirst()
                .orElseThrow();
    }

    public int code() {
        return code;
    }

    public SectorSize sectorSize() {
        return size;
    }

    public Generation generation() {
        return generation;
    }

    /** Accepted by PreCommitSectorBatch2 (28) at network version 28. */
    public boolean isAcceptedForPreCommit() {
        return generation == Generation.V1_1 || generation == Generation.SYNTHETIC;
    }

    /** Proven by ProveCommitSectorsNI (36), without a precommit. */
    public boolean isNonInteractive() {
        return generation == Generation.NON_INTERACTIVE;
    }

    /** Bytes of one proof (go-state-types {@code RegisteredSealProof.ProofSize}); for non-interactive types of the aggregate of one sector. */
    public int proofBytes() {
        if (isNonInteractive()) {
            return AggregateProofType.bytes(this, 1);
        }
        return size.isLarge() ? LARGE_PROOF_BYTES : SMALL_PROOF_BYTES;
    }

    /**
     * Groth16 proofs that the proof of one sector consists of (rust-fil-proofs {@code filecoin-proofs/src/constants.rs},
     * {@code POREP_PARTITIONS} and {@code get_porep_non_interactive_partitions}).
     */
    public int groth16Proofs() {
        if (isNonInteractive()) {
            return size.isLarge() ? LARGE_NI_PARTITIONS : SMALL_NI_PARTITIONS;
        }
        return size.isLarge() ? LARGE_PARTITIONS : SMALL_PARTITIONS;
    }

    public PoStProofType windowPoStType() {
        return PoStProofType.window(size);
    }

    public PoStProofType winningPoStType() {
        return PoStProofType.winning(size);
    }

    /** The proof that puts data into a sector of the same size. */
    public UpdateProofType updateProofType() {
        return UpdateProofType.of(size);
    }

    /** The 32-byte PoRep id: the number as 8 bytes little-endian, rest zero. */
    public Bytes porepId() {
        byte[] id = new byte[32];
        id[0] = (byte) code;
        return Bytes.wrap(id);
    }
}
