package io.sealstream.filecoin;

/**
 * A piece: its commitment and its padded size in bytes, a power of two of at least 128. Unpadded, it holds 127/128 of that.
 */
public record PieceInfo(Cid cid, long paddedSize) {
    /** The smallest piece, padded. */
    public static final long MIN_PADDED = 128;

    /** Go's {@code abi.PieceInfo}: size first. */
    public static final Shape<PieceInfo> SHAPE = Tuple.of(PieceInfo.class).field("Size", Shapes.UNSIGNED, PieceInfo::paddedSize)
            .field("PieceCID", Shapes.CID, PieceInfo::cid).make(PieceInfo::read);

    private static PieceInfo read(Tuple.Values v) {
        long size = v.next();
        return new PieceInfo(v.next(), size);
    }

    public PieceInfo {
        if (!cid.isUnsealed()) {
            throw CodecException.of("not a piece commitment: " + cid);
        }
        requirePaddedSize(paddedSize);
    }

    /** Refuses sizes that no piece has. */
    static void requirePaddedSize(long paddedSize) {
        if (paddedSize < MIN_PADDED || Long.bitCount(paddedSize) != 1) {
            throw CodecException
                    .of("piece size " + Long.toUnsignedString(paddedSize) + " is not a power of two of at least " + MIN_PADDED);
        }
    }

    public long unpaddedSize() {
        return paddedSize / 128 * 127;
    }

    /** The padded size that holds {@code unpadded} bytes exactly: 128/127 of it. */
    public static long paddedOf(long unpadded) {
        long padded = unpadded / 127 * 128;
        if (unpadded <= 0 || unpadded % 127 != 0) {
            throw CodecException.of("unpadded size " + unpadded + " is not a multiple of 127");
        }
        requirePaddedSize(padded);
        return padded;
    }
}
