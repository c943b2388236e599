package io.sealstream.node.stores;

import io.sealstream.filecoin.SealProofType;

/** Bytes that the stages of a sector write, as upper bounds: checked before a stage begins, so that a full disk costs no work. */
public final class SpaceNeed {
    /** Small files, folder blocks and rounding. */
    private static final long MARGIN = 1L << 20;
    /** Layers of the labelled graph (rust-fil-proofs {@code LAYERS}). */
    private static final int LAYERS_SMALL = 2;
    private static final int LAYERS_LARGE = 11;
    /** A binary tree over the sector, TreeD, is twice the sector. */
    private static final int TREE_D = 2;

    private SpaceNeed() {}

    /** The staged file. */
    public static long staged(SealProofType type) {
        return type.sectorSize().bytes() + MARGIN;
    }

    /** Layers, TreeD, and the copy of the staged file that becomes the replica. */
    public static long preCommit1(SealProofType type) {
        return type.sectorSize().bytes() * ((type.sectorSize().isLarge() ? LAYERS_LARGE : LAYERS_SMALL) + TREE_D + 1) + MARGIN;
    }

    /** TreeC (8/7 of the sector), TreeRLast, and a fresh copy of the staged file in the worst case. */
    public static long preCommit2(SealProofType type) {
        return type.sectorSize().bytes() * 5 / 2 + MARGIN;
    }

    /** Output of C1 (tens of megabytes for a large sector, as JSON). */
    public static long commit1(SealProofType type) {
        return type.sectorSize().isLarge() ? 256L << 20 : MARGIN;
    }

    /** Sealed file, auxiliary files and TreeRLast in long-term storage. */
    public static long persisted(SealProofType type) {
        return type.sectorSize().bytes() * 9 / 8 + MARGIN;
    }
}
