package io.sealstream.filecoin;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Builds a binary tree of 32-byte nodes from left to right with one node a level: node = sha-256(left ‖ right), two top bits cleared. */
final class CommitmentTree {
    static final int NODE_BYTES = 32;
    /** 2^55 padded bytes, far above any sector. */
    static final int MAX_LEVEL = 50;

    private static final byte[][] ZEROS = zeros();

    private final MessageDigest sha = Hashes.sha256();
    private final List<byte[]> pending = new ArrayList<>();
    private final List<Integer> levels = new ArrayList<>();

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
        byte[] node = root.clone();
        int at = level;
        while (!levels.isEmpty() && levels.getLast() == at) {
            byte[] left = pending.removeLast();
            levels.removeLast();
            sha.update(left);
            node(sha, node, node);
            at++;
        }
        pending.add(node);
        levels.add(at);
    }

    /** Appends leaves from padded data. */
    void addLeaves(byte[] data, int length) {
        byte[] leaf = new byte[NODE_BYTES];
        for (int at = 0; at < length; at += NODE_BYTES) {
            System.arraycopy(data, at, leaf, 0, NODE_BYTES);
            add(leaf, 0);
        }
    }

    /** Fills with zeros up to {@code level} and returns the root. */
    byte[] root(int level) {
        if (pending.isEmpty()) {
            return zero(level).clone();
        }
        while (pending.size() > 1 || levels.getLast() < level) {
            int last = levels.getLast();
            add(zero(last), last);
        }
        return pending.getLast();
    }
}
