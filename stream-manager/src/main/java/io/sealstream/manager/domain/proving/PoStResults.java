package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.proving.ProvingCommand.CompletePoSt;
import io.sealstream.manager.domain.proving.ProvingCommand.FailPoSt;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges results of nodes. A proof of an earlier attempt counts as well, as long as it answers the challenge of now and none is there yet:
 * the window does not wait. Everything else is refused with a reason, and acknowledged, so that the node stops repeating it.
 */
final class PoStResults {
    private static final int MAX_BACK_OFF = 5;

    private PoStResults() {}

    static Decision<ProvingEvent> complete(Partition p, CompletePoSt c, ProvingContext context) {
        boolean waits = p.state() instanceof PartitionState.AwaitingProof || p.state() instanceof PartitionState.AwaitingNode;
        int attempt = c.task().attempt();
        boolean valid = names(p, c.task()) && c.periodStart().equals(p.plan().periodStart()) && attempt > p.voidUntil()
                && attempt <= p.attempts();
        if (!waits || !valid || ProvingPlan.isOver(p, context)) {
            return late(p, c.task());
        }
        Optional<String> fault = fault(p, c);
        if (fault.isPresent()) {
            return isCurrent(p, c.task())
                    ? failed(p, c.task(), fault.get(), context)
                    : Decision.reject(fault.get(), acknowledge(c.task()));
        }
        List<ProvingEvent> events = new ArrayList<>();
        c.skipped()
                .forEach(s -> events.add(new ProvingEvent.SectorFaulty(p.id(), p.plan().periodStart(), s.number(), s.reason())));
        events.add(new ProvingEvent.PoStProved(p.id(), p.plan().periodStart(), attempt, c.proof(), c.postProof(), c.skipped(),
                c.stages()));
        return Decision.accept(events, List.of(acknowledge(c.task())));
    }

    /** Why a result is no proof that can be sent. With every sector skipped there is nothing to send; the stores may come back in time. */
    private static Optional<String> fault(Partition p, CompletePoSt c) {
        BitField statement = BitField.of(p.plan().sectors().stream().map(ProvenSector::number).toList());
        BitField skipped = BitField.of(c.skipped().stream().map(SkippedSector::number).toList());
        if (!statement.containsAll(skipped)) {
            return Optional
                    .of("sectors " + skipped.subtract(statement) + " were skipped, which partition " + p.id() + " does not hold");
        }
        if (skipped.equals(statement)) {
            return Optional.of("every sector was skipped: " + c.skipped().getFirst().reason());
        }
        return c.proof().isEmpty() ? Optional.of("node " + c.task().node() + " sent an empty proof") : Optional.empty();
    }

    static Decision<ProvingEvent> fail(Partition p, FailPoSt c, ProvingContext context) {
        return isCurrent(p, c.task()) ? failed(p, c.task(), c.reason(), context) : late(p, c.task());
    }

    private static Decision<ProvingEvent> failed(Partition p, TaskRef task, String reason, ProvingContext context) {
        ChainEpoch retryAt = context.now().plus(Math.min(MAX_BACK_OFF, p.attempts()));
        return Decision.accept(
                List.of(new ProvingEvent.PoStTaskFailed(p.id(), p.plan().periodStart(), task.attempt(), reason, retryAt)),
                List.of(acknowledge(task)));
    }

    private static boolean isCurrent(Partition p, TaskRef task) {
        return p.state() instanceof PartitionState.AwaitingProof s && s.attempt() == task.attempt() && names(p, task);
    }

    /** True when the task is one of this window. */
    private static boolean names(Partition p, TaskRef task) {
        return task.taskId().equals(TaskRef.ofPoSt(p.id(), p.plan().periodStart().value(), task.attempt(), task.node()).taskId());
    }

    private static Decision<ProvingEvent> late(Partition p, TaskRef task) {
        return Decision.reject("partition " + p.id() + " does not wait for " + task.taskId() + ": it is " + ProvingMachine.name(p)
                + " in the period from " + p.plan().periodStart() + ", whose window closes at epoch " + p.plan().close(),
                acknowledge(task));
    }

    static Effect acknowledge(TaskRef task) {
        return new Effect.WithdrawTask(task.node(), task.taskId());
    }
}
