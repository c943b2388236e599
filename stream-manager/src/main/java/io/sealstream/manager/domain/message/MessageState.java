package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Effect.Receipt;

/**
 * What a message waits for.
 *
 * <pre>
 * Queued -> AwaitingSignature -> AwaitingPush -> AwaitingLanding -> AwaitingConfidence -> Final
 *  (chain: gas)   (signer)        (chain: pool)     (chain)              (epoch)
 *   |                |                ^-------------- reverted ---------------'
 *   '-> Failed <-----'   from the signature on the same bytes are pushed until the nonce is used
 * </pre>
 */
public sealed interface MessageState {
    ChainEpoch since();

    /** Its turn, then gas and nonce. */
    record Queued(ChainEpoch since) implements MessageState {}

    /** The signer; the nonce is still free when it refuses. */
    record AwaitingSignature(long nonce, long gasLimit, TokenAmount gasFeeCap, TokenAmount gasPremium, Cid messageCid,
            ChainEpoch since) implements MessageState {}

    /** The message pool. */
    record AwaitingPush(Signed signed, ChainEpoch since) implements MessageState {}

    /** A receipt. */
    record AwaitingLanding(Signed signed, ChainEpoch since) implements MessageState {}

    /** Epochs on top of the receipt. */
    record AwaitingConfidence(Signed signed, Receipt receipt, ChainEpoch since) implements MessageState {}

    /** Nothing: it landed. */
    record Final(Signed signed, Receipt receipt, ChainEpoch since) implements MessageState {}

    /** Nothing: it is over without a landed effect. */
    record Failed(String reason, FailureCause cause, long exitCode, ChainEpoch since) implements MessageState {}

    /** The recorded bytes. {@code cid} is the chain CID of the signed message. */
    record Signed(long nonce, Cid cid, Bytes bytes) {}
}
