package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.FailureCause;

/**
 * What a message waits for.
 *
 * <pre>
 * Queued -> AwaitingSignature -> AwaitingPush -> AwaitingLanding -> AwaitingConfidence -> Final
 *  (chain: gas)   (signer)        (chain: pool)     (chain)              (epoch)
 *   |  ^                ^-----------------^---- reverted --------------------'
 *   |  '-- displaced: another message used the nonce
 *   '-> Failed: before a nonce; by a refusal of the signer; or when a transfer of nothing has used the nonce up
 * </pre>
 *
 * While it waits in the pool, further versions of it may be signed for the same nonce ({@link LaneMessage#versions}).
 */
public sealed interface MessageState {
    ChainEpoch since();

    /** Its turn, then gas and nonce. */
    record Queued(ChainEpoch since) implements MessageState {}

    /** The signer; the nonce is still free when it refuses. */
    record AwaitingSignature(ChainEpoch since) implements MessageState {}

    /** The message pool. */
    record AwaitingPush(ChainEpoch since) implements MessageState {}

    /** A receipt. */
    record AwaitingLanding(ChainEpoch since) implements MessageState {}

    /** Epochs on top of the receipt. {@code cid} is the version that landed. */
    record AwaitingConfidence(Cid cid, Receipt receipt, ChainEpoch since) implements MessageState {}

    /** Nothing: it landed. */
    record Final(Cid cid, Receipt receipt, ChainEpoch since) implements MessageState {}

    /** Nothing: it is over without a landed effect. */
    record Failed(String reason, FailureCause cause, long exitCode, ChainEpoch since) implements MessageState {}
}
