package io.sealstream.manager.domain.proving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlineWatchTest {
    private static List<Long> due(long epoch) {
        return DeadlineWatch.due(ProvingSchedule.STANDARD, ChainEpoch.of(100), ChainEpoch.of(epoch)).stream()
                .map(DeadlineInfo::index).toList();
    }

    @Test
    void shouldNameTheOpenDeadlineAndTheNextToCome() {
        assertThat(due(100 + 185)).containsExactly(3L, 4L);
    }

    @Test
    void shouldNameADeadlineWhoseChallengeHasComeBeforeItOpens() {
        assertThat(due(100 + 220)).containsExactly(3L, 4L, 5L);
    }

    @Test
    void shouldGoOnIntoTheNextPeriod() {
        assertThat(due(100 + 2879)).containsExactly(47L, 0L, 1L);
        assertThat(
                DeadlineWatch.due(ProvingSchedule.STANDARD, ChainEpoch.of(100), ChainEpoch.of(100 + 2879)).get(1).periodStart())
                .isEqualTo(ChainEpoch.of(2980));
    }

    @Test
    void shouldMissNoDeadlineOfAPeriod() {
        Set<Long> seen = new HashSet<>();
        for (long epoch = 0; epoch < 2880; epoch += 60) {
            seen.addAll(due(epoch));
        }
        assertThat(seen).hasSize(48);
    }

    @Test
    void shouldReadADeadlineWithConfidenceButNotAfterItOpens() {
        DeadlineInfo deadline = ProvingSchedule.STANDARD.deadline(ChainEpoch.ZERO, 3, ChainEpoch.ZERO);

        assertThat(DeadlineWatch.readAt(deadline, 0)).isEqualTo(ChainEpoch.of(161));
        assertThat(DeadlineWatch.readAt(deadline, 10)).isEqualTo(ChainEpoch.of(170));
        assertThat(DeadlineWatch.readAt(deadline, 900)).isEqualTo(ChainEpoch.of(180));
    }

    @Test
    void shouldFindThePartitionOfItsQuestionsAndTasks() {
        Window window = Window.begin().proved();
        PartitionId id = window.partition().id();

        assertThat(ProvingIds.partition(ProvingIds.recheck(window.partition()))).contains(id);
        assertThat(ProvingIds.partition(ProvingIds.commit(window.partition()))).contains(id);
        assertThat(ProvingIds.partition(ProvingIds.close(window.partition()))).contains(id);
        assertThat(ProvingIds.partition(TaskRef.ofPoSt(id, 2880, 3, "a").taskId())).contains(id);
        assertThat(ProvingIds.partition(ProvingIds.plan(new ActorId(1000), 3, ChainEpoch.ZERO))).isEmpty();
        assertThat(ProvingIds.partition("f01000/17/PROVE/1/ticket/4711")).isEmpty();
    }
}
