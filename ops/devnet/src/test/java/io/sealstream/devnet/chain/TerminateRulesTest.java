package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import io.sealstream.filecoin.actors.TerminateSectorsReturn;
import io.sealstream.filecoin.actors.WithdrawBalanceParams;
import io.sealstream.filecoin.state.SectorLocation;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of TerminateSectors in chain.md 4.9. */
final class TerminateRulesTest {
    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private ChainEpoch opened = ChainEpoch.ZERO;

    @BeforeEach
    void prove() {
        miner = test.createMiner();
        test.activate(miner, 1, 2);
        opened = test.proveWindow(miner, 1).open();
        test.mine();
    }

    private MessageReceipt terminate(Address caller, PartitionSectors... sectors) {
        return test.call(caller, miner, MinerMethod.TERMINATE_SECTORS,
                new TerminateSectorsParams(Arrays.asList(sectors)).toCbor());
    }

    private PartitionSectors at(long... sectors) {
        SectorLocation place = test.place(miner, 1);
        return new PartitionSectors(place.deadline(), place.partition(), BitField.of(sectors));
    }

    private Miner miner() {
        return test.miner(miner);
    }

    private long power() {
        return test.state().claim(miner().id().value()).raw().longValueExact();
    }

    private TokenAmount burnt() {
        return test.balance(Address.BURNT_FUNDS);
    }

    /** 8.5 % of the pledge by age up to 140 days, at least 2 % and 1.05 times the fault fee (FIP-0098). */
    private TokenAmount fee(SectorOnChainInfo sector, long age) {
        BigInteger pledge = sector.initialPledge().atto();
        BigInteger full = pledge.multiply(BigInteger.valueOf(85)).divide(BigInteger.valueOf(1000));
        BigInteger byAge = full.multiply(BigInteger.valueOf(age)).divide(BigInteger.valueOf(140 * 2880));
        BigInteger faultFee = test.chain.rules().economy().expectedReward(BigInteger.valueOf(2048), 10_108).atto();
        BigInteger least = pledge.multiply(BigInteger.TWO).divide(BigInteger.valueOf(100))
                .max(faultFee.multiply(BigInteger.valueOf(105)).divide(BigInteger.valueOf(100)));
        return new TokenAmount(full.min(byAge).max(least));
    }

    @Test
    void shouldEndASectorAtOnceForAFee() {
        SectorOnChainInfo sector = miner().sectors().get(1);
        TokenAmount pledge = miner().funds().pledge();
        TokenAmount before = burnt();
        test.chain.script((parent, epoch) -> TokenAmount.ZERO);
        MessageReceipt receipt = terminate(WORKER, at(1));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(TerminateSectorsReturn.fromCbor(receipt.returnValue().toArray()).done()).isTrue();
        assertThat(test.partition(miner, 1).terminated()).isEqualTo(BitField.of(1));
        assertThat(test.partition(miner, 1).earlyTerminated()).isEmpty();
        assertThat(power()).isEqualTo(2048);
        assertThat(miner().funds().pledge()).isEqualTo(pledge.minus(sector.initialPledge()));
        assertThat(burnt().minus(before)).isEqualTo(fee(sector, test.height() - sector.activation().value()));
        assertThat(miner().sectors().find(1)).isPresent();
    }

    @Test
    void shouldChargeTheFullShareAfter140Days() {
        SectorOnChainInfo sector = miner().sectors().get(2);
        while (test.height() < sector.activation().value() + 141 * 2880) {
            test.proveWindow(miner, 1);
        }
        test.mine();
        test.chain.script((parent, epoch) -> TokenAmount.ZERO);
        TokenAmount before = burnt();
        assertThat(terminate(WORKER, at(2)).exitCode()).as(test.error()).isZero();
        assertThat(burnt().minus(before)).isEqualTo(sector.initialPledge().scaled(85, 1000).max(fee(sector, 141 * 2880)));
    }

    @Test
    void shouldTakeFaultyRecoveringAndUnprovenSectorsOut() {
        test.activate(miner, 3, 4);
        byte[] faults = new DeclareFaultsParams(List.of(at(2))).toCbor();
        assertThat(test.call(WORKER, miner, MinerMethod.DECLARE_FAULTS, faults).exitCode()).as(test.error()).isZero();
        assertThat(test.call(WORKER, miner, MinerMethod.DECLARE_FAULTS_RECOVERED,
                new DeclareFaultsRecoveredParams(List.of(at(2))).toCbor()).exitCode()).isZero();
        SectorLocation unproven = test.place(miner, 3);
        assertThat(terminate(WORKER, at(2),
                new PartitionSectors(unproven.deadline(), unproven.partition(), BitField.of(3))).exitCode()).as(test.error())
                .isZero();
        assertThat(miner().union(partition -> partition.terminated())).isEqualTo(BitField.of(2, 3));
        assertThat(miner().union(partition -> partition.faults().union(partition.recoveries()))).isEqualTo(BitField.EMPTY);
        assertThat(power()).isEqualTo(2048);
    }

    @Test
    void shouldRefuseTheOpenAndTheNextDeadlineWith16() {
        DeadlineInfo next = test.window(miner, 1);
        test.skipTo(next.open().value() - 62);
        assertThat(terminate(WORKER, at(1)).exitCode()).as(test.error()).isZero();
        assertThat(terminate(WORKER, at(2)).exitCode()).isEqualTo(16);
        test.skipTo(next.open().value() + 5);
        assertThat(terminate(WORKER, at(2)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseSectorsThatAreNotLiveWith16() {
        assertThat(terminate(WORKER, at(7)).exitCode()).isEqualTo(16);
        assertThat(terminate(WORKER, at(1)).exitCode()).isZero();
        assertThat(terminate(WORKER, at(1, 2)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseUnknownPlaces() {
        assertThat(terminate(WORKER, new PartitionSectors(48, 0, BitField.of(1))).exitCode()).isEqualTo(16);
        assertThat(terminate(WORKER, new PartitionSectors(at(1).deadline(), 1, BitField.of(1))).exitCode()).isEqualTo(17);
    }

    @Test
    void shouldRefuseMoreThan25000SectorsOr3000PartitionsWith16() {
        assertThat(terminate(WORKER, at(1), new PartitionSectors(0, 0, BitField.range(0, 25_000))).exitCode()).isEqualTo(16);
        PartitionSectors[] many = new PartitionSectors[3001];
        Arrays.setAll(many, index -> new PartitionSectors(index % 48, index, BitField.EMPTY));
        assertThat(terminate(WORKER, many).exitCode()).isEqualTo(16);
        assertThat(test.error()).contains("3001");
    }

    @Test
    void shouldRefuseStrangersWith18AndLetTheOwnerTerminate() {
        assertThat(terminate(STRANGER, at(1)).exitCode()).isEqualTo(18);
        assertThat(terminate(OWNER, at(1)).exitCode()).isZero();
    }

    @Test
    void shouldAnswerDoneToAnEmptyList() {
        MessageReceipt receipt = terminate(WORKER);
        assertThat(receipt.exitCode()).isZero();
        assertThat(TerminateSectorsReturn.fromCbor(receipt.returnValue().toArray()).done()).isTrue();
    }

    @Test
    void shouldLetTheMinerWithdrawAfterATermination() {
        terminate(WORKER, at(1));
        assertThat(test.call(OWNER, miner, MinerMethod.WITHDRAW_BALANCE, new WithdrawBalanceParams(TokenAmount.ofFil(1)).toCbor())
                .exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldLeaveTheTerminatedSectorOutOfTheNextProof() {
        terminate(WORKER, at(1));
        DeadlineInfo next = test.proveWindow(miner, 1);
        assertThat(next.open()).isEqualTo(opened.plus(2880));
        assertThat(power()).isEqualTo(2048);
        assertThat(test.partition(miner, 1).faults()).isEqualTo(BitField.EMPTY);
    }
}
