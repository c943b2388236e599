package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.sector.SectorCommand.NodeResult;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.List;

/**
 * Judges results of the owner. A late result counts as long as its inputs are the ones of now: work is never thrown away because it took
 * long. Everything else is refused with a reason, and acknowledged, so that the node stops repeating it.
 */
final class NodeResults {
    private NodeResults() {}

    static Decision<SectorEvent> decide(Sector sector, NodeResult result, MinerContext context) {
        TaskRef task = result.task();
        SealStep step = step(result, task);
        if (!task.node().equals(sector.origin().node())) {
            return refuse(task,
                    "sector " + sector.id() + " belongs to node " + sector.origin().node() + ", not to " + task.node());
        }
        if (task.attempt() < 1 || !task.taskId().equals(TaskRef.of(sector.id(), step, task.attempt(), task.node()).taskId())) {
            return refuse(task, "task " + task.taskId() + " is not " + step + " of sector " + sector.id());
        }
        if (sector.state() instanceof SectorState.Aborted s) {
            return refuse(task, "sector " + sector.id() + " was given up: " + s.reason());
        }
        return switch (result) {
            case SectorCommand.AddPieces r -> pieces(sector, r);
            case SectorCommand.CompleteSeal r -> sealed(sector, r, context);
            case SectorCommand.CompletePersist r -> persisted(sector, r);
            case SectorCommand.CompleteProof r -> proved(sector, r, context);
            case SectorCommand.CompleteFinalize r -> finalized(sector, r);
            case SectorCommand.FailTask r -> failed(sector, r, step, context);
        };
    }

    private static SealStep step(NodeResult result, TaskRef task) {
        return switch (result) {
            case SectorCommand.AddPieces r -> SealStep.PREPARE;
            case SectorCommand.CompleteSeal r -> SealStep.SEAL;
            case SectorCommand.CompletePersist r -> SealStep.PERSIST;
            case SectorCommand.CompleteProof r -> SealStep.PROVE;
            case SectorCommand.CompleteFinalize r -> SealStep.FINALIZE;
            case SectorCommand.FailTask r -> named(task);
        };
    }

    /** The step a task id names; PREPARE when it names none, which the comparison of ids then refuses. */
    private static SealStep named(TaskRef task) {
        for (SealStep step : SealStep.values()) {
            if (task.taskId().contains("/" + step + "/")) {
                return step;
            }
        }
        return SealStep.PREPARE;
    }

    private static Decision<SectorEvent> pieces(Sector sector, SectorCommand.AddPieces r) {
        if (!SectorRules.awaits(sector, Stage.PREPARE)) {
            return late(sector, r.task(), "pieces");
        }
        return accept(r.task(), new SectorEvent.PiecesAdded(sector.id(), r.pieces(), r.commD()));
    }

    private static Decision<SectorEvent> sealed(Sector sector, SectorCommand.CompleteSeal r, MinerContext context) {
        if (!SectorRules.awaits(sector, Stage.SEAL) || sector.ticket() == null) {
            return late(sector, r.task(), "a replica");
        }
        if (!r.ticketEpoch().equals(sector.ticket().epoch())) {
            return mismatch(sector, r, SealStep.SEAL, "the replica is bound to the ticket of epoch " + r.ticketEpoch() + ", not "
                    + sector.ticket().epoch(), context);
        }
        if (!r.commD().equals(sector.requirePieces().commD())) {
            return mismatch(sector, r, SealStep.SEAL,
                    "the replica holds CommD " + r.commD() + ", not " + sector.requirePieces().commD(), context);
        }
        return accept(r.task(), new SectorEvent.Sealed(sector.id(), r.commR(), r.commD(), r.ticketEpoch(), r.stages()),
                SectorMachine.next(sector, SealStep.PERSIST));
    }

    private static Decision<SectorEvent> persisted(Sector sector, SectorCommand.CompletePersist r) {
        return switch (sector.persistence()) {
            case Persistence.Copying p -> copied(sector, r);
            case Persistence.Retrying p -> copied(sector, r);
            case Persistence.Stuck p -> copied(sector, r);
            case Persistence.NotBegun p -> late(sector, r.task(), "a copy");
            case Persistence.Done p -> refuse(r.task(), "sector " + sector.id() + " is in store " + p.store() + " already");
        };
    }

    private static Decision<SectorEvent> copied(Sector sector, SectorCommand.CompletePersist r) {
        return accept(r.task(), new SectorEvent.Persisted(sector.id(), r.store(), r.stages()));
    }

    private static Decision<SectorEvent> proved(Sector sector, SectorCommand.CompleteProof r, MinerContext context) {
        boolean counts = SectorRules.awaits(sector, Stage.PROVE) && sector.seed() != null
                && r.task().attempt() > sector.tries().voidProofs();
        if (!counts || sector.seed() == null) {
            return late(sector, r.task(), "a proof");
        }
        if (!r.seedEpoch().equals(sector.seed().epoch())) {
            return mismatch(sector, r, SealStep.PROVE,
                    "the proof answers the seed of epoch " + r.seedEpoch() + ", not " + sector.seed().epoch(),
                    context);
        }
        return accept(r.task(), new SectorEvent.Proved(sector.id(), r.seedEpoch(), r.proof(), r.stages()));
    }

    private static Decision<SectorEvent> finalized(Sector sector, SectorCommand.CompleteFinalize r) {
        return SectorRules.awaits(sector, Stage.FINALIZE)
                ? accept(r.task(), new SectorEvent.Finalized(sector.id()))
                : late(sector, r.task(), "a clean-up");
    }

    private static Decision<SectorEvent> failed(Sector sector, SectorCommand.FailTask r, SealStep step, MinerContext context) {
        if (SectorRules.current(sector, Stage.of(step)) != r.task().attempt()) {
            return late(sector, r.task(), "attempt " + r.task().attempt() + " of " + step);
        }
        return accept(r.task(), failure(sector, r.task(), step, r.level(), r.reason(), context));
    }

    /** Wrong inputs of the attempt under way are a failure of it; those of a former one are merely late. */
    private static Decision<SectorEvent> mismatch(Sector sector, NodeResult r, SealStep step, String reason,
            MinerContext context) {
        if (SectorRules.current(sector, Stage.of(step)) != r.task().attempt()) {
            return refuse(r.task(), reason);
        }
        return accept(r.task(), failure(sector, r.task(), step, FailureLevel.TEMPORARY, reason, context));
    }

    private static SectorEvent failure(Sector sector, TaskRef task, SealStep step, FailureLevel level, String reason,
            MinerContext context) {
        long retryAt = SectorRules.retryAt(sector, Stage.of(step), level, context);
        return new SectorEvent.StepFailed(sector.id(), step, task.attempt(), level, reason, retryAt);
    }

    private static Decision<SectorEvent> late(Sector sector, TaskRef task, String what) {
        return refuse(task, "sector " + sector.id() + " does not wait for " + what + " of " + task.taskId() + ": it is "
                + sector.state().getClass().getSimpleName());
    }

    private static Decision<SectorEvent> refuse(TaskRef task, String reason) {
        return Decision.reject(reason, acknowledge(task));
    }

    private static Decision<SectorEvent> accept(TaskRef task, SectorEvent... events) {
        return Decision.accept(List.of(events), List.of(acknowledge(task)));
    }

    static Effect acknowledge(TaskRef task) {
        return new Effect.WithdrawTask(task.node(), task.taskId());
    }
}
