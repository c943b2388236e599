package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;

/**
 * What a message does, decoded from its own bytes: for the policy, the record and the log.
 *
 * @param call   the method
 * @param to     receiver
 * @param value  moved to the receiver
 * @param fee    the most gas that it can burn: gas limit times fee cap
 * @param feeCap the most it pays for a unit of gas
 */
public record Meaning(Call call, Address to, TokenAmount value, TokenAmount fee, TokenAmount feeCap) {
    public static Meaning of(Message message) {
        return new Meaning(Call.of(message), message.to(), message.value(), message.gasFeeCap().times(message.gasLimit()),
                message.gasFeeCap());
    }

    /** For people: {@code miner.PreCommitSectorBatch2 to f01000, value 70 milliFIL}. */
    public String text() {
        return call.name() + " to " + to + ", value " + value.format();
    }
}
