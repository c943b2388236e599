package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import java.util.Optional;

/** Small questions about a sector that decisions and plans share. */
public final class SectorRules {
    /** Epochs a precommit may need to land; an older ticket is not sent any more. */
    static final long SEND_RESERVE = 30;
    /** Epochs that PC1, PC2 and the precommit may need; an older ticket is not sealed with any more. */
    static final long SEAL_RESERVE = 1440;
    /** Epochs after which a question for a ticket asks for a younger one. */
    static final long TICKET_STEP = 100;
    /** Oldest ticket that is assigned, beyond the lookback. */
    static final long TICKET_LATE = 600;

    private SectorRules() {}

    /** True when the state waits for this stage: under way, to be tried again, or stuck in it. */
    static boolean awaits(Sector sector, Stage stage) {
        return switch (sector.state()) {
            case SectorState.AwaitingPieces s -> stage == Stage.PREPARE;
            case SectorState.AwaitingReplica s -> stage == Stage.SEAL;
            case SectorState.AwaitingProof s -> stage == Stage.PROVE;
            case SectorState.AwaitingCleanup s -> stage == Stage.FINALIZE;
            case SectorState.AwaitingPreCommit s -> stage == Stage.PRECOMMIT;
            case SectorState.AwaitingProveCommit s -> stage == Stage.PROVE_COMMIT;
            case SectorState.AwaitingRetry s -> stage == s.stage();
            case SectorState.AwaitingPerson s -> stage == s.stage();
            case SectorState.AwaitingTicket s -> false;
            case SectorState.AwaitingPreCommitBatch s -> false;
            case SectorState.AwaitingSeed s -> false;
            case SectorState.AwaitingProofInputs s -> false;
            case SectorState.AwaitingPersistence s -> false;
            case SectorState.AwaitingProveCommitBatch s -> false;
            case SectorState.AwaitingFinality s -> false;
            case SectorState.Proving s -> false;
            case SectorState.Aborted s -> false;
        };
    }

    /** True from the landed precommit until the prove-commit is on its way. */
    static boolean isBeforeProveCommit(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingSeed s -> true;
            case SectorState.AwaitingProofInputs s -> true;
            case SectorState.AwaitingProof s -> true;
            case SectorState.AwaitingPersistence s -> true;
            case SectorState.AwaitingProveCommitBatch s -> true;
            case SectorState.AwaitingRetry s -> s.stage() == Stage.PROVE || s.stage() == Stage.PROVE_COMMIT;
            case SectorState.AwaitingPerson s -> s.stage() == Stage.PROVE || s.stage() == Stage.PROVE_COMMIT;
            case SectorState s -> false;
        };
    }

    /** True for an event after which a sector waits for no message, or not for the one it waited for. */
    public static boolean leavesWaiting(SectorEvent event) {
        return switch (event) {
            case SectorEvent.PreCommitBatched e -> true;
            case SectorEvent.PreCommitFailed e -> true;
            case SectorEvent.PreCommitReturned e -> true;
            case SectorEvent.PreCommitMoved e -> true;
            case SectorEvent.ProveCommitBatched e -> true;
            case SectorEvent.ProveCommitFailed e -> true;
            case SectorEvent.ProofRefused e -> true;
            case SectorEvent.StepFailed e -> e.step() != SealStep.PERSIST;
            case SectorEvent.SectorAborted e -> true;
            case SectorEvent e -> false;
        };
    }

    /** True in a retry of that stage whose epoch has come. */
    static boolean retries(Sector sector, Stage stage, ChainEpoch now) {
        return sector.state() instanceof SectorState.AwaitingRetry s && s.stage() == stage && !s.retryAt().isAfter(now);
    }

    /** Attempt of the task under way, or 0. */
    static int current(Sector sector, Stage stage) {
        return switch (stage) {
            case PREPARE -> sector.state() instanceof SectorState.AwaitingPieces s ? s.attempt() : 0;
            case SEAL -> sector.state() instanceof SectorState.AwaitingReplica s ? s.attempt() : 0;
            case PROVE -> sector.state() instanceof SectorState.AwaitingProof s ? s.attempt() : 0;
            case FINALIZE -> sector.state() instanceof SectorState.AwaitingCleanup s ? s.attempt() : 0;
            case PERSIST -> sector.persistence() instanceof Persistence.Copying s ? s.attempt() : 0;
            case PRECOMMIT, PROVE_COMMIT -> 0;
        };
    }

    static boolean ticketTooOldToSend(Sector sector, MinerContext context) {
        return sector.ticket() != null
                && context.now().since(sector.ticket().epoch()) > context.rules().maxTicketAge() - SEND_RESERVE;
    }

    /** True when the chain takes no prove-commit any more: the precommit is too old, or too little life would be left. */
    static boolean tooLateToProve(Sector sector, MinerContext context) {
        return context.now().isAfter(SectorClocks.lastUse(Purpose.PROVE_COMMIT, sector, context.rules()));
    }

    static boolean needsTicket(Sector sector, MinerContext context) {
        return sector.ticket() == null
                || context.now().since(sector.ticket().epoch()) > context.rules().maxTicketAge() - SEAL_RESERVE;
    }

    static ChainEpoch seedEpoch(Sector sector, MinerContext context) {
        return sector.requirePreCommit().epoch().plus(context.rules().challengeDelay());
    }

    /** Epoch of the next try after one more failure; 0 when a person must act. */
    static long retryAt(Sector sector, Stage stage, FailureLevel level, MinerContext context) {
        int failures = sector.tries().failures(stage) + 1;
        if (level != FailureLevel.TEMPORARY || failures >= context.requirePolicy().maxTaskAttempts()) {
            return 0;
        }
        return context.now().plus(Repeat.backOff(failures)).value();
    }

    /** Why a sector cannot go with a message of that kind now; empty when it can. */
    public static Optional<String> refusal(Sector sector, Purpose purpose, MinerContext context) {
        return switch (purpose) {
            case PRECOMMIT -> preCommitRefusal(sector, context);
            case PROVE_COMMIT -> proveCommitRefusal(sector, context);
            case WINDOW_POST, OPERATOR -> Optional.of("a sector goes with no message of kind " + purpose);
        };
    }

    /** True while that message has not brought it on. */
    public static boolean awaitsMessage(Sector sector, String intent) {
        return switch (sector.state()) {
            case SectorState.AwaitingPreCommit s -> s.intent().equals(intent);
            case SectorState.AwaitingProveCommit s -> s.intent().equals(intent);
            case SectorState s -> false;
        };
    }

    /** True when it waits for that message and can as well go with another one. */
    public static boolean movesFrom(Sector sector, Purpose purpose, String intent, MinerContext context) {
        return switch (sector.state()) {
            case SectorState.AwaitingPreCommit s ->
                purpose == Purpose.PRECOMMIT && s.intent().equals(intent) && !ticketTooOldToSend(sector, context);
            case SectorState.AwaitingProveCommit s -> purpose == Purpose.PROVE_COMMIT && s.intent().equals(intent);
            case SectorState s -> false;
        };
    }

    /** Why a sector cannot go with a precommit now; empty when it can. */
    public static Optional<String> preCommitRefusal(Sector sector, MinerContext context) {
        boolean waits = sector.state() instanceof SectorState.AwaitingPreCommitBatch
                || retries(sector, Stage.PRECOMMIT, context.now());
        if (!waits || sector.replica() == null) {
            return Optional
                    .of("sector " + sector.id() + " does not wait for a precommit: " + SectorWords.waitingFor(sector, context));
        }
        return ticketTooOldToSend(sector, context)
                ? Optional.of("the ticket of sector " + sector.id() + " is too old to be sent")
                : Optional.empty();
    }

    /** Why a sector cannot go with a prove-commit now; empty when it can. */
    public static Optional<String> proveCommitRefusal(Sector sector, MinerContext context) {
        boolean waits = sector.state() instanceof SectorState.AwaitingProveCommitBatch
                || retries(sector, Stage.PROVE_COMMIT, context.now());
        if (!waits || sector.proof() == null) {
            return Optional.of(
                    "sector " + sector.id() + " does not wait for a prove-commit: " + SectorWords.waitingFor(sector, context));
        }
        return sector.persistence() instanceof Persistence.Done
                ? Optional.empty()
                : Optional.of("sector " + sector.id() + " is not in long-term storage yet");
    }

    /** Why an operator cannot give it up; empty when he can. */
    public static Optional<String> abortRefusal(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingProveCommit s ->
                Optional.of("its prove-commit " + s.intent() + " is under way; wait until it has landed");
            case SectorState.AwaitingFinality s -> Optional.of("it is active on chain; terminate it instead");
            case SectorState.AwaitingCleanup s -> Optional.of("it is active on chain; terminate it instead");
            case SectorState.Proving s -> Optional.of("it is active on chain; terminate it instead");
            case SectorState.Aborted s -> Optional.of("it was given up already: " + s.reason());
            case SectorState s -> Optional.empty();
        };
    }

    /** The stage an operator may have tried again now; empty when nothing is stuck. */
    public static Optional<Stage> stuckStage(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingPerson s -> Optional.of(s.stage());
            case SectorState.AwaitingRetry s -> Optional.of(s.stage());
            case SectorState.Aborted s -> Optional.empty();
            case SectorState s -> switch (sector.persistence()) {
                case Persistence.Stuck p -> Optional.of(Stage.PERSIST);
                case Persistence.Retrying p -> Optional.of(Stage.PERSIST);
                case Persistence.NotBegun p -> Optional.empty();
                case Persistence.Copying p -> Optional.empty();
                case Persistence.Done p -> Optional.empty();
            };
        };
    }
}
