package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.batch.Aggregation;
import io.sealstream.manager.domain.batch.BatchForm;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchSplit;
import io.sealstream.manager.domain.batch.BatchSplit.Part;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptAggregate;
import io.sealstream.manager.domain.miner.MinerCommand.FailAggregate;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.domain.task.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Proofs that a node makes one of. Any node that can will do, so a silent or failing one is replaced by another; the clocks of the sectors go on. */
final class Aggregating {
    private Aggregating() {}

    /** True when some node, here or silent, aggregates. */
    static boolean isPossible(MinerState m) {
        return m.nodes().values().stream().anyMatch(NodeSeen::aggregate);
    }

    /** A node that is here and aggregates, another one than the last if there is one; empty when there is none. */
    static String node(MinerState m, String last) {
        List<String> here = m.nodes().entrySet().stream().filter(e -> e.getValue().here() && e.getValue().aggregate())
                .map(e -> e.getKey()).toList();
        return here.stream().filter(n -> !n.equals(last)).findFirst().orElse(here.isEmpty() ? "" : here.getFirst());
    }

    /** True when half of the slack of a member is over: its proof goes by itself, aggregate or not. */
    static boolean isLate(BatchRules rules, Member member, ChainEpoch now) {
        return !now.isBefore(lateFrom(rules, member));
    }

    private static ChainEpoch lateFrom(BatchRules rules, Member member) {
        return member.lastSafe().minus(rules.slack() / 2);
    }

    private static Collection<Aggregation> all(MinerState m) {
        return m.batches().gathering(Purpose.PROVE_COMMIT).aggregations().values();
    }

    static Plan plan(MinerState m, MinerPolicy policy, MinerScope scope) {
        Plan plan = Plan.NOTHING;
        for (Aggregation a : all(m)) {
            plan = plan.and(Plan.actAt(lateFrom(m, a, policy)));
            List<Sector> members = members(a, scope);
            boolean ready = members.size() == a.sectors().size()
                    && members.stream().allMatch(s -> s.proof() != null && s.seed() != null);
            if (!a.node().isEmpty() && ready) {
                plan = plan.and(Plan.of(new Standing(new Effect.PutTask(task(m, a, members)), a.since(), Repeat.TASK)));
            }
        }
        return plan;
    }

    private static ChainEpoch lateFrom(MinerState m, Aggregation a, MinerPolicy policy) {
        return a.sectors().stream().map(m.batches().gathering(Purpose.PROVE_COMMIT).waiting()::find).flatMap(Optional::stream)
                .map(member -> lateFrom(policy.proveCommitBatch(), member)).min(ChainEpoch::compareTo).orElse(a.since());
    }

    private static List<Sector> members(Aggregation a, MinerScope scope) {
        return a.sectors().stream().map(scope.sectors()::apply).flatMap(Optional::stream).toList();
    }

    private static NodeTask task(MinerState m, Aggregation a, List<Sector> members) {
        List<Work.Member> proofs = members.stream().map(s -> new Work.Member(s.id().number(), s.requireReplica().commR(),
                s.requireReplica().commD(), s.requireTicket().value(), s.requireSeed().value(), s.requireProof().bytes()))
                .toList();
        return new NodeTask(TaskRef.ofBatch(a.intent(), a.attempt(), a.node()), m.miner(), null,
                new Work.Aggregate(members.getFirst().origin().sealProof(), proofs));
    }

    /** Aggregations whose clock has run out are given up: their sectors are looked at again, and go with proofs of their own. */
    static List<MinerEvent> late(MinerState m, MinerScope scope) {
        MinerPolicy policy = m.policy();
        return policy == null
                ? List.of()
                : all(m).stream().filter(a -> !scope.now().isBefore(lateFrom(m, a, policy)))
                        .<MinerEvent>map(a -> new MinerEvent.AggregateDropped(m.miner(), a.intent(),
                                "no aggregate until epoch " + lateFrom(m, a, policy) + ", when a proof must go by itself"))
                        .toList();
    }

    /** What waited for a node that is silent now, or for any node at all, goes to one that is here. */
    static List<MinerEvent> reassigned(MinerState m) {
        List<MinerEvent> events = new ArrayList<>();
        for (Aggregation a : all(m)) {
            NodeSeen seen = m.nodes().get(a.node());
            String next = seen != null && seen.here() ? a.node() : node(m, a.node());
            if (!next.equals(a.node()) && !next.isEmpty()) {
                events.add(again(m, a, next, a.node().isEmpty() ? a.reason() : a.reason() + "; " + a.node() + " fell silent"));
            }
        }
        return events;
    }

    private static MinerEvent again(MinerState m, Aggregation a, String node, String reason) {
        return new MinerEvent.AggregateOrdered(m.miner(), a.intent(), a.sectors(), node, a.attempt() + 1, reason, a.sender(),
                a.funds(), a.alert());
    }

    private static Optional<Aggregation> find(MinerState m, TaskRef task) {
        return task.intent().map(intent -> m.batches().gathering(Purpose.PROVE_COMMIT).aggregations().get(intent));
    }

    private static Decision<MinerEvent> unwanted(MinerState m, TaskRef task) {
        return Decision.reject("no batch of " + m.miner() + " waits for " + task.taskId(), acknowledge(task));
    }

    private static Effect acknowledge(TaskRef task) {
        return new Effect.WithdrawTask(task.node(), task.taskId());
    }

    /** A late aggregate of an earlier attempt is as good: it is of the same proofs. */
    static Decision<MinerEvent> accept(MinerState m, AcceptAggregate c, MinerScope scope) {
        Optional<Aggregation> found = find(m, c.task());
        MinerPolicy policy = m.policy();
        if (found.isEmpty() || policy == null) {
            return unwanted(m, c.task());
        }
        Forming forming = new Forming(m, policy, scope);
        forming.effects().add(acknowledge(c.task()));
        if (c.refused().isEmpty()) {
            form(found.get(), c, forming, scope);
        } else {
            refuse(m, found.get(), c, forming, policy, scope);
        }
        return Batching.settled(m, forming.events(), forming.effects(), scope);
    }

    private static void form(Aggregation a, AcceptAggregate c, Forming forming, MinerScope scope) {
        List<Sector> members = members(a, scope);
        Part part = new Part(members, BatchForm.AGGREGATE, BatchSplit.aggregateGas(members));
        forming.form(a.intent(), members, part, a.funds(), terms(a, a.reason(), scope), c.aggregate());
    }

    private static Forming.Terms terms(Aggregation a, String reason, MinerScope scope) {
        return new Forming.Terms(Purpose.PROVE_COMMIT, a.sender(), reason, scope.fees().now(), a.alert(), 0, "", "");
    }

    /** The refused get their proofs made again; the others go at once. */
    private static void refuse(MinerState m, Aggregation a, AcceptAggregate c, Forming forming, MinerPolicy policy,
            MinerScope scope) {
        List<Long> refused = c.refused().stream().map(AcceptAggregate.Refused::sector).toList();
        forming.add(new MinerEvent.AggregateDropped(m.miner(), a.intent(), c.task().node() + " refused sectors " + refused));
        c.refused().stream().filter(r -> a.sectors().contains(r.sector()))
                .forEach(r -> forming.tell(r.sector(), new SectorCommand.RefuseProof(r.reason())));
        List<Sector> rest = members(a, scope).stream().filter(s -> !refused.contains(s.id().number())).toList();
        BatchSplit split = new BatchSplit(Purpose.PROVE_COMMIT, policy.proveCommitBatch(),
                BatchMessages.terms(policy, Purpose.PROVE_COMMIT, 2).overEstimation(),
                rest.size() >= ChainLimits.NV28.aggregate().minSectors());
        String reason = a.reason() + "; without sectors " + refused + ", whose proofs do not hold";
        split.of(rest).forEach(part -> forming.send(part, a.funds().share(part.members().size(), a.sectors().size()),
                terms(a, reason, scope)));
    }

    static Decision<MinerEvent> failed(MinerState m, FailAggregate c) {
        Optional<Aggregation> found = find(m, c.task());
        if (found.isEmpty() || found.get().attempt() != c.task().attempt()) {
            return unwanted(m, c.task());
        }
        Aggregation a = found.get();
        return Decision.accept(
                List.of(again(m, a, node(m, c.task().node()), a.reason() + "; " + c.task().node() + ": " + c.reason())),
                List.of(acknowledge(c.task())));
    }
}
