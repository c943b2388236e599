package io.sealstream.manager.domain.message;

import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.message.LaneCommand.LocateMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Nonces before those of the lane that nobody uses: a reorg dropped another's message, or its pool forgot it. Nothing after the gap can land,
 * so it is closed by a transfer of nothing.
 */
final class Gaps {
    /** Epochs for which the lowest message waits before a gap is believed. */
    static final long PATIENCE = 20;

    private Gaps() {}

    static Decision<MessageEvent> close(LaneState lane, LaneMessage m, LocateMessage c, LaneScope scope) {
        boolean old = m.versions().getFirst().since().plus(PATIENCE).value() <= c.readAt().value();
        boolean gap = c.stateNonce() < m.nonce().orElseThrow() && old && c.readAt().value() > lane.settled();
        return gap && isLowest(lane, m) && isNobodys(lane, c.stateNonce())
                ? Decision.accept(List.of(new MessageEvent.MessageQueued(Filler.of(m, c.stateNonce(), scope.now()))))
                : Decision.nothing();
    }

    private static boolean isLowest(LaneState lane, LaneMessage m) {
        Optional<LaneMessage> lowest = lane.nonced().filter(LaneMessage::isInFlight)
                .min(Comparator.comparing(each -> each.nonce().orElseThrow()));
        return lowest.filter(each -> each.intent().id().equals(m.intent().id())).isPresent();
    }

    /** True when no message of ours has that nonce, or is about to get it. */
    private static boolean isNobodys(LaneState lane, long nonce) {
        return lane.open().stream()
                .noneMatch(each -> each.nonce().or(() -> Filler.nonce(each)).filter(n -> n == nonce).isPresent());
    }
}
