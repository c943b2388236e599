package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;

/**
 * Nonce and gas of one version of a message.
 *
 * @param generation rises with each version of a message, so that each request to the signer has its own id
 * @param empty      a transfer of nothing to the sender itself takes the place of the message, to use the nonce up
 * @param gasLimit   gas units
 * @param gasFeeCap  attoFIL per gas unit
 * @param gasPremium attoFIL per gas unit
 * @param messageCid CID of the unsigned message: what is signed
 */
public record Fill(int generation, boolean empty, long nonce, long gasLimit, TokenAmount gasFeeCap, TokenAmount gasPremium,
        Cid messageCid) {
    /** Most it can cost. */
    public TokenAmount maxFee() {
        return gasFeeCap.times(gasLimit);
    }
}
