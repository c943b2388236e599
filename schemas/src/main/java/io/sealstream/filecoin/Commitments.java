package io.sealstream.filecoin;

import java.util.ArrayList;
import java.util.List;

/** Data commitments (chain.md 4.8): zero pieces, CommP of data, CommD of a sector from its pieces. */
public final class Commitments {
    private Commitments() {}

    /** The commitment of zeros: also CommD of a committed-capacity sector of that size. */
    public static Cid zeroPiece(long paddedSize) {
        PieceInfo.requirePaddedSize(paddedSize);
        return Cid.unsealed(CommitmentTree.zero(CommitmentTree.level(paddedSize)));
    }

    /** CommP of data that is already in memory, filled with zeros up to {@code unpaddedSize}. */
    public static PieceInfo ofData(byte[] data, long unpaddedSize) {
        return new PieceHasher().update(data).finish(unpaddedSize);
    }

    /** CommD of a sector: pieces in order, each aligned to its own size by zero pieces, the rest zero-filled. */
    public static Cid commD(SectorSize size, List<PieceInfo> pieces) {
        if (pieces.isEmpty()) {
            return zeroPiece(size.bytes());
        }
        CommitmentTree tree = new CommitmentTree();
        withPadding(size, pieces).forEach(piece -> tree.add(piece.cid().commitment(), CommitmentTree.level(piece.paddedSize())));
        return Cid.unsealed(tree.root(CommitmentTree.level(size.bytes())));
    }

    /** The pieces with the zero pieces that align them and fill the sector. */
    public static List<PieceInfo> withPadding(SectorSize size, List<PieceInfo> pieces) {
        List<PieceInfo> all = new ArrayList<>();
        long offset = 0;
        for (PieceInfo piece : pieces) {
            offset = pad(all, offset, piece.paddedSize());
            if (piece.paddedSize() > size.bytes() - offset) {
                throw CodecException.of("pieces do not fit a sector of " + size);
            }
            all.add(piece);
            offset += piece.paddedSize();
        }
        pad(all, offset, size.bytes());
        return List.copyOf(all);
    }

    /** Adds zero pieces, smallest first, until the offset is a multiple of {@code alignment}. */
    private static long pad(List<PieceInfo> all, long offset, long alignment) {
        long at = offset;
        while (at % alignment != 0) {
            long zeros = Long.lowestOneBit(at);
            all.add(new PieceInfo(zeroPiece(zeros), zeros));
            at += zeros;
        }
        return at;
    }
}
