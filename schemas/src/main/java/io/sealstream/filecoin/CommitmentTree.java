package io.sealstream.filecoin;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Builds a binary tree of 32-byte nodes from left to right: node = sha-256(left ‖ right), two top bits cleared. It keeps one node a level, as
 * a binary counter keeps its digits: a left node waits at each level whose bit is set in the number of leaves.
 */
final class CommitmentTree {
    static final int NODE_BYTES = 32;
    /** 2^62 padded bytes: the largest piece size that a signed long holds. */
    static final int MAX_LEVEL = 57;

    private static final byte[][] ZEROS = zeros();

    private final MessageDigest sha = Hashes.sha256();
    private final byte[][] waiting = new byte[MAX_LEVEL + 1][NODE_BYTES];
    private final byte[] node = new byte[NODE_BYTES];
    private long leaves;

    private static byte[][] zeros() {
        byte[][] zeros = new byte[MAX_LEVEL + 1][];
        zeros[0] = new byte[NODE_BYTES];
        MessageDigest sha = Hashes.sha256();
        for (int level = 1; level <= MAX_LEVEL; level++) {
            zeros[level] = zeros[level - 1].clone();
            sha.update(zeros[level - 1]);
            node(sha, zeros[level - 1], zeros[level]);
        }
        return zeros;
    }

    /** Level of the root over a padded size: 0 for one node. */
    static int level(long paddedSize) {
        return Long.numberOfTrailingZeros(paddedSize / NODE_BYTES);
    }

    /** The root over zeros. Callers must not change it. */
    static byte[] zero(int level) {
        return ZEROS[level];
    }

    private static void node(MessageDigest sha, byte[] right, byte[] into) {
        sha.update(right);
        try {
            sha.digest(into, 0, NODE_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a node has room for SHA-256", e);
        }
        into[NODE_BYTES - 1] &= 0x3f;
    }

    /** Appends the root of a subtree; the tree must be aligned to it. */
    void add(byte[] root, int level) {
        add(root, 0, level);
    }

    private void add(byte[] data, int from, int level) {
        System.arraycopy(data, from, node, 0, NODE_BYTES);
        int at = level;
        while ((leaves >>> at & 1) == 1) {
            sha.update(waiting[at]);
            node(sha, node, node);
            at++;
        }
        System.arraycopy(node, 0, waiting[at], 0, NODE_BYTES);
        leaves += 1L << level;
    }

    /** Appends leaves from padded data. */
    void addLeaves(byte[] data, int length) {
        for (int at = 0; at < length; at += NODE_BYTES) {
            add(data, at, 0);
        }
    }

    /** Fills with zeros up to {@code level} and returns the root. */
    byte[] root(int level) {
        if (leaves == 0) {
            return zero(level).clone();
        }
        while (leaves < 1L << level) {
            int last = Long.numberOfTrailingZeros(leaves);
            add(zero(last), last);
        }
        return waiting[level].clone();
    }
}
