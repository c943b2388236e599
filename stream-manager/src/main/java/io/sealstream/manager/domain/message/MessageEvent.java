package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.FailureCause;
import org.jspecify.annotations.Nullable;

/** The life of messages in a lane. Fields as in the records of {@code message.event}. */
public sealed interface MessageEvent extends Event {
    Address sender();

    /** An event of one message. */
    sealed interface OfMessage extends MessageEvent {
        String intent();
    }

    record MessageQueued(Intent wanted) implements OfMessage {
        @Override
        public Address sender() {
            return wanted.sender();
        }

        @Override
        public String intent() {
            return wanted.id();
        }
    }

    record MessageFilled(Address sender, String intent, Fill fill) implements OfMessage {}

    record MessageHeld(Address sender, String intent, HoldCause cause, String reason, TokenAmount limit) implements OfMessage {}

    record MessageSigned(Address sender, String intent, Cid cid, Bytes signedMessage) implements OfMessage {}

    record MessagePushed(Address sender, String intent, Cid cid) implements OfMessage {}

    record MessageLanded(Address sender, String intent, Cid cid, Receipt receipt) implements OfMessage {}

    record MessageReverted(Address sender, String intent, Cid cid) implements OfMessage {}

    record MessageFinal(Address sender, String intent) implements OfMessage {}

    record MessageRevoked(Address sender, String intent, FailureCause cause, String reason) implements OfMessage {}

    record MessageDisplaced(Address sender, String intent, long nonce, Cid cid, String reason,
            TokenAmount fee) implements OfMessage {}

    record MessageFailed(Address sender, String intent, String reason, FailureCause cause, long exitCode,
            TokenAmount fee) implements OfMessage {}

    record MessageOrdered(Address sender, String intent, LaneAction action, String reason, String client, long number,
            @Nullable TokenAmount maxFee) implements OfMessage {}

    record LaneParked(Address sender, String reason) implements MessageEvent {}

    record LaneResumed(Address sender) implements MessageEvent {}

    record LaneOrdered(Address sender, LaneAction action, String reason, String client, long number) implements MessageEvent {}
}
