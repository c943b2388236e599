package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.proving.Partition.WindowProof;
import org.jspecify.annotations.Nullable;

/** The only way a partition changes: one event at a time. */
final class ProvingFold {
    private static final long ILLEGAL_ARGUMENT = 16;
    private static final String NO_NODE = "none was there when the deadline was planned";

    private ProvingFold() {}

    static Partition apply(@Nullable Partition partition, ProvingEvent event, ChainEpoch at) {
        if (event instanceof ProvingEvent.PartitionPlanned e) {
            return planned(partition, e, at);
        }
        if (partition == null) {
            throw new IllegalStateException(
                    "the first event of partition " + event.partition() + " is " + event.getClass().getSimpleName());
        }
        return change(partition, event, at);
    }

    /** Within one period attempts and messages go on counting, so that no id comes twice. */
    private static Partition planned(@Nullable Partition p, ProvingEvent.PartitionPlanned e, ChainEpoch at) {
        PartitionState next = new PartitionState.AwaitingNode(at, NO_NODE, at);
        return p == null || !p.plan().periodStart().equals(e.periodStart())
                ? new Partition(e.partition(), e.plan(), 0, 0, 0, null, "", next)
                : new Partition(e.partition(), e.plan(), p.attempts(), p.attempts(), p.messages(), null, p.lastFailed(), next);
    }

    private static Partition change(Partition p, ProvingEvent event, ChainEpoch at) {
        return switch (event) {
            case ProvingEvent.PartitionPlanned e -> planned(p, e, at);
            case ProvingEvent.PoStTaskIssued e ->
                p.withAttempt(e.attempt()).in(new PartitionState.AwaitingProof(e.attempt(), e.node(), at));
            case ProvingEvent.PoStTaskFailed e ->
                p.withFailed(p.state() instanceof PartitionState.AwaitingProof s ? s.node() : p.lastFailed())
                        .in(new PartitionState.AwaitingNode(e.retryAt(), e.reason(), at));
            case ProvingEvent.PoStProved e -> p.withProof(new WindowProof(e.attempt(), e.proof(), e.postProof(), e.skipped()))
                    .in(new PartitionState.AwaitingOpening(at));
            case ProvingEvent.PoStSubmitted e -> p.withMessage(e.attempt())
                    .in(new PartitionState.AwaitingLanding(e.intent(), e.sender(), e.commitEpoch(), e.commitRandomness(), at));
            case ProvingEvent.PoStSubmitFailed e -> (e.exitCode() == ILLEGAL_ARGUMENT ? p.withoutProof() : p)
                    .in(new PartitionState.AwaitingRecheck(e.reason(), at));
            case ProvingEvent.PartitionProven e -> p.in(new PartitionState.AwaitingClose(message(p, e.intent()), e.height(), at));
            case ProvingEvent.SectorFaulty e -> p;
            case ProvingEvent.DeadlineClosed e -> p.in(new PartitionState.Closed(e.proven(), e.faulty(), at));
        };
    }

    private static PartitionState.@Nullable AwaitingLanding message(Partition p, String intent) {
        return p.state() instanceof PartitionState.AwaitingLanding s && s.intent().equals(intent) ? s : null;
    }
}
