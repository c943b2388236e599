package io.sealstream.manager.whatif;

import java.util.Arrays;
import java.util.List;

/** How long sectors waited, in epochs, ascending. */
public record Waits(List<Long> sorted) {
    private static final int PERCENT = 100;

    public Waits {
        sorted = sorted.stream().sorted().toList();
    }

    static Waits of(long... waits) {
        return new Waits(Arrays.stream(waits).boxed().toList());
    }

    public double mean() {
        return sorted.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    /** The least wait that so many percent of the sectors did not exceed; 0 without sectors. */
    public long percentile(int percent) {
        int rank = Math.max(1, Math.ceilDiv(sorted.size() * percent, PERCENT));
        return sorted.isEmpty() ? 0 : sorted.get(rank - 1);
    }
}
