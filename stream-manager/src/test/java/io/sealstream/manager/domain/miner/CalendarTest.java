package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand.PlanDeadline;
import io.sealstream.manager.domain.miner.MinerCommand.PlanDeadline.PartitionSeen;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.proving.ProvingCommand.PlanWindow;
import io.sealstream.manager.domain.task.ProvenSector;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the chain says about a deadline, told to its partitions. Period 8640 to 11520; deadline 23 is open from 10020 to 10080. */
class CalendarTest {
    private static final ChainEpoch PERIOD = ChainEpoch.of(8_640);
    private static final ChainEpoch CHALLENGE = ChainEpoch.of(10_000);
    private static final Bytes RANDOM = Bytes.of(new byte[]{ 1});

    private final Cluster cluster = Cluster.begin(Sealing.CONTINUOUS);

    private Step<MinerState, MinerEvent> plan(int deadline, Bytes challenge, PartitionSeen... partitions) {
        List<ProvenSector> sectors = LongStream.rangeClosed(1, 9).mapToObj(n -> new ProvenSector(n, Cid.sealed(new byte[32]), 5))
                .toList();
        return cluster.step(new PlanDeadline("f01000/" + deadline + "/8640/plan", deadline, PERIOD, CHALLENGE, challenge,
                List.of(partitions), sectors, List.of()));
    }

    private static PlanWindow told(Effect effect) {
        return (PlanWindow) ((Effect.Tell) effect).command();
    }

    @Test
    void shouldPlanEachPartitionWithSectorsToProve() {
        Step<MinerState, MinerEvent> step = plan(23, RANDOM,
                new PartitionSeen(0, BitField.EMPTY, BitField.EMPTY, BitField.of(1, 2)),
                new PartitionSeen(1, BitField.EMPTY, BitField.EMPTY, BitField.of(3)));

        assertThat(step.effects()).extracting(e -> ((Effect.Tell) e).target()).containsExactly(
                new Target.OfPartition(new PartitionId(Cluster.MINER, 23, 0)),
                new Target.OfPartition(new PartitionId(Cluster.MINER, 23, 1)));
        assertThat(told(step.effects().getFirst()).plan().close()).isEqualTo(ChainEpoch.of(10_080));
    }

    @Test
    void shouldLeaveOutFaultySectorsThatDoNotRecover() {
        Step<MinerState, MinerEvent> step = plan(23, RANDOM,
                new PartitionSeen(0, BitField.of(2, 3), BitField.of(3), BitField.of(1, 2, 3)));

        assertThat(told(step.effects().getFirst()).plan().sectors()).extracting(ProvenSector::number).containsExactly(1L, 3L);
    }

    @Test
    void shouldPlanNothingForAnEmptyDeadline() {
        Step<MinerState, MinerEvent> step = plan(23, RANDOM,
                new PartitionSeen(0, BitField.of(2), BitField.EMPTY, BitField.of(2)));

        assertThat(step.rejected()).isNull();
        assertThat(step.effects()).isEmpty();
    }

    @Test
    void shouldWaitForAChallengeThatIsNotThereYet() {
        assertThat(plan(23, Bytes.EMPTY).rejected()).contains("the challenge of deadline 23 is not there yet");
    }

    @Test
    void shouldPlanNoDeadlineThatHasClosed() {
        assertThat(plan(20, RANDOM).rejected()).contains("deadline 20 of the period from 8640 has closed");
    }

    @Test
    void shouldRefuseAnAnswerThatNobodyWaitsFor() {
        PlanDeadline stray = new PlanDeadline("f01000/24/8640/plan", 23, PERIOD, CHALLENGE, RANDOM, List.of(), List.of(),
                List.of());

        assertThat(cluster.step(stray).rejected()).contains("nobody waits for answer");
    }
}
