package io.sealstream.node.fetch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes a second over the last half minute, so that an hour-long mean does not hide that nothing comes any more. */
final class Rate {
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long bytes) {}

    /**
     * Takes a sample.
     *
     * @param nanos of a clock that only goes forward
     * @param bytes that are here
     * @return bytes a second since the oldest sample within the window, at least 0
     */
    double sample(long nanos, long bytes) {
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long elapsed = nanos - first.nanos();
        return elapsed <= 0 ? 0 : Math.max(0, bytes - first.bytes()) * (double) Duration.ofSeconds(1).toNanos() / elapsed;
    }
}
