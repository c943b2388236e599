package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.message.MessageEvent.OfMessage;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import io.sealstream.manager.domain.message.MessageState.Signed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only way a lane changes: one event at a time. */
public final class LaneFold {
    private LaneFold() {}

    static LaneState apply(@Nullable LaneState before, MessageEvent event, ChainEpoch at) {
        LaneState lane = before == null ? new LaneState(event.sender(), null, null, List.of()) : before;
        return switch (event) {
            case MessageEvent.LaneParked e -> lane.withParked(e.reason());
            case MessageEvent.LaneResumed e -> lane.withParked(null);
            case OfMessage e -> {
                LaneMessage message = message(lane, e, at);
                LaneState next = lane.with(message);
                yield e instanceof MessageEvent.MessageSigned && message.state() instanceof AwaitingPush s
                        ? next.withNonceUsed(s.signed().nonce())
                        : next;
            }
        };
    }

    /** The message after an event; also what is kept of it when it is over. */
    public static LaneMessage message(@Nullable LaneState before, OfMessage event, ChainEpoch at) {
        if (event instanceof MessageEvent.MessageQueued e) {
            return new LaneMessage(e.wanted(), new MessageState.Queued(at));
        }
        LaneMessage m = before == null ? null : before.find(event.intent()).orElse(null);
        if (m == null) {
            throw new IllegalStateException(
                    event.getClass().getSimpleName() + " of a message that is not in its lane: " + event.intent());
        }
        return switch (event) {
            case MessageEvent.MessageQueued e -> m;
            case MessageEvent.MessageFilled e ->
                m.in(new AwaitingSignature(e.nonce(), e.gasLimit(), e.gasFeeCap(), e.gasPremium(),
                        e.messageCid(), at));
            case MessageEvent.MessageSigned e -> m.in(new AwaitingPush(new Signed(nonce(m), e.cid(), e.signedMessage()), at));
            case MessageEvent.MessagePushed e -> m.in(new AwaitingLanding(signed(m), at));
            case MessageEvent.MessageLanded e -> m.in(new AwaitingConfidence(signed(m), e.receipt(), at));
            case MessageEvent.MessageReverted e -> m.in(new AwaitingPush(signed(m), at));
            case MessageEvent.MessageFinal e -> finished(m, at);
            case MessageEvent.MessageFailed e -> m.in(new MessageState.Failed(e.reason(), e.cause(), e.exitCode(), at));
        };
    }

    private static LaneMessage finished(LaneMessage m, ChainEpoch at) {
        if (m.state() instanceof AwaitingConfidence s) {
            return m.in(new MessageState.Final(s.signed(), s.receipt(), at));
        }
        throw new IllegalStateException("message " + m.intent().id() + " is final in " + m.state().getClass().getSimpleName());
    }

    private static long nonce(LaneMessage m) {
        if (m.state() instanceof AwaitingSignature s) {
            return s.nonce();
        }
        throw new IllegalStateException("message " + m.intent().id() + " is signed in " + m.state().getClass().getSimpleName());
    }

    /** The recorded bytes of a message that has some. */
    static Signed signed(LaneMessage m) {
        return switch (m.state()) {
            case AwaitingPush s -> s.signed();
            case AwaitingLanding s -> s.signed();
            case AwaitingConfidence s -> s.signed();
            case MessageState.Final s -> s.signed();
            case MessageState.Queued s -> throw new IllegalStateException("message " + m.intent().id() + " is not signed");
            case AwaitingSignature s -> throw new IllegalStateException("message " + m.intent().id() + " is not signed");
            case MessageState.Failed s -> throw new IllegalStateException("message " + m.intent().id() + " has failed");
        };
    }
}
