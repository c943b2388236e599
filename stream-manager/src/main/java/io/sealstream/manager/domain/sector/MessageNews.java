package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ExitCode;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.sector.SectorCommand.JoinBatch;
import io.sealstream.manager.domain.sector.SectorCommand.ResolveMessage;
import io.sealstream.manager.domain.task.SealStep;
import java.util.List;

/** What becomes of a sector when its message is formed, lands, fails or is reverted. Failures count only when they are final. */
final class MessageNews {
    private static final long ILLEGAL_ARGUMENT = 16;
    private MessageNews() {}

    static Decision<SectorEvent> join(Sector sector, JoinBatch c, MinerContext context) {
        if (!c.instead().isEmpty()) {
            return SectorRules.movesFrom(sector, c.purpose(), c.instead(), context)
                    ? Decision
                            .accept(List.of(BatchReturns.again(sector, c.purpose(), c.instead(), c.reason()), joined(sector, c)))
                    : Decision.reject("sector " + sector.id() + " is not to be moved from " + c.instead() + ": "
                            + SectorWords.waitingFor(sector, context));
        }
        return SectorRules.refusal(sector, c.purpose(), context).<Decision<SectorEvent>>map(Decision::reject)
                .orElseGet(() -> Decision.accept(List.of(joined(sector, c))));
    }

    private static SectorEvent joined(Sector sector, JoinBatch c) {
        return c.purpose() == Purpose.PRECOMMIT
                ? new SectorEvent.PreCommitBatched(sector.id(), c.intent(), c.sender(), c.value(), c.expiration())
                : new SectorEvent.ProveCommitBatched(sector.id(), c.intent(), c.sender(), c.value());
    }

    static Decision<SectorEvent> resolve(Sector sector, ResolveMessage c, MinerContext context) {
        return switch (c.purpose()) {
            case PRECOMMIT -> preCommit(sector, c, context);
            case PROVE_COMMIT -> proveCommit(sector, c, context);
            case WINDOW_POST, OPERATOR -> Decision.reject("a sector goes with no message of kind " + c.purpose());
        };
    }

    private static Decision<SectorEvent> preCommit(Sector sector, ResolveMessage c, MinerContext context) {
        if (sector.preCommit() != null) {
            return landedAgain(sector, c, context);
        }
        if (!(sector.state() instanceof SectorState.AwaitingPreCommit s) || !s.intent().equals(c.intent())) {
            return stale(sector, c);
        }
        if (isFailure(c)) {
            return isOver(c) ? preCommitFailed(sector, c, context) : Decision.nothing();
        }
        return c.outcome() == IntentOutcome.REVERTED
                ? Decision.nothing()
                : Decision.accept(List.of(), List.of(SectorPlan.preCommit(sector, "landed/" + c.receipt().height())));
    }

    private static Decision<SectorEvent> preCommitFailed(Sector sector, ResolveMessage c, MinerContext context) {
        return Decision.accept(List.of(BatchReturns.over(sector, c, reason(c), context)));
    }

    /**
     * A precommit that lands again, or becomes final, is read again: a reorg may have moved it. One that ends in failure after a reorg was never
     * made: what was built on it is void.
     */
    private static Decision<SectorEvent> landedAgain(Sector sector, ResolveMessage c, MinerContext context) {
        if (isFailure(c)) {
            return isOver(c) && SectorRules.isBeforeProveCommit(sector)
                    ? preCommitFailed(sector, c, context)
                    : Decision.nothing();
        }
        return c.outcome() == IntentOutcome.REVERTED
                ? Decision.nothing()
                : Decision.accept(List.of(), List.of(SectorPlan.preCommit(sector, "landed/" + c.receipt().height())));
    }

    private static Decision<SectorEvent> proveCommit(Sector sector, ResolveMessage c, MinerContext context) {
        return switch (sector.state()) {
            case SectorState.AwaitingProveCommit s when s.intent().equals(c.intent()) -> isFailure(c)
                    ? refused(sector, c, context)
                    : read(sector, c);
            case SectorState.AwaitingFinality s when s.intent().equals(c.intent()) -> finality(sector, c, context);
            case SectorState s -> stale(sector, c);
        };
    }

    private static Decision<SectorEvent> finality(Sector sector, ResolveMessage c, MinerContext context) {
        if (isFailure(c)) {
            return refused(sector, c, context);
        }
        return c.outcome() == IntentOutcome.FINAL
                ? Decision.accept(List.of(SectorMachine.next(sector, SealStep.FINALIZE)))
                : read(sector, c);
    }

    private static Decision<SectorEvent> read(Sector sector, ResolveMessage c) {
        return c.outcome() == IntentOutcome.REVERTED
                ? Decision.nothing()
                : Decision.accept(List.of(), List.of(SectorPlan.sector(sector, "landed/" + c.receipt().height())));
    }

    /** Exit code 16 means the proof: it is made again. Everything else is sent again. */
    private static Decision<SectorEvent> refused(Sector sector, ResolveMessage c, MinerContext context) {
        if (!isOver(c)) {
            return Decision.nothing();
        }
        return isProofRefused(c)
                ? Decision.accept(BatchReturns.refusedProof(sector, reason(c), "the chain", context))
                : Decision.accept(List.of(BatchReturns.over(sector, c, reason(c), context)));
    }

    /** On chain by its receipt, or before it was sent: the estimate runs the message and meets the same rule with the same exit code. */
    private static boolean isProofRefused(ResolveMessage c) {
        return c.receipt().exitCode() == ILLEGAL_ARGUMENT;
    }

    private static boolean isFailure(ResolveMessage c) {
        return c.outcome() == IntentOutcome.FAILED
                || (c.outcome() != IntentOutcome.REVERTED && c.receipt().exitCode() != 0);
    }

    private static boolean isOver(ResolveMessage c) {
        return c.outcome() == IntentOutcome.FAILED || c.outcome() == IntentOutcome.FINAL;
    }

    private static String reason(ResolveMessage c) {
        return c.outcome() == IntentOutcome.FAILED
                ? c.reason()
                : "the chain refused it: " + ExitCode.describe(c.receipt().exitCode())
                        + (c.reason().isEmpty() ? "" : " (" + c.reason() + ")");
    }

    private static Decision<SectorEvent> stale(Sector sector, ResolveMessage c) {
        return Decision.reject("sector " + sector.id() + " does not wait for " + c.intent() + ": it is "
                + sector.state().getClass().getSimpleName());
    }
}
