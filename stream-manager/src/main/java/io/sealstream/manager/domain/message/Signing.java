package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.message.LaneCommand.AcceptSignature;
import io.sealstream.manager.domain.message.LaneCommand.FillMessage;
import io.sealstream.manager.domain.message.LaneCommand.RefuseSignature;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nonce, gas and signature. A nonce is assigned at the head of the queue only, and is used up by the signature, not before. */
final class Signing {
    private Signing() {}

    static Decision<MessageEvent> fill(LaneState lane, FillMessage c, LaneScope scope) {
        Optional<LaneMessage> head = lane.head().filter(m -> LanePlan.estimateId(m).equals(c.requestId()));
        if (head.isEmpty()) {
            return Decision.reject("it is not the turn of " + c.intent() + " in lane " + lane.sender());
        }
        LaneMessage m = head.get();
        if (c.gasLimit() <= 0) {
            return Decision.reject("a gas limit of " + c.gasLimit() + " cannot be used");
        }
        TokenAmount allowed = m.intent().maxFee().scaled(1, c.gasLimit());
        TokenAmount feeCap = c.gasFeeCap().min(allowed);
        if (feeCap.compareTo(c.baseFee()) < 0) {
            return Decision.reject("the base fee of " + c.baseFee() + " times gas limit " + c.gasLimit() + " exceeds the fee cap "
                    + m.intent().maxFee().format() + " of " + c.intent() + "; it waits for a lower base fee");
        }
        long nonce = lane.nextNonce() == null ? c.stateNonce() : Math.max(lane.nextNonce(), c.stateNonce());
        Message message = m.unsigned().withNonce(nonce).withGas(c.gasLimit(), feeCap, c.gasPremium().min(feeCap));
        return Decision.accept(List.of(new MessageEvent.MessageFilled(lane.sender(), c.intent(), nonce, c.gasLimit(), feeCap,
                message.gasPremium(), message.cid())));
    }

    static Decision<MessageEvent> accept(LaneState lane, AcceptSignature c) {
        Optional<LaneMessage> found = lane.find(c.intent());
        if (found.isEmpty() || !(found.get().state() instanceof AwaitingSignature s)
                || !LanePlan.signId(found.get(), s).equals(c.requestId())) {
            return Decision.reject("nobody waits for signature " + c.requestId());
        }
        if (!c.cid().equals(s.messageCid())) {
            return Decision.reject("signature " + c.requestId() + " is for " + c.cid() + ", not for " + s.messageCid());
        }
        SignedMessage signed;
        try {
            signed = new SignedMessage(found.get().filled(s), new Signature(SignatureType.of(c.type()), c.signature()));
        } catch (CodecException e) {
            return Decision.reject("signature " + c.requestId() + " cannot be used: " + e.getMessage());
        }
        List<MessageEvent> events = new ArrayList<>(resumed(lane));
        events.add(new MessageEvent.MessageSigned(lane.sender(), c.intent(), signed.cid(), Bytes.of(signed.toCbor())));
        return Decision.accept(events);
    }

    static Decision<MessageEvent> refuse(LaneState lane, RefuseSignature c) {
        Optional<LaneMessage> found = lane.find(c.intent());
        if (found.isEmpty() || !(found.get().state() instanceof AwaitingSignature s)
                || !LanePlan.signId(found.get(), s).equals(c.requestId())) {
            return Decision.reject("nobody waits for signature " + c.requestId());
        }
        String reason = "the signer refuses (" + c.kind() + "): " + c.reason();
        if (c.temporary()) {
            return reason.equals(lane.parked())
                    ? Decision.nothing()
                    : Decision.accept(List.of(new MessageEvent.LaneParked(lane.sender(), reason)));
        }
        List<MessageEvent> events = new ArrayList<>(resumed(lane));
        events.add(new MessageEvent.MessageFailed(lane.sender(), c.intent(), reason, FailureCause.SIGNER, 0));
        return Decision.accept(events, LaneMachine.failed(found.get().intent(), 0, reason, FailureCause.SIGNER));
    }

    private static List<MessageEvent> resumed(LaneState lane) {
        return lane.parked() == null ? List.of() : List.of(new MessageEvent.LaneResumed(lane.sender()));
    }
}
