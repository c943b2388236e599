package io.sealstream.manager.domain.proving;

import static io.sealstream.manager.domain.proving.Window.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingNode;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingProof;
import io.sealstream.manager.domain.proving.ProvingCommand.PlanWindow;
import io.sealstream.manager.domain.proving.ProvingEvent.DeadlineClosed;
import io.sealstream.manager.domain.proving.ProvingEvent.PartitionPlanned;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStTaskFailed;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStTaskIssued;
import io.sealstream.manager.domain.task.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvingMachineTest {
    private final Window window = Window.begin();

    @Test
    void shouldGiveTheTaskToTheNodeThatHoldsTheStores() {
        Step<Partition, ProvingEvent> step = window.planned();

        assertThat(step.events()).hasExactlyElementsOfTypes(PartitionPlanned.class, PoStTaskIssued.class);
        Effect.PutTask put = (Effect.PutTask) step.effects().getFirst();
        assertThat(put.task().ref()).isEqualTo(Window.task(1, "a"));
        assertThat(put.task().sector()).isNull();
        assertThat(put.task().work()).isEqualTo(new Work.WindowPoSt(3, 0, ChainEpoch.ZERO, Window.CLOSE, 5, Window.RANDOM,
                Window.plan(0).sectors()));
    }

    @Test
    void shouldWaitForANodeWhenNoneIsThere() {
        window.nodes.clear();
        Step<Partition, ProvingEvent> step = window.planned();

        assertThat(step.events()).hasExactlyElementsOfTypes(PartitionPlanned.class);
        assertThat(window.partition().state()).isInstanceOf(AwaitingNode.class);
        window.node("late", true, "disk");
        assertThat(window.head(164)).anyMatch(e -> e instanceof Effect.PutTask put && put.task().ref().node().equals("late"));
    }

    @Test
    void shouldNotGiveTheTaskToANodeThatWouldSkipSectorsWhileTheirNodeIsSilent() {
        window.node("a", false, "disk");
        window.planned();
        window.head(200);

        assertThat(window.partition().state()).isInstanceOf(AwaitingNode.class);
    }

    @Test
    void shouldTakeAPoorerNodeInTheLastPartOfTheWindow() {
        window.node("a", false, "disk");
        window.planned();
        window.head(220);

        assertThat(window.partition().state()).isEqualTo(new AwaitingProof(1, "b", ChainEpoch.of(220)));
    }

    @Test
    void shouldNeverGiveTheTaskToANodeThatTakesNone() {
        window.nodes.replaceAll((name, n) -> new NodeSeen(1, n.stores(), false, false, true));
        window.planned();
        window.head(239);

        assertThat(window.partition().attempts()).isZero();
    }

    @Test
    void shouldMoveTheTaskWhenItsNodeFallsSilent() {
        window.node("c", true, "disk");
        window.planned();
        window.node("a", false, "disk").at(166);
        Step<Partition, ProvingEvent> step = window.step(new ProvingCommand.ReconsiderNode());

        assertThat(step.events()).containsExactly(
                new PoStTaskFailed(ID, ChainEpoch.ZERO, 1, "node a is silent", ChainEpoch.of(166)),
                new PoStTaskIssued(ID, ChainEpoch.ZERO, 2, "c"));
        assertThat(step.effects()).contains(new Effect.WithdrawTask("a", Window.task(1, "a").taskId()));
        assertThat(step.effects()).anyMatch(e -> e instanceof Effect.PutTask put && put.task().ref().equals(Window.task(2, "c")));
    }

    @Test
    void shouldLeaveTheTaskWithASilentNodeWhenNobodyElseCanDoIt() {
        window.planned();
        window.node("a", false, "disk").at(166);

        assertThat(window.step(new ProvingCommand.ReconsiderNode()).events()).isEmpty();
        assertThat(window.partition().state()).isEqualTo(new AwaitingProof(1, "a", ChainEpoch.of(163)));
    }

    @Test
    void shouldMoveTheTaskOfASilentNodeToAPoorerOneInTheLastPart() {
        window.planned();
        window.node("a", false, "disk");
        window.head(220);

        assertThat(window.partition().state()).isEqualTo(new AwaitingProof(2, "b", ChainEpoch.of(220)));
    }

    @Test
    void shouldTakeTheTaskBackWhenTheWindowHasClosed() {
        window.planned();
        List<Effect> effects = window.head(5000);

        assertThat(effects).contains(new Effect.WithdrawTask("a", Window.task(1, "a").taskId()));
        assertThat(effects).anyMatch(e -> e instanceof Effect.AskChain ask && ask.requestId().equals("f01000/3/0/0/close/1"));
    }

    @Test
    void shouldIgnoreThePlanOfAPeriodThatIsPlanned() {
        window.planned();

        assertThat(window.planned().rejected()).contains("is planned for the period from 0");
    }

    @Test
    void shouldRefuseAPlanWhoseWindowHasClosed() {
        assertThat(window.at(240).planned().rejected()).contains("closed at epoch 240");
        assertThat(window.state).isNull();
    }

    @Test
    void shouldCloseAFormerWindowThatWasNeverReadWhenTheNextIsPlanned() {
        window.planned();
        window.at(Window.PERIOD + 163);
        Step<Partition, ProvingEvent> step = window.step(new PlanWindow(ID, Window.plan(Window.PERIOD), List.of()));

        assertThat(step.events()).startsWith(new DeadlineClosed(ID, ChainEpoch.ZERO, false, BitField.EMPTY));
        assertThat(step.effects()).contains(new Effect.WithdrawTask("a", Window.task(1, "a").taskId()));
        assertThat(window.partition().plan().periodStart()).isEqualTo(ChainEpoch.of(Window.PERIOD));
        assertThat(window.partition().attempts()).isEqualTo(1);
    }

    @Test
    void shouldRefuseEverythingOfAPartitionThatWasNeverPlanned() {
        Step<Partition, ProvingEvent> step = window.step(Window.proof(1, "a"));

        assertThat(step.rejected()).contains("never planned");
        assertThat(step.effects()).containsExactly(new Effect.WithdrawTask("a", Window.task(1, "a").taskId()));
    }

    @Test
    void shouldSayInAllStatesWhyItWaits() {
        window.planned();
        assertThat(words()).isEqualTo("waits for node a to prove 3 sectors (attempt 1)");
        window.node("a", false, "disk");
        assertThat(words()).contains("node a, which is silent");
        window.at(240);
        assertThat(words()).contains("its window closed at epoch 240");
        assertThat(ProvingWords.needsPerson(window.partition(), window.context().miner())).isTrue();
    }

    private String words() {
        return ProvingWords.waitingFor(window.partition(), window.context().miner());
    }
}
