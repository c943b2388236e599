package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.sector.SectorCommand.ResolveMessage;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.filecoin.ExitCode;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** How a sector comes out of a message, or out of the queue for one, without having landed. What is not its fault does not count as a failure. */
final class BatchReturns {
    /** The sender or the miner has too little, or the sender may not send for the miner any more: nobody of the message is to blame. */
    private static final Set<Long> OF_THE_SENDER = Set.of(ExitCode.SYS_INSUFFICIENT_FUNDS.code(),
            ExitCode.USR_INSUFFICIENT_FUNDS.code(), ExitCode.USR_FORBIDDEN.code());

    private BatchReturns() {}

    /** Epochs to wait where the message ended without the fault of the sector; empty where the sector may be to blame. */
    static OptionalLong wait(ResolveMessage c) {
        if (OF_THE_SENDER.contains(c.receipt().exitCode())) {
            return OptionalLong.of(Repeat.HELD);
        }
        return switch (c.cause()) {
            case EXPIRED, FULL -> OptionalLong.of(Repeat.HELD);
            case CANCELLED, SIGNER -> OptionalLong.of(Repeat.MAX_BACK_OFF);
            case NONE, ESTIMATE, OTHER -> OptionalLong.empty();
        };
    }

    /** The event of a message that is over: a return or a failure. */
    static SectorEvent over(Sector sector, ResolveMessage c, String reason, MinerContext context) {
        OptionalLong wait = wait(c);
        if (c.purpose() == Purpose.PRECOMMIT) {
            return wait.isPresent()
                    ? new SectorEvent.PreCommitReturned(sector.id(), c.intent(), reason,
                            context.now().plus(wait.getAsLong()).value())
                    : new SectorEvent.PreCommitFailed(sector.id(), c.intent(), c.receipt().exitCode(), reason,
                            SectorRules.retryAt(sector, Stage.PRECOMMIT, FailureLevel.TEMPORARY, context));
        }
        return wait.isPresent()
                ? new SectorEvent.ProveCommitReturned(sector.id(), c.intent(), reason,
                        context.now().plus(wait.getAsLong()).value())
                : new SectorEvent.ProveCommitFailed(sector.id(), c.intent(), c.receipt().exitCode(), reason,
                        SectorRules.retryAt(sector, Stage.PROVE_COMMIT, FailureLevel.TEMPORARY, context));
    }

    static Decision<SectorEvent> returned(Sector sector, SectorCommand.ReturnFromBatch c, MinerContext context) {
        boolean precommit = sector.state() instanceof SectorState.AwaitingPreCommit s && s.intent().equals(c.intent());
        boolean prove = sector.state() instanceof SectorState.AwaitingProveCommit s && s.intent().equals(c.intent());
        if (!precommit && !prove) {
            return Decision.reject("sector " + sector.id() + " does not wait for " + c.intent() + ": "
                    + SectorWords.waitingFor(sector, context));
        }
        return Decision.accept(List.of(again(sector, c.purpose(), c.intent(), c.reason())));
    }

    /** It is ready for another message, at once. */
    static SectorEvent again(Sector sector, Purpose purpose, String intent, String reason) {
        return purpose == Purpose.PRECOMMIT
                ? new SectorEvent.PreCommitReturned(sector.id(), intent, reason, 0)
                : new SectorEvent.ProveCommitReturned(sector.id(), intent, reason, 0);
    }

    /** The chain is asked about the sector itself before it is offered again. */
    static Decision<SectorEvent> left(Sector sector, SectorCommand.LeaveBatch c, MinerContext context) {
        return switch (sector.state()) {
            case SectorState.AwaitingPreCommitBatch s when c.purpose() == Purpose.PRECOMMIT ->
                Decision.accept(List.of(new SectorEvent.PreCommitFailed(sector.id(), "", 0, c.reason(),
                        later(SectorRules.retryAt(sector, Stage.PRECOMMIT, FailureLevel.TEMPORARY, context), context))));
            case SectorState.AwaitingProveCommitBatch s when c.purpose() == Purpose.PROVE_COMMIT ->
                Decision.accept(List.of(new SectorEvent.ProveCommitFailed(sector.id(), "", 0, c.reason(),
                        later(SectorRules.retryAt(sector, Stage.PROVE_COMMIT, FailureLevel.TEMPORARY, context), context))));
            case SectorState s -> Decision.reject("sector " + sector.id() + " waits for no message: "
                    + SectorWords.waitingFor(sector, context));
        };
    }

    /** Its deposit is lost: only a person can go on. */
    static SectorEvent tooLate(Sector sector, MinerContext context) {
        return new SectorEvent.ProveCommitFailed(sector.id(), "", 0, "its precommit of epoch "
                + sector.requirePreCommit().epoch() + " could be proven until epoch "
                + SectorClocks.lastUse(Purpose.PROVE_COMMIT, sector, context.rules())
                + "; the deposit is lost, give the sector up and seal another one", 0);
    }

    /** Not too soon: a chain node that lags must have time to come up. */
    private static long later(long retryAt, MinerContext context) {
        return retryAt == 0 ? 0 : Math.max(retryAt, context.now().plus(Repeat.UNFIT).value());
    }

    static Decision<SectorEvent> proofRefused(Sector sector, SectorCommand.RefuseProof c, MinerContext context) {
        return sector.state() instanceof SectorState.AwaitingProveCommitBatch
                ? Decision.accept(refusedProof(sector, c.reason(), "the node", context))
                : Decision.reject("no proof of sector " + sector.id() + " waits for a message: "
                        + SectorWords.waitingFor(sector, context));
    }

    /** A new proof is made, as long as there were not too many. */
    static List<SectorEvent> refusedProof(Sector sector, String reason, String who, MinerContext context) {
        SectorEvent refused = new SectorEvent.ProofRefused(sector.id(), reason);
        int refusals = sector.tries().failures(Stage.PROVE) + 1;
        return refusals < context.requirePolicy().maxTaskAttempts()
                ? List.of(refused)
                : List.of(refused, new SectorEvent.StepFailed(sector.id(), SealStep.PROVE, sector.tries().attempts(Stage.PROVE),
                        FailureLevel.PERMANENT, who + " refused " + refusals + " proofs in a row: " + reason, 0));
    }
}
