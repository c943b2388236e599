package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.proving.Partition.WindowProof;
import org.jspecify.annotations.Nullable;

/** The only way a partition changes: one event at a time. */
final class ProvingFold {
    private static final long ILLEGAL_ARGUMENT = 16;

    private ProvingFold() {
    }

    static Partition apply(@Nullable Partition partition, ProvingEvent event, ChainEpoch at) {
        if (event instanceof ProvingEvent.PartitionPlanned e) {
            return new Partition(e.partition(), e.plan(), 0, 0, 0, null, "", new PartitionState.AwaitingNode(at, "planned", at));
        }
        if (partition == null) {
            throw new IllegalStateException("the first event of partition " + event.partition() + " is " + event.getClass().getSimpleName());
        }
        return change(partition, event, at);
    }

    private static Partition change(Partition p, ProvingEvent event, ChainEpoch at) {
        return switch (event) {
            case ProvingEvent.PartitionPlanned e -> throw new IllegalStateException("handled above");
            case ProvingEvent.PoStTaskIssued e -> p.withAttempt(e.attempt()).in(new PartitionState.AwaitingProof(e.attempt(), e.node(), at));
            case ProvingEvent.PoStTaskFailed e -> p.withFailed(p.state() instanceof PartitionState.AwaitingProof s ? s.node() : p.lastFailed())
                    .in(new PartitionState.AwaitingNode(e.retryAt(), e.reason(), at));
            case ProvingEvent.PoStProved e -> p.withProof(new WindowProof(e.attempt(), e.proof(), e.postProof(), e.skipped()))
                    .in(new PartitionState.AwaitingOpening(at));
            case ProvingEvent.PoStSubmitted e -> p.withMessage(e.attempt())
                    .in(new PartitionState.AwaitingLanding(e.intent(), e.sender(), e.commitEpoch(), e.commitRandomness(), at));
            case ProvingEvent.PoStSubmitFailed e -> (e.exitCode() == ILLEGAL_ARGUMENT ? p.withoutProof() : p)
                    .in(new PartitionState.AwaitingRecheck(e.reason(), at));
            case ProvingEvent.PartitionProven e -> p.in(new PartitionState.AwaitingClose(e.intent(), e.height(), at));
            case ProvingEvent.SectorFaulty e -> p;
            case ProvingEvent.DeadlineClosed e -> p.in(new PartitionState.Closed(e.proven(), e.faulty(), at));
        };
    }
}
