package io.sealstream.schemas.cli;

import io.sealstream.schemas.config.Durations;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Where reading of a topic begins. */
sealed interface Start {
    /** What {@link #parse} reads, for help and errors. */
    String FORM = "beginning, end, an offset, a time (2026-11-23T10:00:00Z) or how long ago (10m)";

    /** At the oldest record. */
    record Beginning() implements Start {}

    /** After the newest record. */
    record End() implements Start {}

    /** At this offset of each partition. */
    record Offset(long offset) implements Start {}

    /** At the first record of this time or later. */
    record Time(Instant time) implements Start {}

    static Optional<Start> parse(String text, Instant now) {
        if (text.equals("beginning")) {
            return Optional.of(new Beginning());
        }
        if (text.equals("end")) {
            return Optional.of(new End());
        }
        if (text.matches("[0-9]{1,18}")) {
            return Optional.of(new Offset(Long.parseLong(text)));
        }
        Optional<Start> ago = Durations.parse(text).map(age -> new Time(now.minus(age)));
        return ago.isPresent() ? ago : instant(text);
    }

    private static Optional<Start> instant(String text) {
        try {
            return Optional.of(new Time(Instant.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
