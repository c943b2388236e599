package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Request;
import org.jspecify.annotations.Nullable;

/** What a lane is asked to do. */
public sealed interface LaneCommand extends Command {
    record QueueMessage(Intent intent) implements LaneCommand {}

    record FillMessage(String requestId, String intent, long gasLimit, TokenAmount gasFeeCap, TokenAmount gasPremium,
            long stateNonce,
            TokenAmount baseFee) implements LaneCommand {}

    record AcceptSignature(String requestId, String intent, Cid cid, int type, Bytes signature) implements LaneCommand {}

    /**
     * {@code temporary}: the wallet is locked and the request waits there, or the key cannot be used now; a signature may follow, and the
     * same request is asked again. {@code expired}: the last epoch of use has passed, and it is never signed.
     */
    record RefuseSignature(String requestId, String intent, boolean temporary, boolean expired, String kind,
            String reason) implements LaneCommand {}

    record ConfirmPush(String requestId, String intent, Cid cid) implements LaneCommand {}

    /**
     * Where a pushed message stands.
     *
     * @param found      CID that landed with this nonce, null when none is known
     * @param baseFee    base fee it was executed at; zero when that is not known
     * @param readAt     height of the tipset the answer was read at
     */
    record LocateMessage(String requestId, String intent, @Nullable Cid found, Receipt receipt, TokenAmount baseFee,
            long stateNonce,
            ChainEpoch readAt) implements LaneCommand {}

    /** The chain edge could not answer. */
    record HearFailure(Address sender, String requestId, String request, String message,
            boolean retriable, long exitCode) implements LaneCommand {}

    /** A reorg: everything above {@code to} was reverted. */
    record HeedReorg(ChainEpoch to) implements LaneCommand {}

    /** An operator acts. {@code intent} is empty for what is done to the lane; {@code maxFee} is null for no change. */
    record OrderLane(Request request, Address sender, String intent, LaneAction action, String reason,
            @Nullable TokenAmount maxFee) implements LaneCommand {}

    record Wake() implements LaneCommand {}
}
