package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Machine;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.proving.ProvingCommand.CompletePoSt;
import io.sealstream.manager.domain.proving.ProvingCommand.FailPoSt;
import io.sealstream.manager.domain.proving.ProvingCommand.PlanWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WindowPoSt of one partition. The miner reads each deadline at its challenge and tells every partition with sectors to prove its plan; from
 * then on the partition lives by itself until its window has closed. Failures are retried until then; a bad sector is skipped, never the
 * partition. Unlike sealing tasks these have a lease: a silent node loses the task to another one that can do it. Results of nodes are
 * judged by {@link PoStResults}, the message and answers of the chain by {@link PoStMessages}; plans, nodes and wakes are here.
 */
public final class ProvingMachine implements Machine<Partition, ProvingCommand, ProvingEvent, ProvingContext> {
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
            case CompletePoSt c -> PoStResults.complete(partition, c, context);
            case FailPoSt c -> PoStResults.fail(partition, c, context);
            case ProvingCommand.AssignCommitRandomness c -> PoStMessages.submit(partition, c, context);
            case ProvingCommand.ConfirmDeadline c -> PoStMessages.confirm(partition, c, context);
            case ProvingCommand.ResolvePoSt c -> PoStMessages.resolve(partition, c);
            case ProvingCommand.ReconsiderNode c -> reconsider(partition, context);
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
        Partition.WindowPlan plan = c.plan();
        if (partition != null && !partition.plan().periodStart().isBefore(plan.periodStart())) {
            return Decision
                    .reject("partition " + partition.id() + " is planned for the period from " + partition.plan().periodStart());
        }
        if (plan.sectors().isEmpty() || !context.now().isBefore(plan.close())) {
            return Decision.reject("nothing can be proven in partition " + c.partition() + ": "
                    + (plan.sectors().isEmpty() ? "it holds no sector to prove" : "its window closed at epoch " + plan.close()));
        }
        List<ProvingEvent> events = new ArrayList<>();
        if (partition != null && !(partition.state() instanceof PartitionState.Closed)) {
            // the chain never said how the former window ended; what is known to be faulty now is faulty since then at the latest
            events.add(new ProvingEvent.DeadlineClosed(partition.id(), partition.plan().periodStart(), partition.isProven(),
                    plan.recovering()));
        }
        ProvingEvent planned = new ProvingEvent.PartitionPlanned(c.partition(), plan, c.tipset());
        events.add(planned);
        events.addAll(issue(ProvingFold.apply(partition, planned, context.now()), context));
        return Decision.accept(events);
    }

    /** Gives the task to a node when it has none, or to another one when its node is silent; takes it back when the window has closed. */
    private static Decision<ProvingEvent> reconsider(Partition p, ProvingContext context) {
        boolean over = ProvingPlan.isOver(p, context);
        return switch (p.state()) {
            case PartitionState.AwaitingProof s when over -> Decision.accept(List.of(new ProvingEvent.PoStTaskFailed(p.id(),
                    p.plan().periodStart(), s.attempt(),
                    "the window closed at epoch " + p.plan().close() + " before a proof was there",
                    p.plan().close())));
            case PartitionState.AwaitingProof s when isSilent(s.node(), context) -> Decision.accept(moved(p, s, context));
            case PartitionState.AwaitingNode s when !over && !s.notBefore().isAfter(context.now()) ->
                Decision.accept(issue(p, context));
            case PartitionState s -> Decision.nothing();
        };
    }

    private static boolean isSilent(String node, ProvingContext context) {
        MinerContext.NodeSeen seen = context.miner().nodes().get(node);
        return seen == null || !seen.here();
    }

    /** The task stays with a silent node as long as nobody else can do it: it may come back with the proof. */
    private static List<ProvingEvent> moved(Partition p, PartitionState.AwaitingProof s, ProvingContext context) {
        List<ProvingEvent> next = issue(p.withFailed(s.node()), context);
        if (next.isEmpty()) {
            return List.of();
        }
        List<ProvingEvent> events = new ArrayList<>();
        events.add(new ProvingEvent.PoStTaskFailed(p.id(), p.plan().periodStart(), s.attempt(), "node " + s.node() + " is silent",
                context.now()));
        events.addAll(next);
        return events;
    }

    /** The next attempt, if a node can do it now. */
    static List<ProvingEvent> issue(Partition p, ProvingContext context) {
        return context.node(p.plan(), p.lastFailed())
                .<List<ProvingEvent>>map(
                        node -> List.of(new ProvingEvent.PoStTaskIssued(p.id(), p.plan().periodStart(), p.attempts() + 1, node)))
                .orElse(List.of());
    }

    private static Effect[] acknowledgements(ProvingCommand command) {
        return switch (command) {
            case CompletePoSt c -> new Effect[]{ PoStResults.acknowledge(c.task())};
            case FailPoSt c -> new Effect[]{ PoStResults.acknowledge(c.task())};
            case ProvingCommand c -> new Effect[]{};
        };
    }

    static String name(Partition p) {
        return p.state().getClass().getSimpleName();
    }
}
