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

    /** The 48 windows of a period lie end to end; with another calendar, too. */
    @RepeatedTest(20)
    void shouldTileThePeriod(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long window = 1L + random.nextInt(100);
        ProvingSchedule calendar = new ProvingSchedule(48 * window, 48, window, window / 3, window / 3 + 1, 30 * window);
        ChainEpoch start = ChainEpoch.of(random.nextInt(1_000_000));
        ChainEpoch next = start;
        for (long index = 0; index < 48; index++) {
            DeadlineInfo info = calendar.deadline(start, index, start);
            assertThat(info.open()).isEqualTo(next);
            assertThat(info.challenge()).isEqualTo(info.open().minus(calendar.challengeLookback()));
            assertThat(info.faultCutoff()).isLessThan(info.challenge());
            next = info.close();
        }
        assertThat(next).isEqualTo(start.plus(calendar.period()));
    }

    @RepeatedTest(50)
    void shouldQuantizeToTheNeighbours(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        QuantSpec spec = new QuantSpec(1L + random.nextInt(3000), random.nextInt(10_000) - 5000L);
        ChainEpoch epoch = ChainEpoch.of(random.nextInt(100_000) - 50_000L);
        ChainEpoch up = spec.up(epoch);
        ChainEpoch down = spec.down(epoch);
        assertThat(Math.floorMod(up.value() - spec.offset(), spec.unit())).isZero();
        assertThat(up.since(epoch)).isBetween(0L, spec.unit() - 1);
        assertThat(up.since(down)).isEqualTo(up.equals(epoch) ? 0 : spec.unit());
    }

    @Test
    void shouldRefuseCalendarsThatDoNotTile() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProvingSchedule(2880, 48, 61, 20, 70, 1800));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProvingSchedule(2880, 48, 60, 20, 10, 1800));
    }
}
