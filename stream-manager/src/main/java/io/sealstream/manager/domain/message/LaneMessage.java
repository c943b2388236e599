package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Message;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;

/** A message of a lane: what is wanted, and where it stands. */
public record LaneMessage(Intent intent, MessageState state) {
    LaneMessage in(MessageState next) {
        return new LaneMessage(intent, next);
    }

    /** The message as it is estimated: nonce and gas zero. */
    Message unsigned() {
        return Message.call(intent.to(), intent.sender(), intent.value(), intent.method(), intent.params());
    }

    /** The message as it is signed. */
    Message filled(AwaitingSignature fill) {
        return unsigned().withNonce(fill.nonce()).withGas(fill.gasLimit(), fill.gasFeeCap(), fill.gasPremium());
    }

    /** True when it is over. */
    public boolean isOver() {
        return state instanceof MessageState.Final || state instanceof MessageState.Failed;
    }
}
