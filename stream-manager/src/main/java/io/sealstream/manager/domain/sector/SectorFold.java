package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.sector.Sector.Origin;
import io.sealstream.manager.domain.sector.Sector.Pieces;
import io.sealstream.manager.domain.sector.Sector.Placement;
import io.sealstream.manager.domain.sector.Sector.PreCommit;
import io.sealstream.manager.domain.sector.Sector.Proof;
import io.sealstream.manager.domain.sector.Sector.Replica;
import io.sealstream.manager.domain.sector.Sector.Seed;
import io.sealstream.manager.domain.sector.Sector.Ticket;
import io.sealstream.manager.domain.sector.SectorEvent.SectorAllocated;
import io.sealstream.manager.domain.sector.SectorEvent.StepFailed;
import io.sealstream.manager.domain.sector.SectorEvent.TaskIssued;
import io.sealstream.manager.domain.task.SealStep;
import org.jspecify.annotations.Nullable;

/** The only way a sector changes: one event at a time. A released event's branch is frozen; change by a new event. */
final class SectorFold {
    private SectorFold() {}

    static Sector apply(@Nullable Sector sector, SectorEvent event, ChainEpoch at) {
        if (event instanceof SectorAllocated e) {
            return new Sector(e.sector(), new Origin(e.plan(), e.sealProof(), e.node(), e.store()), null, null, null, null, null,
                    null, null,
                    new Persistence.NotBegun(), Tries.NONE, new SectorState.AwaitingPieces(0, at));
        }
        if (sector == null) {
            throw new IllegalStateException(
                    "the first event of sector " + event.sector() + " is " + event.getClass().getSimpleName());
        }
        return change(sector, event, at);
    }

    private static Sector change(Sector s, SectorEvent event, ChainEpoch at) {
        return switch (event) {
            case SectorAllocated e -> throw new IllegalStateException("sector " + e.sector() + " is allocated twice");
            case TaskIssued e -> issued(s, e, at);
            case SectorEvent.PiecesAdded e -> s.with(new Pieces(e.pieces(), e.commD())).with(s.tries().cleared(Stage.PREPARE))
                    .in(new SectorState.AwaitingTicket(at));
            case SectorEvent.TicketAssigned e -> s.withoutReplica().with(new Ticket(e.ticketEpoch(), e.ticket()))
                    .in(new SectorState.AwaitingReplica(0, at));
            case SectorEvent.Sealed e ->
                s.with(new Replica(e.commR(), e.commD(), e.ticketEpoch())).with(s.tries().cleared(Stage.SEAL))
                        .in(new SectorState.AwaitingPreCommitBatch(at));
            case SectorEvent.PreCommitBatched e ->
                s.with(s.tries().begun(Stage.PRECOMMIT, s.tries().attempts(Stage.PRECOMMIT) + 1))
                        .in(new SectorState.AwaitingPreCommit(e.intent(), e.sender(), e.value(), e.expiration(), at));
            case SectorEvent.PreCommitLanded e -> s.with(new PreCommit(e.preCommitEpoch(), e.expiration()))
                    .with(s.tries().cleared(Stage.PRECOMMIT)).in(new SectorState.AwaitingSeed(at));
            case SectorEvent.PreCommitFailed e -> failed(s.withoutPreCommit(), Stage.PRECOMMIT, e.reason(), e.retryAt(), at);
            case SectorEvent.PreCommitReturned e -> e.retryAt() == 0
                    ? s.withoutPreCommit().in(new SectorState.AwaitingPreCommitBatch(at))
                    : s.withoutPreCommit().in(retry(Stage.PRECOMMIT, e.reason(), e.retryAt(), at));
            case SectorEvent.PreCommitMoved e ->
                s.withoutProof().with(new PreCommit(e.preCommitEpoch(), s.requirePreCommit().expiration()))
                        .in(new SectorState.AwaitingSeed(at));
            case SectorEvent.Persisted e -> persisted(s, e, at);
            case SectorEvent.SeedAssigned e ->
                s.with(new Seed(e.seedEpoch(), e.seed())).in(new SectorState.AwaitingProofInputs(at));
            case SectorEvent.Proved e -> s.with(new Proof(e.seedEpoch(), e.proof()))
                    .in(s.persistence() instanceof Persistence.Done
                            ? new SectorState.AwaitingProveCommitBatch(at)
                            : new SectorState.AwaitingPersistence(at));
            case SectorEvent.ProveCommitBatched e ->
                s.with(s.tries().begun(Stage.PROVE_COMMIT, s.tries().attempts(Stage.PROVE_COMMIT) + 1))
                        .in(new SectorState.AwaitingProveCommit(e.intent(), e.sender(), e.value(), at));
            case SectorEvent.ProveCommitFailed e -> failed(s, Stage.PROVE_COMMIT, e.reason(), e.retryAt(), at);
            case SectorEvent.ProveCommitReturned e -> s.in(e.retryAt() == 0
                    ? new SectorState.AwaitingProveCommitBatch(at)
                    : retry(Stage.PROVE_COMMIT, e.reason(), e.retryAt(), at));
            case SectorEvent.ProofRefused e -> s.withoutProof().with(s.withoutProof().tries().failed(Stage.PROVE))
                    .in(new SectorState.AwaitingSeed(at));
            case SectorEvent.Activated e -> activated(s, e, at);
            case SectorEvent.Finalized e -> s.with(s.tries().cleared(Stage.FINALIZE)).in(new SectorState.Proving(at));
            case StepFailed e -> stepFailed(s, e, at);
            case SectorEvent.SectorRetried e -> retried(s, e.stage(), at);
            case SectorEvent.SectorAborted e -> s.in(new SectorState.Aborted(e.reason(), at));
        };
    }

    private static Sector issued(Sector sector, TaskIssued event, ChainEpoch at) {
        int n = event.attempt();
        Sector begun = sector.with(sector.tries().begun(Stage.of(event.step()), n));
        return switch (event.step()) {
            case PREPARE -> begun.in(new SectorState.AwaitingPieces(n, at));
            case SEAL -> begun.in(new SectorState.AwaitingReplica(n, at));
            case PERSIST -> begun.with(new Persistence.Copying(n, at));
            case PROVE -> begun.in(new SectorState.AwaitingProof(n, at));
            case FINALIZE -> begun.in(new SectorState.AwaitingCleanup(n, at));
        };
    }

    private static Sector persisted(Sector sector, SectorEvent.Persisted event, ChainEpoch at) {
        Sector done = sector.with(new Persistence.Done(event.store())).with(sector.tries().cleared(Stage.PERSIST));
        return sector.state() instanceof SectorState.AwaitingPersistence
                ? done.in(new SectorState.AwaitingProveCommitBatch(at))
                : done;
    }

    private static Sector activated(Sector sector, SectorEvent.Activated event, ChainEpoch at) {
        String intent = switch (sector.state()) {
            case SectorState.AwaitingProveCommit s -> s.intent();
            case SectorState.AwaitingFinality s -> s.intent();
            case SectorState s -> "";
        };
        return sector.with(new Placement(event.activation(), event.expiration(), event.deadline(), event.partition()))
                .with(sector.tries().cleared(Stage.PROVE).cleared(Stage.PROVE_COMMIT))
                .in(new SectorState.AwaitingFinality(intent, at));
    }

    private static Sector stepFailed(Sector sector, StepFailed event, ChainEpoch at) {
        Stage stage = Stage.of(event.step());
        if (event.step() == SealStep.PERSIST) {
            Persistence next = event.retryAt() == 0
                    ? new Persistence.Stuck(event.reason(), at)
                    : new Persistence.Retrying(ChainEpoch.of(event.retryAt()), event.reason(), at);
            return sector.with(sector.tries().failed(stage)).with(next);
        }
        boolean replicaLost = event.step() == SealStep.SEAL && sector.replica() != null;
        return failed(replicaLost ? sector.withoutReplica() : sector, stage, event.reason(), event.retryAt(), at);
    }

    private static Sector failed(Sector sector, Stage stage, String reason, long retryAt, ChainEpoch at) {
        SectorState next = retryAt == 0
                ? new SectorState.AwaitingPerson(stage, reason, at)
                : new SectorState.AwaitingRetry(stage, ChainEpoch.of(retryAt), reason, at);
        return sector.with(sector.tries().failed(stage)).in(next);
    }

    private static SectorState retry(Stage stage, String reason, long retryAt, ChainEpoch at) {
        return new SectorState.AwaitingRetry(stage, ChainEpoch.of(retryAt), reason, at);
    }

    private static Sector retried(Sector sector, Stage stage, ChainEpoch at) {
        Sector cleared = sector.with(sector.tries().cleared(stage));
        String reason = "an operator asked for a retry";
        return stage == Stage.PERSIST
                ? cleared.with(new Persistence.Retrying(at, reason, at))
                : cleared.in(new SectorState.AwaitingRetry(stage, at, reason, at));
    }
}
