package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;

/**
 * What of a signed message counts for later ones, also after its bytes left the record.
 *
 * @param sender  robust key address
 * @param nonce   of the message
 * @param cid     of the unsigned message
 * @param premium attoFIL per unit of gas
 * @param value   that it moves
 */
public record Content(Address sender, long nonce, String cid, TokenAmount premium, TokenAmount value) {
    static Content of(Message message) {
        return new Content(message.from(), message.nonce(), message.cid().toString(), message.gasPremium(), message.value());
    }

    /** True where both cannot land: another content for the same nonce. */
    boolean rivals(Content other) {
        return isAtNonceOf(other) && !cid.equals(other.cid);
    }

    boolean isAtNonceOf(Content other) {
        return nonce == other.nonce && sender.equals(other.sender);
    }
}
