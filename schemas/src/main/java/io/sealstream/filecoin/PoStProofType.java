package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** Registered PoSt proofs (go-state-types {@code abi/sector.go}). Chain number; the proofs library calls window V1_1 types {@code V1_2}. */
public enum PoStProofType {
    WINNING_2KIB(0, SectorSize.KIB_2, Kind.WINNING), //
    WINNING_8MIB(1, SectorSize.MIB_8, Kind.WINNING), //
    WINNING_512MIB(2, SectorSize.MIB_512, Kind.WINNING), //
    WINNING_32GIB(3, SectorSize.GIB_32, Kind.WINNING), //
    WINNING_64GIB(4, SectorSize.GIB_64, Kind.WINNING), //
    WINDOW_2KIB_V1(5, SectorSize.KIB_2, Kind.WINDOW_V1), //
    WINDOW_8MIB_V1(6, SectorSize.MIB_8, Kind.WINDOW_V1), //
    WINDOW_512MIB_V1(7, SectorSize.MIB_512, Kind.WINDOW_V1), //
    WINDOW_32GIB_V1(8, SectorSize.GIB_32, Kind.WINDOW_V1), //
    WINDOW_64GIB_V1(9, SectorSize.GIB_64, Kind.WINDOW_V1), //
    WINDOW_2KIB_V1_1(10, SectorSize.KIB_2, Kind.WINDOW_V1_1), //
    WINDOW_8MIB_V1_1(11, SectorSize.MIB_8, Kind.WINDOW_V1_1), //
    WINDOW_512MIB_V1_1(12, SectorSize.MIB_512, Kind.WINDOW_V1_1), //
    WINDOW_32GIB_V1_1(13, SectorSize.GIB_32, Kind.WINDOW_V1_1), //
    WINDOW_64GIB_V1_1(14, SectorSize.GIB_64, Kind.WINDOW_V1_1);

    /** What is proven. */
    public enum Kind {
        WINNING, WINDOW_V1, WINDOW_V1_1
    }

    /** Bytes of a window PoSt proof per partition. */
    public static final int WINDOW_PROOF_BYTES = 192;

    private final int code;
    private final SectorSize size;
    private final Kind kind;

    PoStProofType(int code, SectorSize size, Kind kind) {
        this.code = code;
        this.size = size;
        this.kind = kind;
    }

    public static Optional<PoStProofType> of(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** The window type in force (V1_1). */
    public static PoStProofType window(SectorSize size) {
        return values()[10 + size.index()];
    }

    public static PoStProofType winning(SectorSize size) {
        return values()[size.index()];
    }

    public int code() {
        return code;
    }

    public SectorSize sectorSize() {
        return size;
    }

    public Kind kind() {
        return kind;
    }

    /** Accepted for window PoSt at network version 28. */
    public boolean isAcceptedWindowPoSt() {
        return kind == Kind.WINDOW_V1_1;
    }

    /** Sectors of a full partition. */
    public int partitionSectors() {
        return size.windowPoStPartitionSectors();
    }
}
