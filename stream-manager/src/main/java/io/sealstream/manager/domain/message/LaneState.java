package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sender's messages.
 *
 * @param sender    robust key address
 * @param nextNonce nonce after the last signed one; null before the first
 * @param parked    what a person must mend before the lane goes on, or null
 * @param open      messages that are not over, in order of arrival
 */
public record LaneState(Address sender, @Nullable Long nextNonce, @Nullable String parked, List<LaneMessage> open) {
    /** Most messages that may be under way in one lane. */
    public static final int MAX_OPEN = 1_000;

    public LaneState {
        open = List.copyOf(open);
    }

    /** A message under way. */
    public Optional<LaneMessage> find(String intent) {
        return open.stream().filter(m -> m.intent().id().equals(intent)).findFirst();
    }

    /** The message whose turn it is to get a nonce; empty while another one waits for its signature. */
    Optional<LaneMessage> head() {
        if (open.stream().anyMatch(m -> m.state() instanceof MessageState.AwaitingSignature)) {
            return Optional.empty();
        }
        return open.stream().filter(m -> m.state() instanceof MessageState.Queued)
                .min(Comparator.comparing(m -> !m.intent().urgent()));
    }

    LaneState with(LaneMessage message) {
        List<LaneMessage> next = new ArrayList<>(open);
        int at = next.stream().map(m -> m.intent().id()).toList().indexOf(message.intent().id());
        if (message.isOver()) {
            next.remove(at);
        } else if (at < 0) {
            next.add(message);
        } else {
            next.set(at, message);
        }
        return new LaneState(sender, nextNonce, parked, next);
    }

    LaneState withNonceUsed(long nonce) {
        long next = nextNonce == null ? nonce + 1 : Math.max(nextNonce, nonce + 1);
        return new LaneState(sender, next, parked, open);
    }

    LaneState withParked(@Nullable String reason) {
        return new LaneState(sender, nextNonce, reason, open);
    }
}
