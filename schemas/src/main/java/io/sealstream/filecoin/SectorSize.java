package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** The five sector sizes in bytes, padded, in the order of their proof numbers. */
public enum SectorSize {
    KIB_2(0, 2L << 10, 2), //
    MIB_8(1, 8L << 20, 2), //
    MIB_512(2, 512L << 20, 2), //
    GIB_32(3, 32L << 30, 2349), //
    GIB_64(4, 64L << 30, 2300);

    private final int index;
    private final long bytes;
    private final int partitionSectors;

    SectorSize(int index, long bytes, int partitionSectors) {
        this.index = index;
        this.bytes = bytes;
        this.partitionSectors = partitionSectors;
    }

    public long bytes() {
        return bytes;
    }

    /** Position of the size in every family of registered proofs: 0 for 2 KiB to 4 for 64 GiB. */
    public int index() {
        return index;
    }

    /** Sectors of a full window PoSt partition (go-state-types {@code PoStProofWindowPoStPartitionSectors}). */
    public int windowPoStPartitionSectors() {
        return partitionSectors;
    }

    /** True for 32 and 64 GiB, whose proofs have ten parts. */
    public boolean isLarge() {
        return this == GIB_32 || this == GIB_64;
    }

    public static Optional<SectorSize> of(long bytes) {
        return Arrays.stream(values()).filter(size -> size.bytes == bytes).findFirst();
    }

    /** The size of this name, as {@link #toString} gives it. */
    public static Optional<SectorSize> of(String name) {
        return Arrays.stream(values()).filter(size -> size.toString().equals(name)).findFirst();
    }

    /** {@code 2KiB}, {@code 32GiB}. */
    @Override
    public String toString() {
        if (bytes >= 1L << 30) {
            return (bytes >> 30) + "GiB";
        }
        return bytes >= 1L << 20 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }
}
