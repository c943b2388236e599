package io.sealstream.bench;

import java.util.Arrays;

/** Times of answered requests. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;
    private final double seconds;

    /**
     * @param nanos   time of each request in nanoseconds, in any order
     * @param seconds how long the measurement took
     */
    Latencies(long[] nanos, double seconds) {
        this.sorted = nanos.clone();
        this.seconds = seconds;
        Arrays.sort(sorted);
    }

    /** How many requests were answered. */
    int count() {
        return sorted.length;
    }

    /** Milliseconds below which this share of the requests was answered; nearest rank. */
    double millis(double share) {
        if (sorted.length == 0) {
            throw new BenchException("nothing was answered in " + seconds + " s");
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)] / NANOS_PER_MILLI;
    }

    double perSecond() {
        return sorted.length / seconds;
    }
}
