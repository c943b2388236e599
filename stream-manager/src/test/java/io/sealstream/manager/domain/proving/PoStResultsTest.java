package io.sealstream.manager.domain.proving;

import static io.sealstream.manager.domain.proving.Window.ID;
import static io.sealstream.manager.domain.proving.Window.proof;
import static io.sealstream.manager.domain.proving.Window.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingNode;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingOpening;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingProof;
import io.sealstream.manager.domain.proving.ProvingCommand.CompletePoSt;
import io.sealstream.manager.domain.proving.ProvingCommand.FailPoSt;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStProved;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStTaskFailed;
import io.sealstream.manager.domain.proving.ProvingEvent.SectorFaulty;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SkippedSector;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoStResultsTest {
    private final Window window = Window.begin();

    @Test
    void shouldTakeAProofAndAcknowledgeItsTask() {
        window.planned();
        Step<Partition, ProvingEvent> step = window.at(170).step(proof(1, "a"));

        assertThat(step.events()).hasExactlyElementsOfTypes(PoStProved.class);
        assertThat(step.effects()).contains(new Effect.WithdrawTask("a", task(1, "a").taskId()));
        assertThat(window.partition().state()).isEqualTo(new AwaitingOpening(ChainEpoch.of(170)));
    }

    @Test
    void shouldNameSkippedSectorsAndGoOnWithTheRest() {
        window.planned();
        Step<Partition, ProvingEvent> step = window.step(proof(1, "a", new SkippedSector(2, "unreadable")));

        assertThat(step.events()).startsWith(new SectorFaulty(ID, ChainEpoch.ZERO, 2, "unreadable"));
        assertThat(window.partition().state()).isInstanceOf(AwaitingOpening.class);
        assertThat(ProvingWords.waitingFor(window.partition(), window.context().miner()))
                .contains("1 of its sectors could not be read");
    }

    @Test
    void shouldTryAgainWhenEverySectorWasSkipped() {
        window.planned();
        Step<Partition, ProvingEvent> step = window.at(170)
                .step(proof(1, "a", new SkippedSector(1, "disk gone"), new SkippedSector(2, "x"), new SkippedSector(5, "x")));

        assertThat(step.events()).containsExactly(
                new PoStTaskFailed(ID, ChainEpoch.ZERO, 1, "every sector was skipped: disk gone", ChainEpoch.of(171)));
        window.head(171);
        assertThat(window.partition().state()).isEqualTo(new AwaitingProof(2, "a", ChainEpoch.of(171)));
    }

    @Test
    void shouldTryAgainWhenAForeignSectorWasSkipped() {
        window.planned();

        assertThat(window.step(proof(1, "a", new SkippedSector(99, "?"))).events())
                .hasExactlyElementsOfTypes(PoStTaskFailed.class);
    }

    @Test
    void shouldTryAgainWhenTheProofIsEmpty() {
        window.planned();
        CompletePoSt empty = new CompletePoSt(task(1, "a"), ChainEpoch.ZERO, Bytes.EMPTY, 5, List.of(), List.of());

        assertThat(window.step(empty).events()).hasExactlyElementsOfTypes(PoStTaskFailed.class);
    }

    @Test
    void shouldTryAgainOnAnotherNodeOfTheSameStoresAfterAFailure() {
        window.planned();
        window.node("c", true, "disk");
        Step<Partition, ProvingEvent> step = window.at(170).step(new FailPoSt(task(1, "a"), FailureLevel.PERMANENT, "crashed"));

        assertThat(step.events()).containsExactly(new PoStTaskFailed(ID, ChainEpoch.ZERO, 1, "crashed", ChainEpoch.of(171)));
        assertThat(window.partition().state()).isInstanceOf(AwaitingNode.class);
        window.head(171);
        assertThat(window.partition().state()).isEqualTo(new AwaitingProof(2, "c", ChainEpoch.of(171)));
    }

    @Test
    void shouldTakeALateProofOfAnEarlierAttempt() {
        window.node("c", true, "disk").planned();
        window.node("a", false, "disk").at(170).step(new ProvingCommand.ReconsiderNode());
        Step<Partition, ProvingEvent> step = window.at(172).step(proof(1, "a"));

        assertThat(step.events()).hasExactlyElementsOfTypes(PoStProved.class);
        assertThat(step.effects()).contains(new Effect.WithdrawTask("c", task(2, "c").taskId()), new Effect.WithdrawTask("a",
                task(1, "a").taskId()));
    }

    @Test
    void shouldRefuseAndAcknowledgeADuplicateProof() {
        window.proved();
        Step<Partition, ProvingEvent> step = window.step(proof(1, "a"));

        assertThat(step.rejected()).contains("AwaitingOpening");
        assertThat(step.effects()).containsExactly(new Effect.WithdrawTask("a", task(1, "a").taskId()));
    }

    @Test
    void shouldRefuseAProofOfAnotherPeriod() {
        window.planned();
        CompletePoSt other = new CompletePoSt(task(1, "a"), ChainEpoch.of(Window.PERIOD), Window.PROOF, 5, List.of(), List.of());

        assertThat(window.step(other).rejected()).contains("does not wait for");
    }

    @Test
    void shouldRefuseAProofOfAnAttemptThatWasNeverIssued() {
        window.planned();

        assertThat(window.step(proof(2, "a")).rejected()).contains("does not wait for");
    }

    @Test
    void shouldRefuseAProofAfterTheClose() {
        window.planned();

        assertThat(window.at(240).step(proof(1, "a")).rejected()).contains("closes at epoch 240");
    }

    @Test
    void shouldRefuseAFailureOfAFormerAttempt() {
        window.node("c", true, "disk").planned();
        window.node("a", false, "disk").step(new ProvingCommand.ReconsiderNode());

        assertThat(window.step(new FailPoSt(task(1, "a"), FailureLevel.TEMPORARY, "late")).rejected())
                .contains("does not wait for");
        assertThat(window.partition().attempts()).isEqualTo(2);
    }
}
