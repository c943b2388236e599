package io.sealstream.manager.domain.proving;

import io.sealstream.manager.domain.policy.MinerContext;

/** Why a partition waits and on whom, as a sentence for people. */
public final class ProvingWords {
    private ProvingWords() {}

    /** The sentence. */
    public static String waitingFor(Partition p, MinerContext context) {
        boolean over = !context.now().isBefore(p.plan().close());
        return switch (p.state()) {
            case PartitionState.Closed s ->
                (s.proven() ? "was proven" : "was NOT proven") + " in the window that closed at epoch "
                        + p.plan().close() + faultyWords(s);
            case PartitionState s when over ->
                "its window closed at epoch " + p.plan().close() + "; waits for the chain edge to read how it ended";
            case PartitionState.AwaitingNode s ->
                "waits for a live node that takes WindowPoSt tasks and holds its stores, until epoch "
                        + p.plan().close() + ": " + s.reason();
            case PartitionState.AwaitingProof s ->
                "waits for " + context.nodeWords(s.node()) + " to prove " + p.plan().sectors().size()
                        + " sectors (attempt " + s.attempt() + ")";
            case PartitionState.AwaitingOpening s -> openingWords(p, context) + skippedWords(p);
            case PartitionState.AwaitingLanding s ->
                "waits for " + s.intent() + " to land before epoch " + p.plan().close() + skippedWords(p);
            case PartitionState.AwaitingRecheck s -> "its message failed, the chain is asked what it has: " + s.reason();
            case PartitionState.AwaitingClose s ->
                "is proven on chain; its window closes at epoch " + p.plan().close() + skippedWords(p);
        };
    }

    /** True when a person should look: a window is about to be lost or was lost, or sectors cannot be read. */
    public static boolean needsPerson(Partition p, MinerContext context) {
        boolean lastCall = !context.now().isBefore(ProvingPlan.lastCall(p.plan()));
        return switch (p.state()) {
            case PartitionState.Closed s -> !s.proven();
            case PartitionState.AwaitingClose s -> skipped(p) > 0;
            case PartitionState s -> lastCall || skipped(p) > 0;
        };
    }

    private static String openingWords(Partition p, MinerContext context) {
        return context.now().isBefore(p.plan().open())
                ? "its proof is made and waits for its window, which opens at epoch " + p.plan().open()
                : "its proof is made and waits for the chain edge to draw the commit randomness, and for a sender";
    }

    private static String skippedWords(Partition p) {
        long skipped = skipped(p);
        return skipped == 0 ? "" : "; " + skipped + " of its sectors could not be read and become faulty";
    }

    private static String faultyWords(PartitionState.Closed s) {
        return s.faulty().isEmpty() ? "" : "; faulty sectors: " + s.faulty();
    }

    private static long skipped(Partition p) {
        return p.proof() == null ? 0 : p.proof().skipped().size();
    }
}
