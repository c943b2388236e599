package io.sealstream.filecoin;

/**
 * The commitment of data that arrives in parts (CommP): fr32 padding and the tree in constant memory. One use, one thread.
 */
public final class PieceHasher {
    private final CommitmentTree tree = new CommitmentTree();
    private final byte[] group = new byte[Fr32.UNPADDED];
    private final byte[] padded = new byte[Fr32.PADDED];
    private int filled;
    private long total;

    public PieceHasher update(byte[] data) {
        return update(data, 0, data.length);
    }

    public PieceHasher update(byte[] data, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int count = Math.min(end - at, Fr32.UNPADDED - filled);
            System.arraycopy(data, at, group, filled, count);
            filled += count;
            at += count;
            if (filled == Fr32.UNPADDED) {
                flush();
            }
        }
        total += length;
        return this;
    }

    private void flush() {
        Fr32.pad(group, 0, padded, 0);
        tree.addLeaves(padded, Fr32.PADDED);
        java.util.Arrays.fill(group, (byte) 0);
        filled = 0;
    }

    /** Bytes seen so far. */
    public long length() {
        return total;
    }

    /** The piece, filled with zeros up to {@code unpaddedSize}. */
    public PieceInfo finish(long unpaddedSize) {
        long paddedSize = PieceInfo.paddedOf(unpaddedSize);
        if (total > unpaddedSize) {
            throw CodecException.of("data of " + total + " bytes does not fit a piece of " + unpaddedSize);
        }
        if (filled > 0) {
            flush();
        }
        return new PieceInfo(Cid.unsealed(tree.root(CommitmentTree.level(paddedSize))), paddedSize);
    }
}
