package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.message.LaneCommand.ConfirmPush;
import io.sealstream.manager.domain.message.LaneCommand.HeedReorg;
import io.sealstream.manager.domain.message.LaneCommand.LocateMessage;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import io.sealstream.manager.domain.message.MessageState.Signed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the message pool to finality. What was signed is looked for and pushed until its nonce is used, by it or by another message. */
final class Landing {
    private Landing() {}

    static Decision<MessageEvent> pushed(LaneState lane, ConfirmPush c) {
        Optional<LaneMessage> found = lane.find(c.intent());
        if (found.isEmpty() || !(found.get().state() instanceof AwaitingPush s) || !s.signed().cid().equals(c.cid())) {
            return found.map(m -> Decision.<MessageEvent>nothing())
                    .orElseGet(() -> Decision.reject("nobody waits for push " + c.requestId()));
        }
        return Decision.accept(List.of(new MessageEvent.MessagePushed(lane.sender(), c.intent(), c.cid())));
    }

    static Decision<MessageEvent> locate(LaneState lane, LocateMessage c) {
        Optional<LaneMessage> found = lane.find(c.intent());
        if (found.isEmpty()) {
            return Decision.reject("nobody waits for answer " + c.requestId());
        }
        LaneMessage m = found.get();
        return switch (m.state()) {
            case AwaitingPush s -> first(lane, m, s.signed(), c);
            case AwaitingLanding s -> first(lane, m, s.signed(), c);
            case AwaitingConfidence s -> again(lane, m, s, c);
            case MessageState s -> Decision.reject("message " + c.intent() + " is not signed yet");
        };
    }

    private static Decision<MessageEvent> first(LaneState lane, LaneMessage m, Signed signed, LocateMessage c) {
        @Nullable
        Cid landed = c.found();
        if (landed == null) {
            return Decision.nothing();
        }
        return landed.equals(signed.cid()) ? landed(lane, m, signed, c) : replaced(lane, m, signed, landed, c);
    }

    private static Decision<MessageEvent> landed(LaneState lane, LaneMessage m, Signed signed, LocateMessage c) {
        List<MessageEvent> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        events.add(new MessageEvent.MessageLanded(lane.sender(), m.intent().id(), signed.cid(), c.receipt()));
        effects.addAll(LaneMachine.told(m.intent(), IntentOutcome.LANDED, c.receipt()));
        if (hasConfidence(m, c.receipt(), c.readAt())) {
            events.add(new MessageEvent.MessageFinal(lane.sender(), m.intent().id()));
            effects.addAll(LaneMachine.told(m.intent(), IntentOutcome.FINAL, c.receipt()));
        }
        return Decision.accept(events, effects);
    }

    /** Another message used the nonce: ours can never land, once the other has its confidence. */
    private static Decision<MessageEvent> replaced(LaneState lane, LaneMessage m, Signed signed, Cid landed, LocateMessage c) {
        return hasConfidence(m, c.receipt(), c.readAt())
                ? LaneMachine.fail(lane, m,
                        "another message, " + landed + ", took nonce " + signed.nonce() + " of " + lane.sender()
                                + "; this key must be used by this lane alone",
                        FailureCause.OTHER, 0)
                : Decision.nothing();
    }

    private static Decision<MessageEvent> again(LaneState lane, LaneMessage m, AwaitingConfidence s, LocateMessage c) {
        @Nullable
        Cid landed = c.found();
        if (landed == null || !landed.equals(s.signed().cid())) {
            // A node that lags behind the receipt says nothing about it.
            return c.readAt().value() < s.receipt().height()
                    ? Decision.nothing()
                    : Decision.accept(List.of(new MessageEvent.MessageReverted(lane.sender(), m.intent().id(), s.signed().cid())),
                            LaneMachine.told(m.intent(), IntentOutcome.REVERTED, Receipt.NONE));
        }
        if (!c.receipt().equals(s.receipt())) {
            return landed(lane, m, s.signed(), c);
        }
        return hasConfidence(m, c.receipt(), c.readAt())
                ? Decision.accept(List.of(new MessageEvent.MessageFinal(lane.sender(), m.intent().id())),
                        LaneMachine.told(m.intent(), IntentOutcome.FINAL, c.receipt()))
                : Decision.nothing();
    }

    private static boolean hasConfidence(LaneMessage m, Receipt receipt, ChainEpoch readAt) {
        return readAt.value() >= receipt.height() + m.intent().confidence();
    }

    /** Receipts above the common tipset are looked for again at once. */
    static Decision<MessageEvent> reorg(LaneState lane, HeedReorg c) {
        List<Effect> effects = new ArrayList<>();
        for (LaneMessage m : lane.open()) {
            if (m.state() instanceof AwaitingConfidence s && s.receipt().height() > c.to().value()) {
                effects.add(LanePlan.search(m, s.signed()));
            }
        }
        return Decision.accept(List.of(), effects);
    }
}
