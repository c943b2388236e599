package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Deadline windows tile the proving period. */
class DeadlinePropertyTest {
    private static final ProvingSchedule CALENDAR = ProvingSchedule.STANDARD;

    @RepeatedTest(20)
    void shouldHaveExactlyOneOpenDeadlineAtEachEpoch(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long offset = random.nextInt(2880);
        ChainEpoch first = new ChainEpoch(random.nextInt(10_000_000));
        DeadlineInfo previous = CALENDAR.deadlineAt(offset, first);
        for (long step = 0; step < 2880; step++) {
            ChainEpoch now = first.plus(step);
            DeadlineInfo info = CALENDAR.deadlineAt(offset, now);
            assertThat(info.isOpen()).isTrue();
            assertThat(info.nextNotElapsed()).isEqualTo(info);
            assertThat(Math.floorMod(info.periodStart().value() - offset, 2880L)).isZero();
            assertThat(info.open().equals(previous.open()) || info.open().equals(previous.close())).isTrue();
            previous = info;
        }
    }

    @RepeatedTest(20)
    void shouldBeMutableNeitherOpenNorNext(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        DeadlineInfo now = CALENDAR.deadlineAt(random.nextInt(2880), new ChainEpoch(10_000 + random.nextInt(1_000_000)));
        for (long index = 0; index < 48; index++) {
            boolean openOrNext = index == now.index() || index == (now.index() + 1) % 48;
            DeadlineInfo other = CALENDAR.deadline(now.periodStart(), index, now.currentEpoch());
            assertThat(other.isMutable()).as("deadline " + index + " at " + now).isEqualTo(!openOrNext);
            assertThat(other.isCompactable()).isEqualTo(other.isMutable() && !other.isDisputable());
            assertThat(other.quant().up(other.open())).isEqualTo(other.last());
        }
    }

    @Test
    void shouldRefuseCalendarsThatDoNotTile() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProvingSchedule(2880, 48, 61, 20, 70, 1800));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProvingSchedule(2880, 48, 60, 20, 10, 1800));
    }
}
