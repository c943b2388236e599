package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.IntentId;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.proving.ProvingCommand.AssignCommitRandomness;
import io.sealstream.manager.domain.proving.ProvingCommand.ConfirmDeadline;
import io.sealstream.manager.domain.proving.ProvingCommand.ResolvePoSt;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.SkippedSector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends a proof and follows it: the look at the chain before, the commit randomness, what became of the message, and the close. */
final class PoStMessages {
    private PoStMessages() {}

    /** The deadline was read: after the close its outcome, in the window whether the proof is still wanted and answers the right challenge. */
    static Decision<ProvingEvent> confirm(Partition p, ConfirmDeadline c, ProvingContext context) {
        boolean waits = !(p.state() instanceof PartitionState.Closed) && c.periodStart().equals(p.plan().periodStart());
        if (waits && c.requestId().equals(ProvingIds.close(p))) {
            return close(p, c);
        }
        boolean looks = p.state() instanceof PartitionState.AwaitingOpening
                || p.state() instanceof PartitionState.AwaitingRecheck;
        if (!waits || !looks || ProvingPlan.isOver(p, context) || !c.requestId().equals(ProvingIds.recheck(p))) {
            return unexpected(p, c.requestId());
        }
        if (c.readAt().isBefore(p.plan().open())) {
            return Decision.reject("deadline " + p.id().deadline() + " was read at epoch " + c.readAt() + ", before it opened at "
                    + p.plan().open() + "; it is read again");
        }
        if (c.posted()) {
            return Decision
                    .accept(List.of(new ProvingEvent.PartitionProven(p.id(), p.plan().periodStart(), "", c.readAt().value())));
        }
        if (!c.challenge().equals(p.plan().challenge())) {
            return Decision.accept(replanned(p, c, context));
        }
        return p.proof() != null
                ? Decision.accept(List.of(), List.of(ProvingPlan.commit(p)))
                : Decision.accept(ProvingMachine.issue(p, context));
    }

    /** A reorg moved the challenge after the plan was read: the proof answers nothing, a new one is made. */
    private static List<ProvingEvent> replanned(Partition p, ConfirmDeadline c, ProvingContext context) {
        WindowPlan old = p.plan();
        WindowPlan plan = new WindowPlan(old.periodStart(), old.challengeEpoch(), old.open(), old.close(), c.challenge(),
                old.sectors(),
                old.recovering());
        ProvingEvent planned = new ProvingEvent.PartitionPlanned(p.id(), plan, List.of());
        List<ProvingEvent> events = new ArrayList<>();
        events.add(planned);
        events.addAll(ProvingMachine.issue(ProvingFold.apply(p, planned, context.now()), context));
        return events;
    }

    /** The chain has the last word: at the close it makes every sector faulty that was not proven. */
    private static Decision<ProvingEvent> close(Partition p, ConfirmDeadline c) {
        if (c.readAt().isBefore(p.plan().close())) {
            return Decision.reject("deadline " + p.id().deadline() + " was read at epoch " + c.readAt() + ", before it closed at "
                    + p.plan().close() + "; it is read again");
        }
        BitField skipped = p.proof() == null
                ? BitField.EMPTY
                : BitField.of(p.proof().skipped().stream().map(SkippedSector::number).toList());
        BitField wanted = BitField.of(p.plan().sectors().stream().map(ProvenSector::number).toList()).subtract(skipped);
        boolean proven = wanted.intersect(c.faulty()).isEmpty();
        return Decision.accept(List.of(new ProvingEvent.DeadlineClosed(p.id(), p.plan().periodStart(), proven, c.faulty())));
    }

    static Decision<ProvingEvent> submit(Partition p, AssignCommitRandomness c, ProvingContext context) {
        boolean waits = p.state() instanceof PartitionState.AwaitingOpening
                || p.state() instanceof PartitionState.AwaitingRecheck;
        boolean asked = c.requestId().equals(ProvingIds.commit(p)) && c.drawEpoch().equals(p.plan().challengeEpoch());
        if (!waits || p.proof() == null || !asked || ProvingPlan.isOver(p, context)) {
            return unexpected(p, c.requestId());
        }
        List<Address> wanted = context.miner().requirePolicy().postSenders();
        Optional<Address> sender = context.miner().requireObserved().sender(wanted);
        if (sender.isEmpty()) {
            return Decision.reject("none of the postSenders " + wanted + " is owner, worker or control of " + p.id().miner()
                    + "; set a policy with one that is, or add it with: stream-manager util miner set-controls");
        }
        int attempt = p.messages() + 1;
        String said = p.requireProof().attempt() + ":" + p.requireProof().bytes();
        String intent = IntentId.ofPoSt(p.id(), p.plan().periodStart().value(), said, attempt);
        return Decision.accept(
                List.of(new ProvingEvent.PoStSubmitted(p.id(), p.plan().periodStart(), intent, sender.get(), c.drawEpoch(),
                        c.randomness(), attempt)));
    }

    /**
     * News of the message. A receipt with a failure counts at once, not only when it is final: the window does not wait, and should a reorg
     * let the first message succeed after all, the chain refuses the second one.
     */
    static Decision<ProvingEvent> resolve(Partition p, ResolvePoSt c) {
        return switch (p.state()) {
            case PartitionState.AwaitingLanding s when s.intent().equals(c.intent()) -> sent(p, c);
            case PartitionState.AwaitingClose s when s.intent().equals(c.intent()) -> landed(p, s, c);
            case PartitionState s -> Decision.reject("partition " + p.id() + " does not wait for " + c.intent() + ": it is "
                    + ProvingMachine.name(p));
        };
    }

    private static Decision<ProvingEvent> sent(Partition p, ResolvePoSt c) {
        if (isFailure(c)) {
            return Decision.accept(List.of(submitFailed(p, c)));
        }
        return c.outcome() == IntentOutcome.REVERTED
                ? Decision.nothing()
                : Decision.accept(List
                        .of(new ProvingEvent.PartitionProven(p.id(), p.plan().periodStart(), c.intent(), c.receipt().height())));
    }

    /** A reorg may take the receipt away: the same message is waited for again. */
    private static Decision<ProvingEvent> landed(Partition p, PartitionState.AwaitingClose state, ResolvePoSt c) {
        PartitionState.AwaitingLanding message = state.message();
        if (isFailure(c)) {
            return Decision.accept(List.of(submitFailed(p, c)));
        }
        return c.outcome() == IntentOutcome.REVERTED && message != null
                ? Decision.accept(
                        List.of(new ProvingEvent.PoStSubmitted(p.id(), p.plan().periodStart(), message.intent(), message.sender(),
                                message.commitEpoch(), message.commitRandomness(), p.messages())))
                : Decision.nothing();
    }

    private static boolean isFailure(ResolvePoSt c) {
        return c.outcome() == IntentOutcome.FAILED
                || (c.outcome() != IntentOutcome.REVERTED && c.receipt().exitCode() != 0);
    }

    private static ProvingEvent submitFailed(Partition p, ResolvePoSt c) {
        String reason = c.outcome() == IntentOutcome.FAILED
                ? c.reason()
                : "the chain refused it: " + ExitCode.describe(c.receipt().exitCode());
        return new ProvingEvent.PoStSubmitFailed(p.id(), p.plan().periodStart(), c.intent(), c.receipt().exitCode(), reason);
    }

    private static Decision<ProvingEvent> unexpected(Partition p, String requestId) {
        return Decision
                .reject("nobody waits for answer " + requestId + ": partition " + p.id() + " is " + ProvingMachine.name(p));
    }
}
