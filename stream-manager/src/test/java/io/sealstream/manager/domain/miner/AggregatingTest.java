package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.batch.Aggregation;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptAggregate;
import io.sealstream.manager.domain.miner.MinerEvent.AggregateDropped;
import io.sealstream.manager.domain.miner.MinerEvent.AggregateOrdered;
import io.sealstream.manager.domain.miner.MinerEvent.BatchFormed;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.domain.task.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proofs that a node makes one of. */
class AggregatingTest {
    private static final Bytes AGGREGATE = Bytes.of(new byte[]{ 4, 2});
    /** Aggregates from four on, leaves with eight. */
    private static final BatchRules EIGHT = new BatchRules(true, 8, 2_880, 10, TokenAmount.ZERO, 0, 1, 300, 4);

    private final Committing world = new Committing(Committing.rules(8), EIGHT);

    private Step<MinerState, MinerEvent> ordered() {
        world.cluster.see("node-a", 1);
        world.proven(8);
        return world.cluster.quote(Purpose.PROVE_COMMIT);
    }

    private Aggregation aggregation() {
        return world.cluster.miner().batches().gathering(Purpose.PROVE_COMMIT).aggregations().values().iterator().next();
    }

    private TaskRef task() {
        return TaskRef.ofBatch(aggregation().intent(), aggregation().attempt(), aggregation().node());
    }

    private List<NodeTask> tasks() {
        return world.cluster.machine.plan(world.cluster.miner(), world.cluster.scope()).standing().stream().map(s -> s.effect())
                .filter(Effect.PutTask.class::isInstance).map(e -> ((Effect.PutTask) e).task()).toList();
    }

    @Test
    void shouldOrderTheAggregateFromANodeThatCan() {
        Step<MinerState, MinerEvent> step = ordered();

        assertThat(Committing.of(step, AggregateOrdered.class)).singleElement()
                .matches(o -> o.node().equals("node-a") && o.sectors().equals(Committing.range(1, 8)) && o.attempt() == 1);
        assertThat(tasks()).singleElement().matches(t -> t.sector() == null && t.work() instanceof Work.Aggregate w
                && w.members().stream().map(Work.Member::sector).toList().equals(Committing.range(1, 8)));
        assertThat(world.intents(Purpose.PROVE_COMMIT)).as("nothing is sent before").isEmpty();
        assertThat(world.cluster.question(Purpose.PROVE_COMMIT)).isEmpty();
    }

    @Test
    void shouldCountWhatAnAggregateInTheMakingWillTakeAsSpent() {
        world.cluster.each = TokenAmount.ofFil(1);
        world.cluster.balances.put(Cluster.WORKER, TokenAmount.ofFil(17));
        ordered();
        world.sealed(8);

        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .as("8.8 of 17 FIL are promised").matches(b -> b.sectors().size() == 7);
    }

    @Test
    void shouldSendTheAggregate() {
        ordered();
        TaskRef task = task();
        Step<MinerState, MinerEvent> step = world.cluster.step(new AcceptAggregate(task, AGGREGATE, List.of()));

        assertThat(step.effects()).contains(new Effect.WithdrawTask("node-a", task.taskId()));
        assertThat(Committing.of(step, BatchFormed.class)).singleElement().matches(b -> b.form().name().equals("AGGREGATE"));
        Intent intent = world.intents(Purpose.PROVE_COMMIT).getFirst();
        assertThat(task.intent()).contains(intent.id());
        ProveCommitSectors3Params params = ProveCommitSectors3Params.fromCbor(intent.params().toArray());
        assertThat(params.aggregateProof()).isEqualTo(AGGREGATE);
        assertThat(params.aggregateProofType()).isEqualTo(1L);
        assertThat(params.sectorProofs()).isEmpty();
        world.land(intent);
        assertThat(Committing.range(1, 8)).allMatch(n -> world.state(n) instanceof SectorState.AwaitingCleanup);
    }

    @Test
    void case38ShouldSendTheOthersAtOnceAndMakeTheRefusedProofAgain() {
        ordered();
        Step<MinerState, MinerEvent> step = world.cluster.step(new AcceptAggregate(task(), Bytes.EMPTY,
                List.of(new AcceptAggregate.Refused(5, "the proof of sector 5 does not hold"))));

        assertThat(step.events()).hasExactlyElementsOfTypes(AggregateDropped.class, AggregateOrdered.class);
        assertThat(aggregation().sectors()).isEqualTo(List.of(1L, 2L, 3L, 4L, 6L, 7L, 8L));
        assertThat(world.state(5)).as("proven again").isInstanceOf(SectorState.AwaitingSeed.class);
        world.cluster.step(new AcceptAggregate(task(), AGGREGATE, List.of()));
        world.land(world.intents(Purpose.PROVE_COMMIT).getFirst());
        world.prove(5, 2);
        world.pass(2_881).wake();
        world.cluster.quote(Purpose.PROVE_COMMIT);
        world.land(world.intents(Purpose.PROVE_COMMIT).getFirst());
        assertThat(Committing.range(1, 8)).allMatch(n -> world.state(n) instanceof SectorState.AwaitingCleanup);
    }

    @Test
    void shouldOrderItElsewhereWhenTheNodeFallsSilentOrFails() {
        ordered();
        world.cluster.see("node-b", 1);
        TaskRef first = task();
        Step<MinerState, MinerEvent> silent = world.cluster.step(new MinerCommand.LoseNode("node-a", 1));

        assertThat(silent.effects()).contains(new Effect.WithdrawTask("node-a", first.taskId()));
        assertThat(task().node()).isEqualTo("node-b");
        world.cluster.see("node-a", 2);
        assertThat(task().node()).as("a node that comes back takes nothing away").isEqualTo("node-b");
        world.cluster.step(new MinerCommand.FailAggregate(task(), FailureLevel.TEMPORARY, "no memory"));
        assertThat(aggregation()).matches(a -> a.node().equals("node-a") && a.attempt() == 3
                && a.reason().contains("node-b: no memory"));
        assertThat(world.cluster.step(new AcceptAggregate(first, AGGREGATE, List.of())).rejected())
                .as("a late aggregate of the same proofs is as good").isNull();
    }

    @Test
    void shouldSendProofsByThemselvesWhenNoNodeAnswersInTime() {
        ordered();
        world.cluster.step(new MinerCommand.LoseNode("node-a", 1));
        long lastSafe = world.cluster.sector(1).requirePreCommit().epoch().value() + Cluster.RULES.maxProveDuration() - 30;
        assertThat(world.at(lastSafe - 151).wake().events()).isEmpty();
        Step<MinerState, MinerEvent> step = world.at(lastSafe - 150).wake();

        assertThat(step.events()).hasExactlyElementsOfTypes(AggregateDropped.class, MinerEvent.BatchDue.class);
        assertThat(Committing.of(world.cluster.quote(Purpose.PROVE_COMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.form().name().equals("BATCH") && b.sectors().size() == 8);
    }

    @Test
    void shouldSendProofsByThemselvesWhereNoNodeEverAggregates() {
        world.proven(8);

        assertThat(Committing.of(world.cluster.quote(Purpose.PROVE_COMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.form().name().equals("BATCH"));
    }

    @Test
    void shouldForgetAnAggregateOfASectorThatWasGivenUp() {
        ordered();
        TaskRef task = task();
        world.cluster.sector(3, new SectorCommand.Abort("not wanted"));

        assertThat(world.cluster.miner().batches().gathering(Purpose.PROVE_COMMIT).aggregations()).isEmpty();
        assertThat(world.cluster.step(new AcceptAggregate(task, AGGREGATE, List.of())).effects())
                .containsExactly(new Effect.WithdrawTask("node-a", task.taskId()));
        assertThat(world.pass(2_881).wake().events()).singleElement()
                .matches(e -> e instanceof MinerEvent.BatchDue d && d.sectors().size() == 7);
    }

    @Test
    void shouldSplitAFailingAggregateIntoSmallerOnes() {
        ordered();
        world.cluster.step(new AcceptAggregate(task(), AGGREGATE, List.of()));
        world.refuse(world.intents(Purpose.PROVE_COMMIT).getFirst(), 16, "aggregate does not hold");

        assertThat(world.cluster.miner().batches().gathering(Purpose.PROVE_COMMIT).aggregations().values())
                .extracting(Aggregation::sectors)
                .containsExactlyInAnyOrder(Committing.range(1, 4), Committing.range(5, 8));
        assertThat(Committing.range(1, 8)).allMatch(n -> world.state(n) instanceof SectorState.AwaitingProveCommitBatch);
        assertThat(world.cluster.sectors.values()).allMatch(s -> s.tries().failures().isEmpty());
    }
}
