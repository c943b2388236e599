package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;

/**
 * What a message does, decoded from its own bytes: for the policy, the record and the log.
 *
 * @param call  the method
 * @param to    receiver
 * @param value moved to the receiver
 */
public record Meaning(Call call, Address to, TokenAmount value) {
    /** Decodes the meaning; parameters that do not fit the method are refused with {@link io.sealstream.filecoin.CodecException}. */
    public static Meaning of(Message message) {
        return new Meaning(Call.of(message), message.to(), message.value());
    }

    /** For people: {@code miner.PreCommitSectorBatch2 to f01000, value 70 milliFIL}. */
    public String text() {
        return call.name() + " to " + to + ", value " + value.format();
    }
}
