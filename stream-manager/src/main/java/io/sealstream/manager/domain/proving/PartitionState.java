package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;

/**
 * What the WindowPoSt of a partition waits for, in one window.
 *
 * <pre>
 * AwaitingNode &lt;-&gt; AwaitingProof -> AwaitingOpening -> AwaitingLanding -> AwaitingClose -> Closed
 *                    (node)           (epoch, chain)     (lane, chain)      (epoch, chain)
 *      ^                                    ^                  |
 *      +---- proof refused ----+---- else --+------------- AwaitingRecheck (chain: proven after all?)
 *
 * Every state becomes Closed after the window, proven or not.
 * </pre>
 */
public sealed interface PartitionState {
    ChainEpoch since();

    /** A live node that takes WindowPoSt tasks, not before {@code notBefore}. */
    record AwaitingNode(ChainEpoch notBefore, String reason, ChainEpoch since) implements PartitionState {
    }

    /** The proof from the node. */
    record AwaitingProof(int attempt, String node, ChainEpoch since) implements PartitionState {
    }

    /** The window to open, then randomness of the commit epoch. */
    record AwaitingOpening(ChainEpoch since) implements PartitionState {
    }

    /** The proof on chain. */
    record AwaitingLanding(String intent, Address sender, ChainEpoch commitEpoch, Bytes commitRandomness, ChainEpoch since) implements PartitionState {
    }

    /** A look at the chain after a message that failed: proven after all, or send or prove again. */
    record AwaitingRecheck(String reason, ChainEpoch since) implements PartitionState {
    }

    /** The proof is there; the window must close. */
    record AwaitingClose(String intent, long height, ChainEpoch since) implements PartitionState {
    }

    /** The window is over. */
    record Closed(boolean proven, BitField faulty, ChainEpoch since) implements PartitionState {
    }
}
