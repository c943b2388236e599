package io.sealstream.schemas.runtime;

import java.time.Duration;

/**
 * Growing pauses between attempts: {@code first}, then twice as long each time, up to {@code longest}. Immutable.
 *
 * @param first   pause after the first failure
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MAX_SHIFT = 20;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("back-off from " + first + " to " + longest + " does not grow");
        }
    }

    /**
     * The pause after a failed attempt.
     *
     * @param failures how many attempts have failed, 1 or more
     */
    public Duration after(int failures) {
        Duration grown = first.multipliedBy(1L << Math.clamp(failures - 1L, 0, MAX_SHIFT));
        return grown.compareTo(longest) > 0 ? longest : grown;
    }

    /** Waits for that pause. */
    public void pause(int failures) throws InterruptedException {
        Thread.sleep(after(failures));
    }
}
