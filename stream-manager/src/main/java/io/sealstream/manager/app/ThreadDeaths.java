package io.sealstream.manager.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;

/** Counts failed stream threads, so that a failure that does not pass ends the process instead of a loop. Thread-safe. */
final class ThreadDeaths {
    /** Threads that are replaced within {@link #WITHIN}. */
    static final int MOST = 3;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final ArrayDeque<Instant> deaths = new ArrayDeque<>();

    ThreadDeaths(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one more; true when the thread may be replaced. */
    synchronized boolean mayReplace() {
        Instant now = clock.instant();
        deaths.add(now);
        deaths.removeIf(death -> death.isBefore(now.minus(WITHIN)));
        return deaths.size() <= MOST;
    }
}
