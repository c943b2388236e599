package io.sealstream.signer.domain;

import java.util.OptionalLong;

/**
 * When a request is decided.
 *
 * @param millis wall clock, milliseconds since 1970
 * @param epoch  of the newest head of the chain; empty where none is known, and then no request is too late
 */
public record Moment(long millis, OptionalLong epoch) {
    /** By the wall clock alone. */
    public static Moment at(long millis) {
        return new Moment(millis, OptionalLong.empty());
    }

    /** True where the epoch lies behind. */
    boolean isAfter(long lastEpoch) {
        return epoch.isPresent() && epoch.getAsLong() > lastEpoch;
    }
}
