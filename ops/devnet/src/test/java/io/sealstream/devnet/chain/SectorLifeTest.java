package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A miner's sectors from CreateMiner over proven and missed deadlines to their end. */
final class SectorLifeTest {
    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private long power() {
        return test.state().claim(miner().id().value()).raw().longValueExact();
    }

    private Miner miner() {
        return test.miner(miner);
    }

    private Partition partition(DeadlineInfo window) {
        return miner().deadlines().get((int) window.index()).partitions().getFirst();
    }

    private DeadlineInfo prove(long sector) {
        DeadlineInfo window = test.openWindow(miner, sector);
        assertThat(test.submit(miner, test.post(window)).exitCode()).as(test.error()).isZero();
        test.close(window);
        return window;
    }

    @Test
    void shouldNameTheDeadlineOfItsCreationUntilItsCronRuns() {
        ProvingSchedule schedule = test.chain.rules().policy().schedule();
        DeadlineInfo created = miner().deadlineAt(new ChainEpoch(test.height()), schedule);
        test.skipTo(created.close().value() + 100);
        assertThat(recorded()).isEqualTo(created.at(new ChainEpoch(test.height())));
        test.activate(miner, 1);
        DeadlineInfo ending = miner().deadlineAt(new ChainEpoch(test.height()), schedule);
        assertThat(recorded().index()).isEqualTo(created.index());
        test.skipTo(ending.last().value());
        assertThat(recorded().open()).isEqualTo(ending.close());
    }

    private DeadlineInfo recorded() {
        return miner().recordedDeadline(new ChainEpoch(test.height()), test.chain.rules().policy().schedule());
    }

    @Test
    void shouldHavePower2048AfterTheFirstProvenDeadlineAndKeepItInTheNext() {
        test.activate(miner, 1);
        assertThat(power()).isZero();
        DeadlineInfo first = prove(1);
        assertThat(power()).isEqualTo(2048);
        assertThat(partition(first).faults()).isEqualTo(BitField.EMPTY);
        Deadline deadline = miner().deadlines().get((int) first.index());
        assertThat(deadline.posted()).isEqualTo(BitField.EMPTY);
        assertThat(deadline.snapshot().proofs()).hasSize(1);
        assertThat(deadline.snapshot().sectors().all()).containsOnlyKeys(1L);
        DeadlineInfo second = prove(1);
        assertThat(second.open().value()).isEqualTo(first.open().value() + 2880);
        assertThat(power()).isEqualTo(2048);
    }

    @Test
    void shouldBecomeFaultyWhenItsFirstDeadlineIsMissed() {
        test.activate(miner, 1);
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.last().value() - 1);
        assertThat(partition(window).unproven()).isEqualTo(BitField.of(1));
        test.mine();
        assertThat(partition(window).unproven()).isEqualTo(BitField.EMPTY);
        assertThat(partition(window).faults()).isEqualTo(BitField.of(1));
        assertThat(power()).isZero();
    }

    @Test
    void shouldLosePowerWithTheFirstMissForFreeAndPayFromTheSecondOn() {
        test.activate(miner, 1);
        prove(1);
        TokenAmount burnt = test.state().balance(99);
        DeadlineInfo missed = test.window(miner, 1);
        test.skipTo(missed.last().value() - 1);
        assertThat(power()).isEqualTo(2048);
        TokenAmount before = test.state().balance(99);
        test.mine();
        assertThat(power()).isZero();
        TokenAmount daily = dailyFee();
        assertThat(test.state().balance(99).minus(before)).isEqualTo(daily);
        DeadlineInfo again = test.window(miner, 1);
        test.skipTo(again.last().value() - 1);
        before = test.state().balance(99);
        test.mine();
        TokenAmount fault = test.chain.rules().economy().continuedFaultFee(BigInteger.valueOf(2048));
        assertThat(fault).isNotEqualTo(TokenAmount.ZERO);
        assertThat(test.state().balance(99).minus(before)).isEqualTo(daily.plus(fault));
        assertThat(test.state().balance(99)).isGreaterThan(burnt);
    }

    /** Of one sector: what was fixed at activation, at most half a day's reward. */
    private TokenAmount dailyFee() {
        TokenAmount cap = test.chain.rules().economy().expectedReward(BigInteger.valueOf(2048), 2880).scaled(1, 2);
        return miner().sectors().get(1).dailyFee().min(cap);
    }

    @Test
    void shouldPayFeesFromVestingMoneyFirst() {
        test.activate(miner, 1);
        TokenAmount locked = miner().funds().locked();
        TokenAmount free = miner().funds().available(test.state().balance(miner().id().value()));
        DeadlineInfo window = prove(1);
        assertThat(window.index()).isNotNegative();
        assertThat(miner().funds().feeDebt()).isEqualTo(TokenAmount.ZERO);
        assertThat(locked.minus(miner().funds().locked())).isGreaterThanOrEqualTo(dailyFee());
        assertThat(miner().funds().available(test.state().balance(miner().id().value()))).isGreaterThanOrEqualTo(free);
    }

    @Test
    void shouldRecoverWithDeclarationAndProof() {
        test.activate(miner, 1);
        DeadlineInfo missed = test.window(miner, 1);
        test.close(missed);
        byte[] params = new DeclareFaultsRecoveredParams(List.of(new PartitionSectors(missed.index(), 0, BitField.of(1))))
                .toCbor();
        assertThat(test.call(TestChain.WORKER, miner, 11, params).exitCode()).as(test.error()).isZero();
        assertThat(partition(missed).recoveries()).isEqualTo(BitField.of(1));
        prove(1);
        assertThat(power()).isEqualTo(2048);
        assertThat(partition(missed).expiration(1, true)).isEmpty();
        assertThat(partition(missed).expiration(1, false)).isPresent();
    }

    @Test
    void shouldRetractARecoveryThatIsNotProven() {
        test.activate(miner, 1);
        DeadlineInfo missed = test.window(miner, 1);
        test.close(missed);
        byte[] params = new DeclareFaultsRecoveredParams(List.of(new PartitionSectors(missed.index(), 0, BitField.of(1))))
                .toCbor();
        test.call(TestChain.WORKER, miner, 11, params);
        test.skipTo(test.window(miner, 1).close().value());
        assertThat(partition(missed).recoveries()).isEqualTo(BitField.EMPTY);
        assertThat(partition(missed).faults()).isEqualTo(BitField.of(1));
    }

    @Test
    void shouldScheduleAFaultySectorToLeaveAfter42Days() {
        test.activate(miner, 1);
        DeadlineInfo window = test.window(miner, 1);
        ChainEpoch onTime = partition(window).expiration(1, false).orElseThrow();
        assertThat(window.quant().up(onTime)).isEqualTo(onTime);
        test.close(window);
        assertThat(partition(window).expiration(1, false)).isEmpty();
        assertThat(partition(window).expiration(1, true)).contains(window.last().plus(42 * 2880));
    }

    @Test
    void shouldTerminateASectorThatStaysFaultyAndReleaseItsPledge() {
        test.activate(miner, 1);
        SectorOnChainInfo sector = miner().sectors().get(1);
        assertThat(miner().funds().pledge()).isEqualTo(sector.initialPledge());
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.last().value() + 42 * 2880);
        assertThat(partition(window).live()).isEqualTo(BitField.EMPTY);
        assertThat(partition(window).terminated()).isEqualTo(BitField.of(1));
        assertThat(miner().funds().pledge()).isEqualTo(TokenAmount.ZERO);
        assertThat(miner().deadlines().get((int) window.index()).liveSectors()).isZero();
    }

    @Test
    void shouldExpireOnTimeWithoutFee() {
        test.activate(miner, 1);
        DeadlineInfo window = prove(1);
        ChainEpoch end = partition(window).expiration(1, false).orElseThrow();
        DeadlineInfo current = window;
        while (current.last().isBefore(end)) {
            current = prove(1);
        }
        assertThat(current.last()).isEqualTo(end);
        assertThat(partition(window).live()).isEqualTo(BitField.EMPTY);
        assertThat(partition(window).faults()).isEqualTo(BitField.EMPTY);
        assertThat(power()).isZero();
        assertThat(miner().funds().pledge()).isEqualTo(TokenAmount.ZERO);
        assertThat(miner().deadlines().get((int) window.index()).dailyFee()).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldBurnTheDepositOfAnExpiredPreCommit() {
        test.preCommit(miner, test.preCommit(1));
        long cleanUp = test.height() + 30 * 2880 + 10 + 960;
        TokenAmount deposit = test.chain.rules().economy().preCommitDeposit(SectorSize.KIB_2);
        test.skipTo(cleanUp - 1);
        assertThat(miner().preCommits().find(1)).isPresent();
        TokenAmount burnt = test.state().balance(99);
        test.skipTo(cleanUp + 120);
        assertThat(miner().preCommits().find(1)).isEmpty();
        assertThat(miner().preCommits().allocated().contains(1)).isTrue();
        assertThat(miner().funds().deposits()).isEqualTo(TokenAmount.ZERO);
        assertThat(test.state().balance(99).minus(burnt)).isEqualTo(deposit);
    }

    @Test
    void shouldStopCronWhenNothingIsBoundAnyMore() {
        test.preCommit(miner, test.preCommit(1));
        test.skipTo(test.height() + 200 * 2880);
        assertThat(miner().funds().locked()).isEqualTo(TokenAmount.ZERO);
        assertThat(miner().cronActive()).isFalse();
        assertThat(test.state().nextCron()).isEmpty();
    }

    @Test
    void shouldGiveTheSameStateOverNullRoundsAndOverRealTipsets() {
        TestChain other = TestChain.funded();
        Address twin = other.createMiner();
        test.activate(miner, 1);
        other.activate(twin, 1);
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.close().value());
        while (other.height() < window.close().value()) {
            other.mine();
        }
        assertThat(other.chain.head().stateRoot()).isEqualTo(test.chain.head().stateRoot());
    }
}
