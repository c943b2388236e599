package io.sealstream.manager.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is replayed.
 *
 * @param log           only this miner or lane
 * @param untilSequence up to this sequence; with {@code log} only
 * @param untilTime     of each log what was appended up to this time, in the order of sequences
 */
public record Selection(Optional<String> log, OptionalLong untilSequence, Optional<Instant> untilTime) {
    /** Everything. */
    public static final Selection ALL = new Selection(Optional.empty(), OptionalLong.empty(), Optional.empty());

    public Selection {
        if (untilSequence.isPresent() && log.isEmpty()) {
            throw new IllegalArgumentException("a sequence counts the events of one log: name the miner or the sender");
        }
    }

    boolean holds(String name) {
        return log.isEmpty() || log.get().equals(name);
    }

    /** True when this event of a log, and all that follow, are left out. */
    boolean isBehind(LoggedEvent event) {
        return (untilSequence.isPresent() && event.sequence() > untilSequence.getAsLong())
                || (untilTime.isPresent() && event.raw().timestamp() > untilTime.get().toEpochMilli());
    }
}
