package io.sealstream.proofs.scripted;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Piece;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Real CommP and CommD, small and slow: binary SHA-256 trees over fr32-padded data, two top bits of each node cleared. */
final class DataCommitments {
    private static final int NODE = 32;
    private static final int UNPADDED_QUAD = 127;
    private static final int PADDED_QUAD = 128;
    private static final int QUAD_BITS = 254;

    private DataCommitments() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Subtree(byte[] root, long paddedSize) {}

    /** Spreads each 127 bytes over 128, so that every 32 bytes are a field element: 254 bits, then two zero bits. */
    static byte[] pad(byte[] data) {
        byte[] padded = new byte[data.length / UNPADDED_QUAD * PADDED_QUAD];
        for (int bit = 0; bit < data.length * Byte.SIZE; bit++) {
            if ((data[bit / Byte.SIZE] >> bit % Byte.SIZE & 1) != 0) {
                int target = bit / QUAD_BITS * (NODE * Byte.SIZE) + bit % QUAD_BITS;
                padded[target / Byte.SIZE] |= (byte) (1 << target % Byte.SIZE);
            }
        }
        return padded;
    }

    /** The root over padded data of a power-of-two size. */
    static Bytes root(byte[] padded) {
        byte[] level = padded;
        while (level.length > NODE) {
            byte[] next = new byte[level.length / 2];
            for (int i = 0; i < next.length; i += NODE) {
                System.arraycopy(hash(Arrays.copyOfRange(level, 2 * i, 2 * i + 2 * NODE)), 0, next, i, NODE);
            }
            level = next;
        }
        return Bytes.of(level);
    }

    /** CommD of a sector from its pieces in order, zeros between and after them where alignment asks for it. */
    static Bytes sector(List<Piece> pieces, long sectorSize) {
        Deque<Subtree> stack = new ArrayDeque<>();
        long filled = 0;
        for (Piece piece : pieces) {
            long size = piece.unpaddedSize() / UNPADDED_QUAD * PADDED_QUAD;
            while (filled % size != 0) {
                filled += pushZeros(stack, Long.lowestOneBit(filled));
            }
            push(stack, new Subtree(piece.commitment().toArray(), size));
            filled += size;
        }
        while (filled < sectorSize) {
            filled += pushZeros(stack, filled == 0 ? sectorSize : Long.lowestOneBit(filled));
        }
        if (filled != sectorSize || stack.size() != 1) {
            throw new IllegalArgumentException("the pieces do not fit a sector of " + sectorSize + " bytes");
        }
        return Bytes.of(stack.element().root());
    }

    private static long pushZeros(Deque<Subtree> stack, long size) {
        byte[] root = new byte[NODE];
        for (long covered = NODE; covered < size; covered *= 2) {
            root = hash(join(root, root));
        }
        push(stack, new Subtree(root, size));
        return size;
    }

    private static void push(Deque<Subtree> stack, Subtree subtree) {
        Subtree top = subtree;
        while (!stack.isEmpty() && stack.element().paddedSize() == top.paddedSize()) {
            Subtree left = stack.pop();
            top = new Subtree(hash(join(left.root(), top.root())), left.paddedSize() * 2);
        }
        stack.push(top);
    }

    private static byte[] join(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, 2 * NODE);
        System.arraycopy(right, 0, both, NODE, NODE);
        return both;
    }

    static byte[] hash(byte[] data) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(data);
            digest[NODE - 1] &= 0x3f;
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
