package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentId;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.miner.MinerEvent.NodeLost;
import io.sealstream.manager.domain.miner.MinerEvent.NodeReturned;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.StoreKind;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that come and go, and the look at the chain. */
class NodesTest {
    private final Cluster cluster = Cluster.begin(Sealing.CONTINUOUS);

    @Test
    void shouldKnowANode() {
        assertThat(cluster.see("node-a", 1, "s1").events()).hasExactlyElementsOfTypes(NodeReturned.class);
        assertThat(cluster.node("node-a").here()).isTrue();
    }

    @Test
    void shouldKnowANodeBeforeItsOwnPolicy() {
        Cluster unknown = new Cluster();

        assertThat(unknown.see("node-a", 1, "s1").rejected()).isNull();
        assertThat(MinerWords.waitingFor(unknown.miner())).contains("waits for a policy");
    }

    @Test
    void shouldTakeNoNoticeOfFreeSpace() {
        cluster.see("node-a", 1, "s1");
        NodeStore fuller = new NodeStore("s1", StoreKind.SCRATCH, 100, 1, false);

        assertThat(cluster.step(new MinerCommand.SeeNode("node-a", 1, List.of(fuller), true, true)).events()).isEmpty();
    }

    @Test
    void shouldTakeNoticeOfANewStore() {
        cluster.see("node-a", 1, "s1");

        assertThat(cluster.see("node-a", 1, "s1", "s2").events()).hasExactlyElementsOfTypes(NodeReturned.class);
    }

    @Test
    void shouldRefuseAnOlderProcess() {
        cluster.see("node-a", 2, "s1");

        assertThat(cluster.see("node-a", 1, "s1").rejected()).contains("a newer process named node-a");
    }

    @Test
    void shouldTakeANewProcess() {
        cluster.see("node-a", 1, "s1");

        assertThat(cluster.see("node-a", 2, "s1").events()).singleElement().matches(e -> ((NodeReturned) e).incarnation() == 2);
    }

    @Test
    void shouldAcknowledgeAnAggregateNobodyWaitsFor() {
        TaskRef task = TaskRef.ofBatch("f01000/PROVE_COMMIT/17/1a2b3c4d/1", 1, "node-a");

        assertThat(List.of(new MinerCommand.AcceptAggregate(task, Bytes.EMPTY, List.of()),
                new MinerCommand.FailAggregate(task, FailureLevel.PERMANENT, "no SRS"))).allSatisfy(late -> {
                    Step<MinerState, MinerEvent> step = cluster.step(late);
                    assertThat(step.rejected()).contains("waits for " + task.taskId());
                    assertThat(step.effects()).containsExactly(new Effect.WithdrawTask("node-a", task.taskId()));
                });
    }

    @Test
    void shouldSayThatANodeIsSilent() {
        cluster.see("node-a", 1, "s1");
        Step<MinerState, MinerEvent> step = cluster.step(new MinerCommand.LoseNode("node-a", 1));

        assertThat(step.events()).containsExactly(new NodeLost(Cluster.MINER, "node-a", 1));
        assertThat(MinerWords.waitingFor(cluster.miner())).isEqualTo("nodes are silent: node-a");
        assertThat(cluster.node("node-a").hasStore("s1")).as("its stores are remembered").isTrue();
    }

    @Test
    void shouldNotLoseAFormerProcess() {
        cluster.see("node-a", 2, "s1");

        assertThat(cluster.step(new MinerCommand.LoseNode("node-a", 1)).rejected()).contains("is not here");
        assertThat(cluster.step(new MinerCommand.LoseNode("node-b", 1)).rejected()).contains("is not here");
    }

    @Test
    void shouldLeaveASectorWithItsSilentOwner() {
        cluster.see("node-a", 1, "s1");
        cluster.ask("node-a", "s1");
        cluster.step(new MinerCommand.LoseNode("node-a", 1));

        assertThat(cluster.sector(10).origin().node()).isEqualTo("node-a");
        assertThat(cluster.ask("node-b", "s9").rejected()).isNull();
        assertThat(cluster.given).containsExactly(10L, 11L);
    }

    @Test
    void shouldAskTheChainForItsKeysOnceThereIsAPolicy() {
        Cluster fresh = new Cluster();
        Step<MinerState, MinerEvent> step = fresh.step(
                new MinerCommand.SetPolicy(fresh.request("cli"), Cluster.policy(Sealing.CONTINUOUS)));

        assertThat(step.effects()).contains(
                new Effect.AskChain("f01000/MINER", new ChainQuestion.ReadMiner(Cluster.MINER), 0));
        assertThat(step.wakeAt()).isEqualTo(ChainEpoch.of(10_005));
    }

    @Test
    void shouldRecordOnlyWhatTheChainChanged() {
        assertThat(cluster.observe().events()).isEmpty();
        assertThat(cluster.observe(10).events()).hasExactlyElementsOfTypes(MinerEvent.MinerObserved.class);
    }

    /** Found by the simulation: a repeated old answer took a control address away for an hour, and nobody could send a WindowPoSt. */
    @Test
    void shouldKeepWhatWasReadLaterThanAnAnswerThatComesAgain() {
        cluster.now = cluster.now.plus(50);
        cluster.observe(10);
        Step<MinerState, MinerEvent> again = cluster.observeAt(cluster.now.minus(50));

        assertThat(again.events()).isEmpty();
        assertThat(again.rejected()).contains("is older than what was recorded at epoch " + cluster.now);
        assertThat(cluster.observe(10, 11).events()).hasExactlyElementsOfTypes(MinerEvent.MinerObserved.class);
    }

    @Test
    void shouldLookAgainSoonWhileASenderOfThePolicyIsNotKnownOnChain() {
        cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"), Cluster.policy(Sealing.CONTINUOUS, Cluster.CONTROL)));
        assertThat(looks()).containsExactly(120L);

        cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"), Cluster.policy(Sealing.CONTINUOUS, Cluster.key(99))));
        assertThat(looks()).containsExactly(10L);
    }

    /** How often the chain is asked for the miner. */
    private List<Long> looks() {
        return cluster.machine.plan(cluster.miner(), cluster.scope()).standing().stream()
                .filter(standing -> standing.effect() instanceof Effect.AskChain ask
                        && ask.question() instanceof ChainQuestion.ReadMiner)
                .map(Standing::every).toList();
    }

    @Test
    void shouldRefuseAFailureOfTheChainEdgeWithItsReason() {
        assertThat(cluster.step(new MinerCommand.HearFailure("f01000/MINER", "ReadMiner", "timed out", true)).rejected())
                .contains("ReadMiner f01000/MINER: timed out; it is asked again");
    }

    @Test
    void shouldHoldTheFoldOfItsEvents() {
        cluster.see("node-a", 1, "s1");
        cluster.ask("node-a", "s1");

        assertThat(cluster.folded()).isEqualTo(cluster.state);
    }

    @Test
    void case51ShouldReadTheKeysAgainAtOnceWhenASenderOfWindowPoStIsRefused() {
        String intent = IntentId.ofPoSt(new PartitionId(Cluster.MINER, 3, 0), 10_000, "1:x", 1);

        assertThat(resolve(intent, ExitCode.USR_FORBIDDEN.code()).effects())
                .anyMatch(e -> e instanceof Effect.AskChain ask && ask.question() instanceof ChainQuestion.ReadMiner);
        assertThat(resolve(intent, ExitCode.USR_ILLEGAL_ARGUMENT.code()).effects())
                .noneMatch(Effect.AskChain.class::isInstance);
    }

    private Step<MinerState, MinerEvent> resolve(String intent, long exitCode) {
        return cluster.step(new MinerCommand.ResolveIntent(intent, Purpose.WINDOW_POST, IntentOutcome.FAILED,
                new Receipt(0, exitCode, Bytes.EMPTY, 0), "refused", FailureCause.ESTIMATE));
    }
}
