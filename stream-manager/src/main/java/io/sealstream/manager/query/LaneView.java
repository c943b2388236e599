package io.sealstream.manager.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message lane: one sender.
 *
 * @param sender    robust key address
 * @param nextNonce nonce the next message gets at least, or null before the first one
 * @param parked    what a person must mend before it goes on, or null
 * @param paused     operator who holds it, and why, or null
 * @param open      intents under way, in order
 * @param waitingFor why the lane waits, or empty
 */
public record LaneView(String sender, @Nullable Long nextNonce, @Nullable String parked, @Nullable String paused,
        List<String> open, String waitingFor) {
    public LaneView {
        open = List.copyOf(open);
    }
}
