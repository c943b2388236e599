package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.message.LaneCommand.ConfirmPush;
import io.sealstream.manager.domain.message.LaneCommand.HeedReorg;
import io.sealstream.manager.domain.message.LaneCommand.LocateMessage;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the message pool to finality. What was signed is looked for and pushed until its nonce is used, by one of its versions or by another message. */
final class Landing {
    private Landing() {}

    static Decision<MessageEvent> pushed(LaneState lane, ConfirmPush c) {
        Optional<LaneMessage> found = lane.find(c.intent());
        if (found.isEmpty()) {
            return Decision.reject("nobody waits for push " + c.requestId());
        }
        boolean newest = found.get().state() instanceof AwaitingPush
                && found.get().newest().filter(v -> v.cid().equals(c.cid())).isPresent();
        return newest
                ? Decision.accept(List.of(new MessageEvent.MessagePushed(lane.sender(), c.intent(), c.cid())))
                : Decision.nothing();
    }

    static Decision<MessageEvent> locate(LaneState lane, LocateMessage c, LaneScope scope) {
        Optional<LaneMessage> found = lane.find(c.intent());
        if (found.isEmpty()) {
            return Decision.reject("nobody waits for answer " + c.requestId());
        }
        LaneMessage m = found.get();
        if (!m.isPending() && !(m.state() instanceof AwaitingConfidence)) {
            return Decision.reject("message " + c.intent() + " is not signed yet");
        }
        if (!LanePlan.searchId(m).equals(c.requestId())) {
            return Decision.reject("answer " + c.requestId() + " is about a nonce that " + c.intent() + " has lost");
        }
        if (m.state() instanceof AwaitingConfidence s) {
            return again(lane, m, s, c);
        }
        @Nullable
        Cid landed = c.found();
        if (landed == null) {
            return Gaps.close(lane, m, c, scope);
        }
        Optional<Signed> version = m.version(landed);
        if (version.filter(v -> !v.fill().empty()).isPresent()) {
            return landed(lane, m, version.get(), c);
        }
        return hasConfidence(m, c.receipt(), c.readAt()) ? lost(lane, m, landed, version, c, scope) : Decision.nothing();
    }

    private static Decision<MessageEvent> landed(LaneState lane, LaneMessage m, Signed version, LocateMessage c) {
        Receipt receipt = version.priced(c.receipt(), c.baseFee());
        List<MessageEvent> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        events.add(new MessageEvent.MessageLanded(lane.sender(), m.intent().id(), version.cid(), receipt));
        effects.addAll(LaneMachine.told(m.intent(), IntentOutcome.LANDED, receipt));
        if (hasConfidence(m, receipt, c.readAt())) {
            events.add(new MessageEvent.MessageFinal(lane.sender(), m.intent().id()));
            effects.addAll(LaneMachine.told(m.intent(), IntentOutcome.FINAL, receipt));
        }
        return Decision.accept(events, effects);
    }

    /** What used the nonce for good does not do what the intent wants: a transfer of nothing of ours, or another message. */
    private static Decision<MessageEvent> lost(LaneState lane, LaneMessage m, Cid landed, Optional<Signed> version,
            LocateMessage c,
            LaneScope scope) {
        TokenAmount fee = version.map(v -> v.cost(v.priced(c.receipt(), c.baseFee()))).orElse(TokenAmount.ZERO);
        long nonce = m.nonce().orElseThrow();
        String what = version.isPresent()
                ? "a transfer of nothing used nonce " + nonce + " of " + lane.sender() + " up"
                : "another message, " + landed + ", took nonce " + nonce + " of " + lane.sender()
                        + "; this key should be used by this lane alone";
        Optional<Revoked> end = end(m, scope);
        if (end.isEmpty()) {
            return Decision.accept(List.of(
                    new MessageEvent.MessageDisplaced(lane.sender(), m.intent().id(), nonce, landed, what, fee)));
        }
        String reason = end.get().reason() + "; " + what;
        return Decision.accept(List.of(LaneMachine.failed(lane, m, reason, end.get().cause(), 0, fee)),
                LaneMachine.failed(m.intent(), 0, reason, end.get().cause()));
    }

    /** Why a message that lost its nonce is not sent again; empty where it is. */
    private static Optional<Revoked> end(LaneMessage m, LaneScope scope) {
        Revoked revoked = m.revoked();
        if (revoked != null && revoked.cause() != FailureCause.NONE) {
            return Optional.of(revoked);
        }
        if (Filler.is(m)) {
            return Optional.of(new Revoked(FailureCause.OTHER, "the gap it was to close is closed"));
        }
        return m.isExpired(scope.now()) ? Optional.of(Replacing.expired(m)) : Optional.empty();
    }

    private static Decision<MessageEvent> again(LaneState lane, LaneMessage m, AwaitingConfidence s, LocateMessage c) {
        @Nullable
        Cid landed = c.found();
        Optional<Signed> version = landed == null ? Optional.empty() : m.version(landed).filter(v -> !v.fill().empty());
        if (version.isEmpty()) {
            // A node that lags behind the receipt says nothing about it.
            return c.readAt().value() < s.receipt().height()
                    ? Decision.nothing()
                    : Decision.accept(List.of(new MessageEvent.MessageReverted(lane.sender(), m.intent().id(), s.cid())),
                            LaneMachine.told(m.intent(), IntentOutcome.REVERTED, Receipt.NONE));
        }
        Receipt receipt = version.get().priced(c.receipt(), c.baseFee());
        if (!receipt.equals(s.receipt()) || !version.get().cid().equals(s.cid())) {
            return landed(lane, m, version.get(), c);
        }
        return hasConfidence(m, receipt, c.readAt())
                ? Decision.accept(List.of(new MessageEvent.MessageFinal(lane.sender(), m.intent().id())),
                        LaneMachine.told(m.intent(), IntentOutcome.FINAL, receipt))
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
                effects.add(LanePlan.search(m));
            }
        }
        return Decision.accept(List.of(), effects);
    }
}
