package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentId;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Machine;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.proving.ProvingCommand.CompletePoSt;
import io.sealstream.manager.domain.proving.ProvingCommand.ConfirmDeadline;
import io.sealstream.manager.domain.proving.ProvingCommand.PlanWindow;
import io.sealstream.manager.domain.proving.ProvingCommand.ResolvePoSt;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * WindowPoSt of one partition. Failures are retried until the window closes; a bad sector is skipped, never the partition. Unlike sealing
 * tasks these have a lease: a silent node loses the task to another one.
 */
public final class ProvingMachine implements Machine<Partition, ProvingCommand, ProvingEvent, ProvingContext> {
    private static final int MAX_BACK_OFF = 5;

    @Override
    public Decision<ProvingEvent> decide(@Nullable Partition partition, ProvingCommand command, ProvingContext context) {
        if (command instanceof PlanWindow plan) {
            return plan(partition, plan, context);
        }
        if (partition == null) {
            return Decision.reject("the partition was never planned", acknowledgements(command));
        }
        return switch (command) {
            case PlanWindow c -> plan(partition, c, context);
            case CompletePoSt c -> complete(partition, c, context);
            case ProvingCommand.FailPoSt c -> fail(partition, c, context);
            case ProvingCommand.ReconsiderNode c -> reconsider(partition, context);
            case ProvingCommand.AssignCommitRandomness c -> submit(partition, c, context);
            case ConfirmDeadline c -> confirm(partition, c, context);
            case ResolvePoSt c -> resolve(partition, c);
            case ProvingCommand.Wake c -> reconsider(partition, context);
        };
    }

    @Override
    public Partition apply(@Nullable Partition partition, ProvingEvent event, ChainEpoch at) {
        return ProvingFold.apply(partition, event, at);
    }

    @Override
    public Plan plan(Partition partition, ProvingContext context) {
        return ProvingPlan.of(partition, context);
    }

    private static Decision<ProvingEvent> plan(@Nullable Partition partition, PlanWindow c, ProvingContext context) {
        List<ProvingEvent> events = new ArrayList<>();
        if (partition != null) {
            if (!partition.plan().periodStart().isBefore(c.plan().periodStart())) {
                return Decision.reject("partition " + partition.id() + " is planned for the period from " + partition.plan().periodStart());
            }
            if (!(partition.state() instanceof PartitionState.Closed)) {
                events.add(new ProvingEvent.DeadlineClosed(partition.id(), partition.plan().periodStart(), partition.isProven(), BitField.EMPTY));
            }
        }
        events.add(new ProvingEvent.PartitionPlanned(c.partition(), c.plan(), c.tipset()));
        context.node(c.plan().sectors(), "")
                .ifPresent(node -> events.add(new ProvingEvent.PoStTaskIssued(c.partition(), c.plan().periodStart(), 1, node)));
        return Decision.accept(events);
    }

    private static Decision<ProvingEvent> complete(Partition p, CompletePoSt c, ProvingContext context) {
        boolean waits = p.state() instanceof PartitionState.AwaitingProof || p.state() instanceof PartitionState.AwaitingNode;
        boolean same = c.periodStart().equals(p.plan().periodStart()) && c.task().attempt() > p.voidUntil();
        if (!waits || !same || ProvingPlan.isOver(p, context)) {
            return Decision.reject("partition " + p.id() + " does not wait for the proof of " + c.task().taskId() + ": it is " + name(p),
                    acknowledge(c.task()));
        }
        ChainEpoch period = p.plan().periodStart();
        List<ProvingEvent> events = new ArrayList<>();
        if (c.skipped().size() >= p.plan().sectors().size()) {
            events.add(new ProvingEvent.PoStTaskFailed(p.id(), period, c.task().attempt(), "every sector was skipped: "
                    + c.skipped().getFirst().reason(), retryAt(p, context)));
        } else {
            c.skipped().forEach(s -> events.add(new ProvingEvent.SectorFaulty(p.id(), period, s.number(), s.reason())));
            events.add(new ProvingEvent.PoStProved(p.id(), period, c.task().attempt(), c.proof(), c.postProof(), c.skipped(), c.stages()));
        }
        return Decision.accept(events, List.of(acknowledge(c.task())));
    }

    private static Decision<ProvingEvent> fail(Partition p, ProvingCommand.FailPoSt c, ProvingContext context) {
        boolean current = p.state() instanceof PartitionState.AwaitingProof s && s.attempt() == c.task().attempt()
                && c.task().taskId().equals(TaskRef.ofPoSt(p.id(), p.plan().periodStart().value(), s.attempt(), s.node()).taskId());
        if (!current) {
            return Decision.reject("partition " + p.id() + " does not wait for " + c.task().taskId() + ": it is " + name(p), acknowledge(c.task()));
        }
        return Decision.accept(List.of(new ProvingEvent.PoStTaskFailed(p.id(), p.plan().periodStart(), c.task().attempt(), c.reason(),
                retryAt(p, context))), List.of(acknowledge(c.task())));
    }

    private static ChainEpoch retryAt(Partition p, ProvingContext context) {
        return context.now().plus(Math.min(MAX_BACK_OFF, p.attempts()));
    }

    /** Gives the task to a node when it has none, or to another one when its node is silent. */
    private static Decision<ProvingEvent> reconsider(Partition p, ProvingContext context) {
        if (ProvingPlan.isOver(p, context)) {
            return Decision.nothing();
        }
        return switch (p.state()) {
            case PartitionState.AwaitingNode s when !s.notBefore().isAfter(context.now()) -> Decision.accept(issue(p, context));
            case PartitionState.AwaitingProof s when isSilent(s.node(), context) -> Decision.accept(moved(p, s, context));
            case PartitionState s -> Decision.nothing();
        };
    }

    private static boolean isSilent(String node, ProvingContext context) {
        MinerContext.NodeSeen seen = context.miner().nodes().get(node);
        return seen != null && !seen.here();
    }

    private static List<ProvingEvent> moved(Partition p, PartitionState.AwaitingProof s, ProvingContext context) {
        List<ProvingEvent> events = new ArrayList<>();
        events.add(new ProvingEvent.PoStTaskFailed(p.id(), p.plan().periodStart(), s.attempt(), "node " + s.node() + " is silent", context.now()));
        events.addAll(issue(p.withFailed(s.node()), context));
        return events;
    }

    private static List<ProvingEvent> issue(Partition p, ProvingContext context) {
        return context.node(p.plan().sectors(), p.lastFailed())
                .<List<ProvingEvent>>map(node -> List.of(new ProvingEvent.PoStTaskIssued(p.id(), p.plan().periodStart(), p.attempts() + 1, node)))
                .orElse(List.of());
    }

    private static Decision<ProvingEvent> submit(Partition p, ProvingCommand.AssignCommitRandomness c, ProvingContext context) {
        boolean waits = p.state() instanceof PartitionState.AwaitingOpening || p.state() instanceof PartitionState.AwaitingRecheck;
        if (!waits || p.proof() == null || !c.requestId().equals(ProvingIds.commit(p)) || ProvingPlan.isOver(p, context)) {
            return Decision.reject("nobody waits for answer " + c.requestId() + ": partition " + p.id() + " is " + name(p));
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
        return Decision.accept(List.of(new ProvingEvent.PoStSubmitted(p.id(), p.plan().periodStart(), intent, sender.get(), c.drawEpoch(),
                c.randomness(), attempt)));
    }

    private static Decision<ProvingEvent> confirm(Partition p, ConfirmDeadline c, ProvingContext context) {
        boolean open = !(p.state() instanceof PartitionState.Closed);
        if (open && c.requestId().equals(ProvingIds.close(p))) {
            return Decision.accept(List.of(new ProvingEvent.DeadlineClosed(p.id(), p.plan().periodStart(), p.isProven(), c.faulty())));
        }
        if (!(p.state() instanceof PartitionState.AwaitingRecheck) || !c.requestId().equals(ProvingIds.recheck(p))) {
            return Decision.reject("nobody waits for answer " + c.requestId() + ": partition " + p.id() + " is " + name(p));
        }
        if (c.posted()) {
            return Decision.accept(List.of(new ProvingEvent.PartitionProven(p.id(), p.plan().periodStart(), "", c.readAt().value())));
        }
        return p.proof() != null
                ? Decision.accept(List.of(), List.of(ProvingPlan.commit(p)))
                : Decision.accept(issue(p, context));
    }

    private static Decision<ProvingEvent> resolve(Partition p, ResolvePoSt c) {
        String intent = switch (p.state()) {
            case PartitionState.AwaitingLanding s -> s.intent();
            case PartitionState.AwaitingClose s -> s.intent();
            case PartitionState s -> "";
        };
        if (!intent.equals(c.intent())) {
            return Decision.reject("partition " + p.id() + " does not wait for " + c.intent() + ": it is " + name(p));
        }
        boolean landed = c.outcome() == IntentOutcome.LANDED || c.outcome() == IntentOutcome.FINAL;
        if (landed && c.receipt().exitCode() == 0) {
            return p.state() instanceof PartitionState.AwaitingLanding
                    ? Decision.accept(List.of(new ProvingEvent.PartitionProven(p.id(), p.plan().periodStart(), c.intent(), c.receipt().height())))
                    : Decision.nothing();
        }
        boolean over = c.outcome() == IntentOutcome.FAILED || c.outcome() == IntentOutcome.FINAL;
        return over
                ? Decision.accept(List.of(new ProvingEvent.PoStSubmitFailed(p.id(), p.plan().periodStart(), c.intent(), c.receipt().exitCode(),
                        reason(c))))
                : Decision.nothing();
    }

    private static String reason(ResolvePoSt c) {
        return c.outcome() == IntentOutcome.FAILED ? c.reason() : "the chain refused it: " + ExitCode.describe(c.receipt().exitCode());
    }

    private static Effect[] acknowledgements(ProvingCommand command) {
        return switch (command) {
            case CompletePoSt c -> new Effect[]{acknowledge(c.task())};
            case ProvingCommand.FailPoSt c -> new Effect[]{acknowledge(c.task())};
            case ProvingCommand c -> new Effect[]{};
        };
    }

    private static Effect acknowledge(TaskRef task) {
        return new Effect.WithdrawTask(task.node(), task.taskId());
    }

    private static String name(Partition p) {
        return p.state().getClass().getSimpleName();
    }
}
