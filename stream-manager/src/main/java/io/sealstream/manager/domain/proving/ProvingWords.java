package io.sealstream.manager.domain.proving;

import io.sealstream.manager.domain.policy.MinerContext;

/** Why a partition waits and on whom, as a sentence for people. */
public final class ProvingWords {
    private ProvingWords() {
    }

    /** The sentence. */
    public static String waitingFor(Partition p, MinerContext context) {
        return switch (p.state()) {
            case PartitionState.AwaitingNode s -> "waits for a live node that takes WindowPoSt tasks: " + s.reason();
            case PartitionState.AwaitingProof s -> "waits for " + context.nodeWords(s.node()) + " to prove " + p.plan().sectors().size()
                    + " sectors (attempt " + s.attempt() + ")";
            case PartitionState.AwaitingOpening s -> "is proven and waits for its window, which opens at epoch " + p.plan().open();
            case PartitionState.AwaitingLanding s -> "waits for " + s.intent() + " to land";
            case PartitionState.AwaitingRecheck s -> "its message failed, the chain is asked what it has: " + s.reason();
            case PartitionState.AwaitingClose s -> "is proven on chain; its window closes at epoch " + p.plan().close();
            case PartitionState.Closed s -> (s.proven() ? "was proven" : "was NOT proven") + " in the window that closed at epoch "
                    + p.plan().close();
        };
    }
}
