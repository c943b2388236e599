package io.sealstream.preflight.checks;

import io.sealstream.preflight.report.Line;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Compares our clock with those of others. */
final class ClockChecks {
    /** Servers tell whole seconds, and an answer takes a while. */
    static final Duration FINE = Duration.ofSeconds(2);
    private static final Duration BAD = Duration.ofSeconds(5);
    private static final double MILLIS = 1000;
    private static final String FIX = "set both clocks by NTP; this machine: timedatectl";

    private ClockChecks() {}

    /**
     * A line about another clock; none where the other tells no time.
     *
     * @param whose such as {@code the registry's}
     * @param ahead how far it is ahead of ours
     */
    static Optional<Line> line(String whose, Optional<Duration> ahead) {
        return ahead.map(offset -> {
            Duration apart = offset.abs();
            String found = String.format(Locale.ROOT, "%.1f s %s %s", apart.toMillis() / MILLIS,
                    offset.isNegative() ? "ahead of" : "behind", whose);
            if (apart.compareTo(FINE) <= 0) {
                return Line.pass("clock offset", found);
            }
            return apart.compareTo(BAD) <= 0 ? Line.warn("clock offset", found, FIX) : Line.fix("clock offset", found, FIX);
        });
    }

    /** A line about a moment that cannot lie in the future; none where it does not. */
    static Optional<Line> past(String what, Duration inFuture) {
        return inFuture.compareTo(FINE) <= 0
                ? Optional.empty()
                : Optional.of(Line.fix("clock offset",
                        what + " lies " + inFuture.toSeconds() + " s in the future of this machine's clock",
                        FIX));
    }
}
