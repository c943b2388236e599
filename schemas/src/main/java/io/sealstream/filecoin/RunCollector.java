package io.sealstream.filecoin;

import java.util.Arrays;

/** Collects rising runs for a {@link BitField} and joins neighbours. */
final class RunCollector {
    private static final long MAX_BIT = -2;

    private long[] bounds;
    private int size;

    RunCollector(int runs) {
        bounds = new long[Math.max(2, 2 * Math.min(runs, BitField.MAX_RUNS))];
    }

    /** Adds [first, end); runs must come in rising order and may touch or repeat. */
    void add(long first, long end) {
        if (Long.compareUnsigned(end - 1, MAX_BIT) > 0) {
            throw CodecException.of("bitfield reaches beyond 2^64 - 2");
        }
        if (size > 0 && Long.compareUnsigned(first, bounds[size - 1]) <= 0) {
            bounds[size - 1] = Long.compareUnsigned(end, bounds[size - 1]) > 0 ? end : bounds[size - 1];
            return;
        }
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[size++] = first;
        bounds[size++] = end;
    }

    BitField build() {
        return size == 0 ? BitField.EMPTY : new BitField(Arrays.copyOf(bounds, size));
    }
}
