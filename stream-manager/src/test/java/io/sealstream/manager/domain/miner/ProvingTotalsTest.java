package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.proving.WindowFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Periods start at 0; deadline 3 is open from 180 to 240, and from 3060 to 3120. */
class ProvingTotalsTest {
    private static final ActorId MINER = new ActorId(1000);

    private static WindowFacts window(int partition, String state, boolean proven) {
        return new WindowFacts(new PartitionId(MINER, 3, partition), state, ChainEpoch.of(180), ChainEpoch.of(240),
                state.equals("Closed"), proven, true, 0, 0, 0);
    }

    private static MinerState miner() {
        return MinerState.first(MINER).withObserved(new Observed(Address.id(1), Address.id(2), List.of(), 2048, 5,
                ChainEpoch.ZERO, BitField.EMPTY), ChainEpoch.ZERO);
    }

    private static ProvingTotals totals(long epoch, WindowFacts... windows) {
        return ProvingTotals.of(miner(), List.of(windows), ProvingSchedule.STANDARD, ChainEpoch.of(epoch));
    }

    @Test
    void shouldShowAPlannedPartitionAsNextUntilItsWindowOpens() {
        ProvingTotals before = totals(179, window(0, "AwaitingProof", false));

        assertThat(before.next()).containsEntry("AwaitingProof", 1L).containsEntry("AwaitingNode", 0L);
        assertThat(before.current().values()).containsOnly(0L);
        assertThat(before.closesIn()).isNull();
    }

    @Test
    void shouldCountDownToTheCloseWhileAPartitionIsUnproven() {
        ProvingTotals open = totals(200, window(0, "AwaitingClose", true), window(1, "AwaitingLanding", false));

        assertThat(open.current()).containsEntry("AwaitingClose", 1L).containsEntry("AwaitingLanding", 1L)
                .containsEntry(ProvingTotals.UNPLANNED, 0L);
        assertThat(open.closesIn()).isEqualTo(40);
        assertThat(totals(200, window(0, "AwaitingClose", true)).closesIn()).isNull();
    }

    @Test
    void shouldCallAPartitionMissedFromTheCloseOnForOnePeriod() {
        assertThat(totals(239, window(0, "AwaitingLanding", false)).missed()).isZero();
        assertThat(totals(240, window(0, "AwaitingLanding", false)).missed()).isEqualTo(1);
        assertThat(totals(240, window(0, "AwaitingLanding", false)).current().values()).containsOnly(0L);
        assertThat(totals(3119, window(0, "Closed", false)).missed()).isEqualTo(1);
        assertThat(totals(3120, window(0, "Closed", false)).missed()).isZero();
        assertThat(totals(300, window(0, "Closed", true)).missed()).isZero();
    }

    @Test
    void shouldCallAPartitionUnplannedWhenItsNextWindowIsOpenWithoutAPlan() {
        assertThat(totals(3059, window(0, "Closed", true)).current()).containsEntry(ProvingTotals.UNPLANNED, 0L);
        ProvingTotals open = totals(3060, window(0, "Closed", true));
        assertThat(open.current()).containsEntry(ProvingTotals.UNPLANNED, 1L);
        assertThat(open.closesIn()).isEqualTo(60);
        assertThat(totals(3120, window(0, "Closed", true)).current()).containsEntry(ProvingTotals.UNPLANNED, 0L);
    }

    @Test
    void shouldExpectNothingOfAPartitionWhoseSectorsAreAllFaulty() {
        WindowFacts lost = new WindowFacts(new PartitionId(MINER, 3, 0), "Closed", ChainEpoch.of(180), ChainEpoch.of(240), true,
                false, false, 9, 0, 0);

        assertThat(totals(3060, lost).current()).containsEntry(ProvingTotals.UNPLANNED, 0L);
        assertThat(totals(3060, lost).faulty()).isEqualTo(9);
    }

    @Test
    void shouldCallTheFirstWindowOfNewSectorsUnplanned() {
        MinerState miner = miner().withDeadline(3, new MinerState.Planned(null));

        ProvingTotals open = ProvingTotals.of(miner, List.of(), ProvingSchedule.STANDARD, ChainEpoch.of(230));

        assertThat(open.current()).containsEntry(ProvingTotals.UNPLANNED, 1L);
        assertThat(open.closesIn()).isEqualTo(10);
        assertThat(ProvingTotals.of(miner, List.of(), ProvingSchedule.STANDARD, ChainEpoch.of(179)).current())
                .containsEntry(ProvingTotals.UNPLANNED, 0L);
    }

    @Test
    void shouldAddUpSectors() {
        WindowFacts proven = new WindowFacts(new PartitionId(MINER, 3, 0), "Closed", ChainEpoch.of(180), ChainEpoch.of(240), true,
                true, true, 3, 0, 2);
        WindowFacts open = new WindowFacts(new PartitionId(MINER, 4, 0), "AwaitingProof", ChainEpoch.of(240), ChainEpoch.of(300),
                false, false, true, 5, 4, 1);

        ProvingTotals totals = totals(250, proven, open);
        assertThat(totals.faulty()).isEqualTo(8);
        assertThat(totals.recovering()).isEqualTo(4);
        assertThat(totals.skipped()).isEqualTo(3);
        assertThat(totals(3120, proven).skipped()).as("a day later").isZero();
    }
}
