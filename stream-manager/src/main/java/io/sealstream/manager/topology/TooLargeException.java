package io.sealstream.manager.topology;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record leads to one, or to an entry of a store, that no producer takes. Its task would fail over it for ever, so it is found out before
 * anything is put.
 */
final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Headers, and the fields that a record has besides key and value. */
    private static final int SURROUNDINGS = 1024;

    private TooLargeException(String message) {
        super(message);
    }

    /** Finds what is too large for a topic or a store's changelog. */
    static void check(Output output, String place, String key, byte @Nullable [] value) {
        int size = key.getBytes(StandardCharsets.UTF_8).length + (value == null ? 0 : value.length) + SURROUNDINGS;
        if (size > output.mostBytes()) {
            throw new TooLargeException("it leads to a record of " + size + " bytes for " + place + ", more than the "
                    + output.mostBytes() + " of the producer's max.request.size");
        }
    }
}
