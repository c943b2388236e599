package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Purpose;
import java.util.Optional;

/** Transfers of nothing that close a gap in the nonces of a lane. Their intents are {@code <sender>/FILL/<nonce>/<epoch>}. */
final class Filler {
    private static final String FILL = "/FILL/";

    private Filler() {}

    /** One that may cost as much as the message that waits behind the gap. */
    static Intent of(LaneMessage behind, long nonce, ChainEpoch now) {
        Address sender = behind.intent().sender();
        return new Intent(sender + FILL + nonce + "/" + now, null, null, sender, Purpose.OPERATOR, sender, TokenAmount.ZERO,
                Method.SEND, "Send", Bytes.EMPTY, behind.intent().fees(), true, 0, behind.intent().confidence(),
                behind.intent().limits());
    }

    /** The nonce that a message fills; empty for every other message. */
    static Optional<Long> nonce(LaneMessage m) {
        String prefix = m.intent().sender() + FILL;
        String id = m.intent().id();
        return id.startsWith(prefix)
                ? Optional.of(Long.parseLong(id.substring(prefix.length(), id.lastIndexOf('/'))))
                : Optional.empty();
    }

    static boolean is(LaneMessage m) {
        return nonce(m).isPresent();
    }
}
