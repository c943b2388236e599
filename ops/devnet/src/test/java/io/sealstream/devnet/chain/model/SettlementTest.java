package io.sealstream.devnet.chain.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import io.sealstream.filecoin.actors.TerminateSectorsReturn;
import io.sealstream.filecoin.actors.WithdrawBalanceParams;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More early ends than one call may settle: the rest waits for cron, and binds the miner's money until then (chain.md 4.9). */
final class SettlementTest {
    private static final int MOST = 2;

    private final RandomLife life = new RandomLife(MOST, 3000);

    /** Leaves all sectors unproven until the first deadline's have been faulty for too long. */
    @BeforeEach
    void missEverything() {
        RandomScript script = new RandomScript(life, new SplittableRandom(0), new Tally());
        while (life.naive().sectors.size() < 40) {
            script.activate();
        }
        for (long end = life.now() + 4 * Calendar.FAULT_AGE; unsettled() <= MOST && life.now() < end;) {
            life.advance(1);
        }
        assertThat(unsettled()).isGreaterThan(MOST);
    }

    private Miner miner() {
        return life.miner();
    }

    private List<Partition> partitions() {
        return miner().deadlines().stream().flatMap(deadline -> deadline.partitions().stream()).toList();
    }

    private BitField queue() {
        return BitField.union(partitions().stream().map(Partition::earlyTerminated).map(Map::values)
                .flatMap(Collection::stream).toList());
    }

    /** By deadline, partition, epoch and number. */
    private List<Long> inOrder() {
        return partitions().stream().flatMap(partition -> partition.earlyTerminated().values().stream())
                .flatMap(sectors -> sectors.stream().boxed()).toList();
    }

    private long unsettled() {
        return queue().count();
    }

    private TokenAmount pledge(BitField sectors) {
        return sectors.stream().mapToObj(miner().sectors()::get).map(SectorOnChainInfo::initialPledge).reduce(TokenAmount.ZERO,
                TokenAmount::plus);
    }

    private Applied withdraw() {
        return life.ask(MinerMethod.WITHDRAW_BALANCE, new WithdrawBalanceParams(TokenAmount.ofFil(1)).toCbor());
    }

    private boolean done() {
        Applied applied = life.ask(MinerMethod.TERMINATE_SECTORS, new TerminateSectorsParams(List.of()).toCbor());
        return TerminateSectorsReturn.fromCbor(applied.receipt().returnValue().toArray()).done();
    }

    @Test
    void shouldSettleTheRestInTheNextEpochsAndReleaseItsPledgeThen() {
        for (long left = unsettled(); left > 0; left = Math.max(0, left - MOST)) {
            BitField queue = queue();
            assertThat(queue.count()).isEqualTo(left);
            List<Long> first = inOrder();
            TokenAmount bound = miner().funds().pledge();
            life.advance(1);
            BitField settled = queue.subtract(queue());
            assertThat(settled).isEqualTo(BitField.of(first.subList(0, (int) Math.min(left, MOST))));
            assertThat(bound.minus(miner().funds().pledge())).isEqualTo(pledge(settled));
        }
        assertThat(unsettled()).isZero();
    }

    @Test
    void shouldRefuseToWithdrawMeanwhileWith18() {
        assertThat(withdraw().receipt().exitCode()).isEqualTo(18);
        while (unsettled() > 0) {
            life.advance(1);
        }
        assertThat(withdraw().receipt().exitCode()).isZero();
    }

    @Test
    void shouldSayThatItIsNotDoneUntilTheQueueIsEmpty() {
        assertThat(done()).isEqualTo(unsettled() <= MOST);
        while (unsettled() > MOST) {
            life.advance(1);
        }
        assertThat(done()).isTrue();
    }

    @Test
    void shouldSettleMoreWhenAsked() {
        long before = unsettled();
        long now = life.now();
        life.send(MinerMethod.TERMINATE_SECTORS, new TerminateSectorsParams(List.of()).toCbor(), "nothing",
                model -> model.settleNow(now));
        assertThat(unsettled()).isEqualTo(before - MOST);
        life.advance(1);
        assertThat(unsettled()).isEqualTo(Math.max(0, before - 2 * MOST));
    }
}
