package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.message.LaneCommand.AcceptSignature;
import io.sealstream.manager.domain.message.LaneCommand.FillMessage;
import io.sealstream.manager.domain.message.LaneCommand.RefuseSignature;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageHeld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nonce, gas and signature. A nonce is assigned at the head of the queue only, and is used up by the signature, not before. */
final class Signing {
    private Signing() {}

    static Decision<MessageEvent> fill(LaneState lane, FillMessage c, LaneScope scope) {
        if (c.gasLimit() <= 0) {
            return Decision.reject("a gas limit of " + c.gasLimit() + " cannot be used");
        }
        Optional<LaneMessage> revoked = lane.find(c.intent()).filter(LaneMessage::needsEmptyFill)
                .filter(m -> LanePlan.emptyId(m).equals(c.requestId()));
        if (revoked.isPresent()) {
            return empty(lane, revoked.get(), c);
        }
        Optional<LaneMessage> head = LaneQueue.head(lane, scope).filter(m -> LanePlan.estimateId(m).equals(c.requestId()));
        return head.isEmpty()
                ? Decision.reject("it is not the turn of " + c.intent() + " in lane " + lane.sender())
                : first(lane, head.get(), c, scope);
    }

    private static Decision<MessageEvent> first(LaneState lane, LaneMessage m, FillMessage c, LaneScope scope) {
        Fill fill = Terms.first(m, c, nonce(lane, m, c));
        Optional<Hold> hold = fee(m, fill, c.baseFee(), scope.now()).or(() -> Budget.hold(lane, m, fill.maxFee(), scope.now()));
        return hold.isPresent()
                ? held(lane, m, hold.get())
                : Decision.accept(List.of(new MessageFilled(lane.sender(), c.intent(), fill)));
    }

    private static long nonce(LaneState lane, LaneMessage m, FillMessage c) {
        Long next = lane.nextNonce();
        return Filler.nonce(m).orElseGet(() -> next == null ? c.stateNonce() : Math.max(next, c.stateNonce()));
    }

    private static Optional<Hold> fee(LaneMessage m, Fill fill, TokenAmount baseFee, ChainEpoch now) {
        TokenAmount cap = m.intent().fees().feeCap(fill.gasLimit());
        return fill.gasFeeCap().compareTo(baseFee) >= 0
                ? Optional.empty()
                : Optional.of(new Hold(HoldCause.FEE, "the base fee is " + baseFee + " attoFIL and the message may pay " + cap
                        + " at most for each of " + fill.gasLimit() + " gas units", cap, now));
    }

    /** Says once that a message is kept back; again only when the limit changes, or when it was looked at again. */
    static Decision<MessageEvent> held(LaneState lane, LaneMessage m, Hold hold) {
        Hold before = m.hold();
        return isNews(m, hold) || (before != null && LaneQueue.isOld(before, hold.since()))
                ? Decision.accept(List.of(event(lane, m, hold)))
                : Decision.nothing();
    }

    static boolean isNews(LaneMessage m, Hold hold) {
        Hold before = m.hold();
        return before == null || before.cause() != hold.cause() || !before.limit().equals(hold.limit());
    }

    static MessageHeld event(LaneState lane, LaneMessage m, Hold hold) {
        return new MessageHeld(lane.sender(), m.intent().id(), hold.cause(), hold.reason(), hold.limit());
    }

    private static Decision<MessageEvent> empty(LaneState lane, LaneMessage m, FillMessage c) {
        Optional<Fill> fill = Terms.empty(m, c);
        return fill.isPresent()
                ? Decision.accept(List.of(new MessageFilled(lane.sender(), c.intent(), fill.get())))
                : Decision.reject("nothing can take the place of " + c.intent() + " within its fee of "
                        + m.intent().maxFee().format() + "; raise it with: stream-manager message replace --max-fee");
    }

    /** The message that waits for a signature. */
    private static Optional<LaneMessage> waiting(LaneState lane, String intent, String requestId) {
        return lane.find(intent).filter(LaneMessage::isToBeSigned).filter(m -> {
            Fill wanted = m.wanted();
            return wanted != null && LanePlan.signId(m, wanted).equals(requestId);
        });
    }

    static Decision<MessageEvent> accept(LaneState lane, AcceptSignature c) {
        Optional<LaneMessage> found = waiting(lane, c.intent(), c.requestId());
        Fill wanted = found.map(LaneMessage::wanted).orElse(null);
        if (found.isEmpty() || wanted == null) {
            return Decision.reject("nobody waits for signature " + c.requestId());
        }
        if (!c.cid().equals(wanted.messageCid())) {
            return Decision.reject("signature " + c.requestId() + " is for " + c.cid() + ", not for " + wanted.messageCid());
        }
        SignedMessage signed;
        try {
            signed = new SignedMessage(found.get().filled(wanted), new Signature(SignatureType.of(c.type()), c.signature()));
        } catch (CodecException e) {
            return Decision.reject("signature " + c.requestId() + " cannot be used: " + e.getMessage());
        }
        List<MessageEvent> events = new ArrayList<>(resumed(lane));
        events.add(new MessageEvent.MessageSigned(lane.sender(), c.intent(), signed.cid(), Bytes.of(signed.toCbor())));
        return Decision.accept(events);
    }

    static Decision<MessageEvent> refuse(LaneState lane, RefuseSignature c, LaneScope scope) {
        Optional<LaneMessage> found = waiting(lane, c.intent(), c.requestId());
        if (found.isEmpty()) {
            return Decision.reject("nobody waits for signature " + c.requestId());
        }
        String reason = "the signer refuses (" + c.kind() + "): " + c.reason();
        if (c.temporary()) {
            return reason.equals(lane.parked())
                    ? Decision.nothing()
                    : Decision.accept(List.of(new MessageEvent.LaneParked(lane.sender(), reason)));
        }
        return refused(lane, found.get(), reason, c.expired() ? FailureCause.EXPIRED : FailureCause.SIGNER, scope.now());
    }

    /** The first version ends the message, and its nonce is free again; a later one leaves those that are signed as they are. */
    private static Decision<MessageEvent> refused(LaneState lane, LaneMessage m, String reason, FailureCause unsigned,
            ChainEpoch now) {
        List<MessageEvent> events = new ArrayList<>(resumed(lane));
        if (!m.versions().isEmpty()) {
            events.add(event(lane, m, new Hold(HoldCause.SIGNER, reason, TokenAmount.ZERO, now)));
            return Decision.accept(events);
        }
        Revoked revoked = m.revoked();
        FailureCause cause = revoked == null ? unsigned : revoked.cause();
        String why = revoked == null ? reason : revoked.reason();
        events.add(LaneMachine.failed(lane, m, why, cause, 0, TokenAmount.ZERO));
        return Decision.accept(events, LaneMachine.failed(m.intent(), 0, why, cause));
    }

    private static List<MessageEvent> resumed(LaneState lane) {
        return lane.parked() == null ? List.of() : List.of(new MessageEvent.LaneResumed(lane.sender()));
    }
}
