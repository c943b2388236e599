package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** Registered proofs of replica updates, method 35 (go-state-types {@code abi/sector.go}, {@code RegisteredUpdateProof}). */
public enum UpdateProofType {
    STACKED_DRG_2KIB_V1(0, SectorSize.KIB_2, 1), //
    STACKED_DRG_8MIB_V1(1, SectorSize.MIB_8, 4), //
    STACKED_DRG_512MIB_V1(2, SectorSize.MIB_512, 16), //
    STACKED_DRG_32GIB_V1(3, SectorSize.GIB_32, 16), //
    STACKED_DRG_64GIB_V1(4, SectorSize.GIB_64, 16);

    private static final int GROTH16_BYTES = 192;

    private final int code;
    private final SectorSize size;
    private final int partitions;

    UpdateProofType(int code, SectorSize size, int partitions) {
        this.code = code;
        this.size = size;
        this.partitions = partitions;
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

    /** Bytes of one proof: a Groth16 proof for each partition (storage-proofs-update {@code constants.rs}, {@code partition_count}). */
    public int proofBytes() {
        return partitions * GROTH16_BYTES;
    }
}
