package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentId;
import io.sealstream.manager.domain.Machine;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand.Asked;
import io.sealstream.manager.domain.miner.MinerCommand.LoseNode;
import io.sealstream.manager.domain.miner.MinerCommand.ResolveIntent;
import io.sealstream.manager.domain.miner.MinerCommand.SeeNode;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.task.NodeStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A miner as a whole: requests ({@link Requests}), numbers ({@link Numbers}), batches ({@link Batching}), deadlines ({@link Calendar});
 * nodes and the look at the chain are here. One instance per miner, whose state is made by its first event: every miner may hear of nodes.
 */
public final class MinerMachine implements Machine<MinerState, MinerCommand, MinerEvent, MinerScope> {
    private final ActorId miner;

    public MinerMachine(ActorId miner) {
        this.miner = miner;
    }

    @Override
    public Decision<MinerEvent> decide(@Nullable MinerState before, MinerCommand command, MinerScope scope) {
        MinerState m = before == null ? MinerState.first(miner) : before;
        return switch (command) {
            case Asked c -> Requests.decide(m, c, scope);
            case SeeNode c -> see(m, c, scope);
            case LoseNode c -> lose(m, c, scope);
            case ResolveIntent c -> resolve(m, c, scope);
            case MinerCommand.ObserveMiner c -> observe(m, c, scope);
            case MinerCommand.PlanDeadline c -> Calendar.planned(m, c, scope);
            case MinerCommand.AcceptQuote c -> Quoting.quoted(m, c, scope);
            case MinerCommand.OfferSector c -> Batching.offer(m, c, scope);
            case MinerCommand.AcceptAggregate c -> Aggregating.accept(m, c, scope);
            case MinerCommand.FailAggregate c -> Aggregating.failed(m, c);
            case MinerCommand.HearFailure c -> Decision.reject("the chain edge could not answer " + c.request() + " "
                    + c.requestId() + ": "
                    + c.message()
                    + (c.retriable() ? "; it is asked again" : "; the chain node refuses it, it is asked again all the same"));
            case MinerCommand.Wake c -> Batching.settled(m, Aggregating.late(m, scope), List.of(), scope);
        };
    }

    @Override
    public MinerState apply(@Nullable MinerState before, MinerEvent event, ChainEpoch at) {
        return MinerFold.apply(before, event, at);
    }

    @Override
    public Plan plan(MinerState m, MinerScope scope) {
        if (m.policy() == null) {
            return Plan.NOTHING;
        }
        Effect read = read(m);
        Observed observed = m.observed();
        if (observed == null) {
            return Plan.of(new Standing(read, m.policyAt(), Repeat.QUESTION));
        }
        long every = lacksSender(m.policy(), observed) ? Repeat.LOOK : Repeat.MINER;
        Plan look = Plan.of(new Standing(read, m.observedAt().plus(every), every));
        return look.and(Batching.plan(m, scope)).and(Calendar.plan(m, observed, scope));
    }

    /** The look at owner, worker, controls and numbers. */
    static Effect read(MinerState m) {
        return new Effect.AskChain(m.miner() + "/MINER", new ChainQuestion.ReadMiner(m.miner()), 0);
    }

    /** What the policy wants to send from is not known on chain: the keys may have changed just now. */
    private static boolean lacksSender(MinerPolicy policy, Observed observed) {
        return Stream.of(policy.preCommitSenders(), policy.proveCommitSenders(), policy.postSenders())
                .anyMatch(wanted -> observed.sender(wanted).isEmpty());
    }

    private static Decision<MinerEvent> see(MinerState m, SeeNode c, MinerScope scope) {
        NodeSeen seen = m.nodes().get(c.node());
        if (seen != null && seen.incarnation() > c.incarnation()) {
            return Decision.reject("a newer process named " + c.node() + " is running");
        }
        boolean same = seen != null && seen.here() && seen.incarnation() == c.incarnation() && seen.windowPoSt() == c.windowPoSt()
                && seen.aggregate() == c.aggregate() && sameStores(seen.stores(), c.stores());
        return same
                ? Decision.nothing()
                : Decision
                        .accept(withAggregations(m, new MinerEvent.NodeReturned(m.miner(), c.node(), c.incarnation(), c.stores(),
                                c.windowPoSt(), c.aggregate()), scope), reconsider(m));
    }

    /** The event, and what it means for proofs that are being aggregated. */
    private static List<MinerEvent> withAggregations(MinerState m, MinerEvent event, MinerScope scope) {
        return Stream.concat(Stream.of(event), Aggregating.reassigned(MinerFold.apply(m, event, scope.now())).stream()).toList();
    }

    private static boolean sameStores(List<NodeStore> old, List<NodeStore> now) {
        return old.size() == now.size() && now.stream().allMatch(n -> old.stream().anyMatch(n::sameAs));
    }

    private static Decision<MinerEvent> lose(MinerState m, LoseNode c, MinerScope scope) {
        NodeSeen seen = m.nodes().get(c.node());
        if (seen == null || !seen.here() || seen.incarnation() != c.incarnation()) {
            return Decision.reject("node " + c.node() + " with incarnation " + c.incarnation() + " is not here");
        }
        return Decision.accept(withAggregations(m, new MinerEvent.NodeLost(m.miner(), c.node(), c.incarnation()), scope),
                reconsider(m));
    }

    /** Partitions look for a node again. Sealing tasks are bound: they wait for their owner. */
    private static List<Effect> reconsider(MinerState m) {
        return m.open().keySet().stream()
                .<Effect>map(place -> new Effect.Tell(new Target.OfPartition(PartitionId.parse(m.miner() + "/" + place)),
                        new ProvingCommand.ReconsiderNode()))
                .toList();
    }

    private static Decision<MinerEvent> resolve(MinerState m, ResolveIntent c, MinerScope scope) {
        if (c.purpose() == Purpose.OPERATOR) {
            return Decision.nothing();
        }
        Optional<PartitionId> partition = IntentId.partition(c.intent());
        return partition.isPresent()
                ? Decision.accept(List.of(), told(m, partition.get(), c))
                : Closing.resolved(m, c, scope);
    }

    /** The window does not wait for the next look at the keys when the sender is refused. */
    private static List<Effect> told(MinerState m, PartitionId partition, ResolveIntent c) {
        Effect tell = new Effect.Tell(new Target.OfPartition(partition),
                new ProvingCommand.ResolvePoSt(c.intent(), c.outcome(), c.receipt(), c.reason()));
        return Closing.isSenderRefused(c) ? List.of(tell, read(m)) : List.of(tell);
    }

    private static Decision<MinerEvent> observe(MinerState m, MinerCommand.ObserveMiner c, MinerScope scope) {
        Observed known = m.observed();
        if (known != null && known.sameAs(c.observed(), scope.rules().schedule().period())) {
            return Decision.nothing();
        }
        if (known != null && c.readAt().isBefore(m.observedAt())) {
            return Decision.reject("what was read of " + m.miner() + " at epoch " + c.readAt()
                    + " is older than what was recorded at epoch " + m.observedAt() + "; it is read again");
        }
        return Decision.accept(List.of(new MinerEvent.MinerObserved(m.miner(), c.observed())));
    }
}
