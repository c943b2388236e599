package io.sealstream.devnet.up;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds that each phase of an {@code up} took. */
final class Timing {
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private Instant last;

    Timing(Instant start) {
        this.last = start;
    }

    void mark(String phase, Instant now) {
        phases.put(phase, Duration.between(last, now));
        last = now;
    }

    Map<String, Duration> phases() {
        return phases;
    }
}
