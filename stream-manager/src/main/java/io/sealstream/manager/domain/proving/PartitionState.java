package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import org.jspecify.annotations.Nullable;

/**
 * What the WindowPoSt of a partition waits for, in one window.
 *
 * <pre>
 * AwaitingNode &lt;-&gt; AwaitingProof -> AwaitingOpening -> AwaitingLanding -> AwaitingClose -> Closed
 *                    (node)           (epoch, chain)     (lane, chain)      (epoch, chain)
 *      ^                                    ^                  |
 *      +---- proof refused ----+---- else --+------------- AwaitingRecheck (chain: proven after all?)
 *
 * A reorg that moves the challenge: back to AwaitingNode. One that takes the receipt away: back to AwaitingLanding.
 * Every state becomes Closed after the window, proven or not; the chain says which.
 * </pre>
 */
public sealed interface PartitionState {
    ChainEpoch since();

    /** A live node that takes WindowPoSt tasks, not before {@code notBefore}. */
    record AwaitingNode(ChainEpoch notBefore, String reason, ChainEpoch since) implements PartitionState {}

    /** The proof from the node. */
    record AwaitingProof(int attempt, String node, ChainEpoch since) implements PartitionState {}

    /** The window to open, then a look at the chain (challenge unmoved, not proven already), then randomness of the commit epoch. */
    record AwaitingOpening(ChainEpoch since) implements PartitionState {}

    /** The proof on chain. */
    record AwaitingLanding(String intent, Address sender, ChainEpoch commitEpoch, Bytes commitRandomness,
            ChainEpoch since) implements PartitionState {}

    /** A look at the chain after a message that failed: proven after all, or send or prove again. */
    record AwaitingRecheck(String reason, ChainEpoch since) implements PartitionState {}

    /** The proof is there; the window must close. {@code message} is null when the message was not ours, or an earlier one of ours. */
    record AwaitingClose(@Nullable AwaitingLanding message, long height, ChainEpoch since) implements PartitionState {
        /** Intent of the message that landed, or empty. */
        public String intent() {
            return message == null ? "" : message.intent();
        }
    }

    /** The window is over. */
    record Closed(boolean proven, BitField faulty, ChainEpoch since) implements PartitionState {}
}
