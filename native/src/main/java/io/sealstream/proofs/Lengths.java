package io.sealstream.proofs;

import java.util.List;

/** Lengths of the values that cross the native boundary, and the checks made before they do. */
final class Lengths {
    static final int COMMITMENT = 32;
    static final int PROVER_ID = 32;
    static final int RANDOMNESS = 32;
    /** Most pieces of a sector, as the chain bounds them (builtin-actors {@code miner} manifest limit). */
    static final int MAX_PIECES = 256;
    /** Most sectors of one WindowPoSt call: the 3 partitions a message may prove, 2349 sectors each, rounded up. */
    static final int MAX_POST_SECTORS = 10_000;
    /** Most members of an aggregate: the 819 sectors a message may prove (FIP-0013), rounded up. */
    static final int MAX_AGGREGATE = 1024;

    private Lengths() {}

    static void requireUnpadded(long size, String field) {
        if (size <= 0 || size % 127 != 0 || Long.bitCount(size / 127) != 1) {
            throw new IllegalArgumentException(field + " is " + size + ", it must be 127 times a power of two");
        }
    }

    static <T> List<T> requireCount(List<T> values, int min, int max, String field) {
        if (values.size() < min || values.size() > max) {
            throw new IllegalArgumentException(
                    field + " has " + values.size() + " entries, it must have " + min + " to " + max);
        }
        return List.copyOf(values);
    }
}
