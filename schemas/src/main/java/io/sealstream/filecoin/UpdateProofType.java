package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** Registered proofs of replica updates, method 35 (go-state-types {@code abi/sector.go}, {@code RegisteredUpdateProof}). */
public enum UpdateProofType {
    STACKED_DRG_2KIB_V1(0, SectorSize.KIB_2), //
    STACKED_DRG_8MIB_V1(1, SectorSize.MIB_8), //
    STACKED_DRG_512MIB_V1(2, SectorSize.MIB_512), //
    STACKED_DRG_32GIB_V1(3, SectorSize.GIB_32), //
    STACKED_DRG_64GIB_V1(4, SectorSize.GIB_64);

    private static final int GROTH16_BYTES = 192;
    private static final int LARGE_PARTITIONS = 16;

    private final int code;
    private final SectorSize size;

    UpdateProofType(int code, SectorSize size) {
        this.code = code;
        this.size = size;
    }

    public static Optional<UpdateProofType> of(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    public static UpdateProofType of(SectorSize size) {
        return values()[size.index()];
    }

    public int code() {
        return code;
    }

    public SectorSize sectorSize() {
        return size;
    }

    /** Bytes of one proof: one Groth16 proof for small sizes, sixteen for 32 and 64 GiB. */
    public int proofBytes() {
        return size.isLarge() ? GROTH16_BYTES * LARGE_PARTITIONS : GROTH16_BYTES;
    }
}
