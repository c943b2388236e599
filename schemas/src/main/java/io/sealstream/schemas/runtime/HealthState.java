package io.sealstream.schemas.runtime;

import java.time.Instant;

/**
 * How one part of a process does.
 *
 * @param part   what it is about, for example {@code kafka}
 * @param status how it is
 * @param detail why, in one sentence; empty when all is well
 * @param since  when this status began
 */
public record HealthState(String part, Status status, String detail, Instant since) {
    /** From good to bad. */
    public enum Status {
        /** It works. */
        UP,
        /** It is not ready yet, or waits for something outside that it keeps asking for. */
        WAITING,
        /** It failed and needs a person. */
        DOWN
    }

    public static HealthState up(String part, Instant since) {
        return new HealthState(part, Status.UP, "", since);
    }

    public static HealthState waiting(String part, String why, Instant since) {
        return new HealthState(part, Status.WAITING, why, since);
    }

    public static HealthState down(String part, String why, Instant since) {
        return new HealthState(part, Status.DOWN, why, since);
    }
}
