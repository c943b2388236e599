package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.sector.SectorCommand.AssignRandomness;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmPreCommit;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmSector;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what the chain says about a sector. An answer counts when the state waits for exactly it; repeats are refused with a reason. */
final class ChainAnswers {
    private ChainAnswers() {}

    static Decision<SectorEvent> randomness(Sector sector, AssignRandomness c, MinerContext context) {
        return switch (c.purpose()) {
            case SEAL_TICKET -> c.requestId().equals(SectorPlan.ticketId(sector, c.drawEpoch()))
                    ? ticket(sector, c, context)
                    : proofTicket(sector, c, context);
            case INTERACTIVE_SEED -> seed(sector, c, context);
            case WINDOW_POST_CHALLENGE, POST_CHAIN_COMMIT ->
                Decision.reject("a sector asks for no randomness of kind " + c.purpose());
        };
    }

    private static Decision<SectorEvent> ticket(Sector sector, AssignRandomness c, MinerContext context) {
        boolean again = SectorRules.retries(sector, Stage.SEAL, context.now()) && SectorRules.needsTicket(sector, context);
        if (!(sector.state() instanceof SectorState.AwaitingTicket) && !again) {
            return unexpected(sector, c.requestId());
        }
        long age = context.now().since(c.drawEpoch());
        if (age > context.rules().ticketLookback() + SectorRules.TICKET_LATE) {
            return Decision
                    .reject("the ticket of epoch " + c.drawEpoch() + " is " + age + " epochs old; a younger one is asked for");
        }
        return Decision.accept(List.of(new SectorEvent.TicketAssigned(sector.id(), c.drawEpoch(), c.randomness()),
                SectorMachine.next(sector, SealStep.SEAL)));
    }

    private static Decision<SectorEvent> seed(Sector sector, AssignRandomness c, MinerContext context) {
        boolean waits = sector.state() instanceof SectorState.AwaitingSeed
                || SectorRules.retries(sector, Stage.PROVE, context.now());
        if (!waits || sector.seed() != null || !c.drawEpoch().equals(SectorRules.seedEpoch(sector, context))) {
            return unexpected(sector, c.requestId());
        }
        return Decision.accept(List.of(new SectorEvent.SeedAssigned(sector.id(), c.drawEpoch(), c.randomness())));
    }

    /** The ticket drawn afresh must be the one the replica is bound to; then the proof may begin. */
    private static Decision<SectorEvent> proofTicket(Sector sector, AssignRandomness c, MinerContext context) {
        if (!awaitsProofInputs(sector, context) || !c.requestId().equals(SectorPlan.proofTicketId(sector))) {
            return unexpected(sector, c.requestId());
        }
        if (!c.randomness().equals(sector.requireTicket().value())) {
            return Decision.accept(List.of(stuckProof(sector, "the chain's ticket of epoch " + c.drawEpoch()
                    + " is not the one the replica is bound to; the sector cannot be proven")));
        }
        return Decision.accept(List.of(SectorMachine.next(sector, SealStep.PROVE)));
    }

    static Decision<SectorEvent> preCommit(Sector sector, ConfirmPreCommit c, MinerContext context) {
        ConfirmPreCommit.@Nullable OnChain found = c.found();
        if (isStale(sector, c.at())) {
            return stale(sector, c.requestId(), c.at());
        }
        if (sector.preCommit() != null) {
            return found == null ? missing(sector, c, context) : confirmed(sector, c, found, context);
        }
        if (!SectorRules.awaits(sector, Stage.PRECOMMIT) || sector.replica() == null) {
            return unexpected(sector, c.requestId());
        }
        if (found == null) {
            return SectorRules.retries(sector, Stage.PRECOMMIT, context.now()) && !SectorRules.ticketTooOldToSend(sector, context)
                    ? Decision.accept(List.of(BatchReturns.again(sector, Purpose.PRECOMMIT, "", "the chain has none")))
                    : Decision.nothing();
        }
        return landed(sector, found);
    }

    /**
     * A landed precommit that the chain does not have. A reorg may be under way; one that is missing for as long as a message needs to be final
     * is gone, and the sector is offered again once the chain was asked once more.
     */
    private static Decision<SectorEvent> missing(Sector sector, ConfirmPreCommit c, MinerContext context) {
        boolean gone = awaitsProofInputs(sector, context)
                && c.at().since(sector.state().since()) >= context.requirePolicy().messageConfidence();
        String words = "the chain has no precommit of sector " + sector.id() + " at epoch " + c.at();
        return gone
                ? Decision.accept(List.of(new SectorEvent.PreCommitReturned(sector.id(), "", words,
                        context.now().plus(Repeat.HELD).value())))
                : Decision.reject(words);
    }

    /** Read before the sector came to where it is: a reorg or a returned message may have undone what it says. */
    private static boolean isStale(Sector sector, ChainEpoch at) {
        return at.isBefore(sector.state().since());
    }

    private static Decision<SectorEvent> stale(Sector sector, String requestId, ChainEpoch at) {
        return Decision.reject("answer " + requestId + " was read at epoch " + at + ", before sector " + sector.id() + " became "
                + sector.state().getClass().getSimpleName() + " at " + sector.state().since());
    }

    private static Decision<SectorEvent> landed(Sector sector, ConfirmPreCommit.OnChain found) {
        if (found.sealedCid().equals(sector.requireReplica().commR())
                && found.ticketEpoch().equals(sector.requireReplica().ticketEpoch())) {
            return Decision
                    .accept(List.of(new SectorEvent.PreCommitLanded(sector.id(), found.preCommitEpoch(), found.expiration())));
        }
        String reason = "the chain holds another precommit for this number: " + found.sealedCid();
        return sector.state() instanceof SectorState.AwaitingPerson
                ? Decision.reject(reason)
                : Decision.accept(List.of(new SectorEvent.PreCommitFailed(sector.id(), intent(sector), 0, reason, 0)));
    }

    /** The precommit is known; the chain says where it is now. */
    private static Decision<SectorEvent> confirmed(Sector sector, ConfirmPreCommit c, ConfirmPreCommit.OnChain found,
            MinerContext context) {
        if (!SectorRules.isBeforeProveCommit(sector)) {
            return unexpected(sector, c.requestId());
        }
        ChainEpoch known = sector.requirePreCommit().epoch();
        if (!found.preCommitEpoch().equals(known)) {
            return Decision.accept(List.of(new SectorEvent.PreCommitMoved(sector.id(), found.preCommitEpoch())));
        }
        if (!awaitsProofInputs(sector, context) || !c.requestId().equals(SectorPlan.proofPreCommit(sector).requestId())) {
            return Decision.nothing();
        }
        boolean ours = found.sealedCid().equals(sector.requireReplica().commR())
                && found.ticketEpoch().equals(sector.requireTicket().epoch());
        return ours
                ? Decision.accept(List.of(), List.of(SectorPlan.proofTicket(sector)))
                : Decision.accept(
                        List.of(stuckProof(sector, "the precommit on chain names " + found.sealedCid() + " and ticket epoch "
                                + found.ticketEpoch() + ", not what was sealed")));
    }

    static Decision<SectorEvent> sector(Sector sector, ConfirmSector c, MinerContext context) {
        boolean waits = SectorRules.awaits(sector, Stage.PROVE_COMMIT) || sector.state() instanceof SectorState.AwaitingFinality;
        if (!waits) {
            return unexpected(sector, c.requestId());
        }
        if (isStale(sector, c.at())) {
            return stale(sector, c.requestId(), c.at());
        }
        ConfirmSector.@Nullable OnChain found = c.found();
        if (found == null) {
            return SectorRules.retries(sector, Stage.PROVE_COMMIT, context.now())
                    ? Decision.accept(List.of(SectorRules.tooLateToProve(sector, context)
                            ? BatchReturns.tooLate(sector, context)
                            : BatchReturns.again(sector, Purpose.PROVE_COMMIT, "", "it is not active")))
                    : Decision.nothing();
        }
        if (!found.sealedCid().equals(sector.requireReplica().commR())) {
            return Decision.reject("the chain holds another sector under this number: " + found.sealedCid());
        }
        Sector.Placement place = new Sector.Placement(found.activation(), found.expiration(), found.deadline(),
                found.partition());
        return place.equals(sector.placement())
                ? Decision.nothing()
                : Decision.accept(
                        List.of(new SectorEvent.Activated(sector.id(), place.activation(), place.expiration(), place.deadline(),
                                place.partition())));
    }

    private static boolean awaitsProofInputs(Sector sector, MinerContext context) {
        boolean waits = sector.state() instanceof SectorState.AwaitingProofInputs
                || SectorRules.retries(sector, Stage.PROVE, context.now());
        return waits && sector.seed() != null && sector.preCommit() != null && sector.ticket() != null;
    }

    private static SectorEvent stuckProof(Sector sector, String reason) {
        return new SectorEvent.StepFailed(sector.id(), SealStep.PROVE, sector.tries().attempts(Stage.PROVE),
                FailureLevel.PERMANENT, reason, 0);
    }

    private static String intent(Sector sector) {
        return sector.state() instanceof SectorState.AwaitingPreCommit s ? s.intent() : "";
    }

    private static Decision<SectorEvent> unexpected(Sector sector, String requestId) {
        return Decision.reject("nobody waits for answer " + requestId + ": sector " + sector.id() + " is "
                + sector.state().getClass().getSimpleName());
    }
}
