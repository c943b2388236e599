package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Funds;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The accounting that must hold after every epoch, computed anew from single sectors: no money appears or vanishes, balances cover what is
 * bound, powers, pledges and fees are the sums of their sectors, and every live sector leaves at one epoch.
 */
public final class Books {
    private final TokenAmount supply;
    /** A published miner does not change, so each is looked at once. */
    private final Set<Miner> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    public Books(ChainState genesis) {
        supply = genesis.supply();
    }

    public void check(ChainState state) {
        assertThat(state.supply()).as("money in existence").isEqualTo(supply);
        assertThat(state.miners()).allSatisfy(miner -> requireCovered(state, miner));
        assertThat(state.totalPower())
                .isEqualTo(sum(state.miners(), miner -> state.claim(miner.id().value()), Power::plus, Power.ZERO));
        assertThat(state.pledgeTotal()).as("pledge total")
                .isEqualTo(sum(state.miners(), miner -> miner.funds().locked().plus(miner.funds().pledge()), TokenAmount::plus,
                        TokenAmount.ZERO));
        state.miners().stream().filter(miner -> !seen.contains(miner)).forEach(Books::check);
        seen.retainAll(state.miners());
        seen.addAll(state.miners());
    }

    private static <A, B> B sum(Collection<A> parts, Function<A, B> of, BinaryOperator<B> plus, B zero) {
        return parts.stream().map(of).reduce(zero, plus);
    }

    private static void requireCovered(ChainState state, Miner miner) {
        Funds funds = miner.funds();
        assertThat(state.balance(miner.id().value()))
                .isGreaterThanOrEqualTo(funds.locked().plus(funds.deposits()).plus(funds.pledge()));
        assertThat(List.of(funds.locked(), funds.deposits(), funds.pledge(), funds.feeDebt())).noneMatch(TokenAmount::isNegative);
        assertThat(state.claim(miner.id().value()))
                .isEqualTo(sum(partitions(miner), Partition::activePower, Power::plus, Power.ZERO));
    }

    private static List<Partition> partitions(Miner miner) {
        return miner.deadlines().stream().flatMap(deadline -> deadline.partitions().stream()).toList();
    }

    private static void check(Miner miner) {
        miner.deadlines().forEach(deadline -> check(miner, deadline));
        BitField bound = BitField.union(partitions(miner).stream().map(Books::bound).toList());
        assertThat(miner.funds().pledge())
                .isEqualTo(sum(load(miner, bound), SectorOnChainInfo::initialPledge, TokenAmount::plus, TokenAmount.ZERO));
        assertThat(miner.funds().deposits()).isEqualTo(
                sum(miner.preCommits().open().values(), each -> each.preCommitDeposit(), TokenAmount::plus, TokenAmount.ZERO));
        assertThat(miner.sectors().all().keySet().stream().toList()).as("sectors of partitions and of the table")
                .isEqualTo(miner.union(Partition::sectors).stream().boxed().toList());
        assertThat(miner.preCommits().allocated().containsAll(miner.union(Partition::sectors))).isTrue();
    }

    /** Sectors whose pledge is held: live ones, and those that have not settled their termination. */
    private static BitField bound(Partition partition) {
        return partition.live().union(BitField.union(partition.earlyTerminated().values()));
    }

    private static List<SectorOnChainInfo> load(Miner miner, BitField numbers) {
        return numbers.stream().mapToObj(miner.sectors()::get).toList();
    }

    private static Power power(Miner miner, BitField numbers) {
        return sum(load(miner, numbers), sector -> power(miner, sector), Power::plus, Power.ZERO);
    }

    private static Power power(Miner miner, SectorOnChainInfo sector) {
        long life = sector.expiration().since(sector.powerBaseEpoch());
        return new Power(BigInteger.valueOf(miner.size().bytes()),
                SectorMoney.qaPower(miner.size(), life, sector.verifiedDealWeight()));
    }

    private static void check(Miner miner, Deadline deadline) {
        List<Partition> partitions = deadline.partitions();
        partitions.forEach(partition -> check(miner, partition));
        BitField live = BitField.union(partitions.stream().map(Partition::live).toList());
        assertThat(deadline.liveSectors()).isEqualTo(live.count());
        assertThat(deadline.totalSectors()).isEqualTo(sum(partitions, each -> each.sectors().count(), Long::sum, 0L));
        assertThat(deadline.livePower()).isEqualTo(sum(partitions, Partition::livePower, Power::plus, Power.ZERO));
        assertThat(deadline.faultyPower()).isEqualTo(sum(partitions, Partition::faultyPower, Power::plus, Power.ZERO));
        assertThat(deadline.dailyFee())
                .isEqualTo(sum(load(miner, live), SectorOnChainInfo::dailyFee, TokenAmount::plus, TokenAmount.ZERO));
    }

    private static void check(Miner miner, Partition partition) {
        assertThat(partition.livePower()).isEqualTo(power(miner, partition.live()));
        assertThat(partition.faultyPower()).isEqualTo(power(miner, partition.faults()));
        assertThat(partition.unprovenPower()).isEqualTo(power(miner, partition.unproven()));
        assertThat(partition.recoveringPower()).isEqualTo(power(miner, partition.recoveries()));
        assertThat(partition.activePower()).isEqualTo(power(miner, partition.active()));
        assertThat(partition.sectors().containsAll(partition.terminated())).isTrue();
        assertThat(partition.live().containsAll(partition.faults().union(partition.unproven()))).isTrue();
        assertThat(partition.faults().intersect(partition.unproven())).isEqualTo(BitField.EMPTY);
        assertThat(partition.faults().containsAll(partition.recoveries())).isTrue();
        assertThat(partition.terminated().containsAll(BitField.union(partition.earlyTerminated().values()))).isTrue();
        assertThat(partition.sectors().count()).isBetween(1L, (long) miner.size().windowPoStPartitionSectors());
        partition.sectors().stream().forEach(sector -> requireOneEnd(partition, sector));
    }

    private static void requireOneEnd(Partition partition, long sector) {
        List<Boolean> scheduled = new ArrayList<>();
        partition.expiration(sector, false).ifPresent(epoch -> scheduled.add(false));
        partition.expiration(sector, true).ifPresent(epoch -> scheduled.add(true));
        assertThat(scheduled).as("expirations of sector %d", sector).hasSize(partition.live().contains(sector) ? 1 : 0);
        assertThat(scheduled).as("early expiration of a healthy sector %d", sector)
                .isSubsetOf(partition.faults().contains(sector) ? List.of(true, false) : List.of(false));
    }
}
