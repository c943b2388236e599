package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import io.sealstream.manager.domain.message.MessageState.Queued;
import java.util.Comparator;
import java.util.Optional;

/** Whose turn it is. What closes a gap goes first, then what is urgent, then the others as they came; what is kept back holds nobody else. */
final class LaneQueue {
    /** Epochs after which a message held by what may be spent is estimated again: it may have become cheaper. */
    static final long LOOK_AGAIN = 30;
    private static final Comparator<LaneMessage> ORDER = Comparator.comparingInt(LaneQueue::rank)
            .thenComparing(m -> m.hold() != null);

    private LaneQueue() {}

    /** The message whose turn it is to get a nonce; empty while another one waits for its signature. */
    static Optional<LaneMessage> head(LaneState lane, LaneScope scope) {
        if (lane.open().stream().anyMatch(m -> m.state() instanceof AwaitingSignature)) {
            return Optional.empty();
        }
        return lane.open().stream().filter(m -> m.state() instanceof Queued).sorted(ORDER)
                .filter(m -> !isBarred(lane, m, scope)).findFirst();
    }

    static int rank(LaneMessage m) {
        return Filler.is(m) ? 0 : m.intent().urgent() ? 1 : 2;
    }

    /** True when nothing is asked for the message now. */
    static boolean isBarred(LaneState lane, LaneMessage m, LaneScope scope) {
        return isPaused(lane, m) || Budget.inFlight(lane, m, scope.now()).isPresent() || isHeld(lane, m, scope);
    }

    private static boolean isHeld(LaneState lane, LaneMessage m, LaneScope scope) {
        Hold hold = m.hold();
        return hold != null && switch (hold.cause()) {
            case FEE -> scope.baseFee().compareTo(hold.limit()) > 0;
            case SPEND -> !isOld(hold, scope.now()) && Budget.spend(lane, m, hold.limit(), scope.now()).isPresent();
            case IN_FLIGHT, SIGNER -> false;
        };
    }

    static boolean isOld(Hold hold, ChainEpoch now) {
        return now.since(hold.since()) >= LOOK_AGAIN;
    }

    /** True when an operator holds the lane, which lets only WindowPoSt pass, and what closes a gap. */
    static boolean isPaused(LaneState lane, LaneMessage m) {
        return lane.paused() != null && !m.isPoSt() && !Filler.is(m);
    }
}
