package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.message.MessageEvent.OfMessage;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only way a lane changes: one event at a time. */
public final class LaneFold {
    private LaneFold() {}

    static LaneState apply(@Nullable LaneState before, MessageEvent event, ChainEpoch at) {
        LaneState lane = before == null ? LaneState.empty(event.sender()) : before;
        return switch (event) {
            case MessageEvent.LaneParked e -> lane.withParked(e.reason());
            case MessageEvent.LaneResumed e -> lane.withParked(null);
            case MessageEvent.LaneOrdered e -> lane
                    .withPaused(e.action() == LaneAction.PAUSE ? new Pause(e.client(), e.reason(), at) : null)
                    .withOrder(e.client(), e.number());
            case OfMessage e -> after(lane, e, message(lane, e, at), at);
        };
    }

    private static LaneState after(LaneState lane, OfMessage event, LaneMessage m, ChainEpoch at) {
        LaneState next = lane.with(m);
        return switch (event) {
            case MessageEvent.MessageSigned e -> next.withNonceUsed(m.nonce().orElseThrow());
            case MessageEvent.MessageFinal e -> m.state() instanceof MessageState.Final s
                    ? next.withSettled(at).withSpent(m, at, m.versions().getFirst().cost(s.receipt()))
                    : next;
            case MessageEvent.MessageFailed e -> lane.find(e.intent()).flatMap(LaneMessage::newest).isPresent()
                    ? next.withSettled(at).withSpent(m, at, e.fee())
                    : next;
            case MessageEvent.MessageDisplaced e -> next.withNonceUsed(e.nonce()).withSettled(at).withSpent(m, at, e.fee());
            case MessageEvent.MessageOrdered e -> next.withOrder(e.client(), e.number());
            case OfMessage e -> next;
        };
    }

    /** The message after an event; also what is kept of it when it is over. */
    public static LaneMessage message(@Nullable LaneState before, OfMessage event, ChainEpoch at) {
        if (event instanceof MessageEvent.MessageQueued e) {
            return LaneMessage.queued(e.wanted(), at);
        }
        LaneMessage m = before == null ? null : before.find(event.intent()).orElse(null);
        if (m == null) {
            throw new IllegalStateException(
                    event.getClass().getSimpleName() + " of a message that is not in its lane: " + event.intent());
        }
        return switch (event) {
            case MessageEvent.MessageQueued e -> m;
            case MessageEvent.MessageFilled e -> m.filled(e.fill(), at);
            case MessageEvent.MessageHeld e -> m.held(new Hold(e.cause(), e.reason(), e.limit(), at));
            case MessageEvent.MessageSigned e -> m.signed(new Signed(wanted(m), e.cid(), e.signedMessage(), at));
            case MessageEvent.MessagePushed e -> m.in(new MessageState.AwaitingLanding(at));
            case MessageEvent.MessageLanded e -> m.in(new AwaitingConfidence(e.cid(), e.receipt(), at));
            case MessageEvent.MessageReverted e -> m.in(new MessageState.AwaitingPush(at));
            case MessageEvent.MessageFinal e -> finished(m, at);
            case MessageEvent.MessageRevoked e -> m.revoked(new Revoked(e.cause(), e.reason()));
            case MessageEvent.MessageDisplaced e -> m.displaced(at);
            case MessageEvent.MessageFailed e ->
                m.over(new MessageState.Failed(e.reason(), e.cause(), e.exitCode(), at), List.of());
            case MessageEvent.MessageOrdered e -> m.ordered(e.maxFee());
        };
    }

    private static LaneMessage finished(LaneMessage m, ChainEpoch at) {
        if (m.state() instanceof AwaitingConfidence s) {
            return m.over(new MessageState.Final(s.cid(), s.receipt(), at), m.version(s.cid()).stream().toList());
        }
        throw new IllegalStateException("message " + m.intent().id() + " is final in " + m.state().getClass().getSimpleName());
    }

    private static Fill wanted(LaneMessage m) {
        Fill wanted = m.wanted();
        if (wanted == null) {
            throw new IllegalStateException(
                    "message " + m.intent().id() + " is signed in " + m.state().getClass().getSimpleName());
        }
        return wanted;
    }
}
