package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.CONTROL;
import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.ChangePeerIDParams;
import io.sealstream.filecoin.actors.CheckSectorProvenParams;
import io.sealstream.filecoin.actors.CurrentTotalPowerReturn;
import io.sealstream.filecoin.actors.GenerateSectorLocationParams;
import io.sealstream.filecoin.actors.GenerateSectorLocationReturn;
import io.sealstream.filecoin.actors.GetMultiaddrsReturn;
import io.sealstream.filecoin.actors.GetOwnerReturn;
import io.sealstream.filecoin.actors.GetPeerIDReturn;
import io.sealstream.filecoin.actors.GetVestingFundsReturn;
import io.sealstream.filecoin.actors.MaxTerminationFeeParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.MinerRawPowerReturn;
import io.sealstream.filecoin.actors.PowerMethod;
import io.sealstream.filecoin.actors.SectorPlace;
import io.sealstream.filecoin.actors.SectorStatus;
import io.sealstream.filecoin.actors.ValidateSectorStatusParams;
import io.sealstream.filecoin.actors.VestingFund;
import io.sealstream.filecoin.state.Claim;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What anybody may ask a miner and the power actor (FRC-42, FIP-0112). */
final class GetterRulesTest {
    private static final byte[] NOTHING = new byte[0];

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private Miner miner() {
        return test.miner(miner);
    }

    private <T> T ask(Address actor, ActorMethod method, byte[] params, Shape<T> answer) {
        MessageReceipt receipt = test.call(STRANGER, actor, method, params);
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        return answer.fromCbor(receipt.returnValue().toArray());
    }

    private <T> T ask(MinerMethod method, Shape<T> answer) {
        return ask(miner, method, NOTHING, answer);
    }

    private long code(ActorMethod method, byte[] params) {
        return test.call(STRANGER, method instanceof MinerMethod ? miner : Address.POWER, method, params).exitCode();
    }

    @Test
    void shouldSayWhoOwnsAndControlsAMiner() {
        assertThat(ask(MinerMethod.GET_OWNER_EXPORTED, GetOwnerReturn.SHAPE)).isEqualTo(new GetOwnerReturn(test.id(OWNER), null));
        test.call(OWNER, miner, MinerMethod.CHANGE_OWNER_ADDRESS, Shapes.ADDRESS.toCbor(test.id(CONTROL)));
        assertThat(ask(MinerMethod.GET_OWNER_EXPORTED, GetOwnerReturn.SHAPE))
                .isEqualTo(new GetOwnerReturn(test.id(OWNER), test.id(CONTROL)));
        assertThat(controls(WORKER)).isTrue();
        assertThat(controls(test.id(OWNER))).isTrue();
        assertThat(controls(CONTROL)).isFalse();
        assertThat(controls(Address.actor(new byte[]{ 9}))).isFalse();
    }

    private boolean controls(Address address) {
        return ask(miner, MinerMethod.IS_CONTROLLING_ADDRESS_EXPORTED, Shapes.ADDRESS.toCbor(address), Shapes.BOOL);
    }

    @Test
    void shouldSayWhatAMinerIs() {
        test.call(WORKER, miner, MinerMethod.CHANGE_PEER_ID, new ChangePeerIDParams(Bytes.of(new byte[]{ 1, 2})).toCbor());
        assertThat(ask(MinerMethod.GET_SECTOR_SIZE_EXPORTED, Shapes.UNSIGNED)).isEqualTo(2048);
        assertThat(ask(MinerMethod.GET_PEER_ID_EXPORTED, GetPeerIDReturn.SHAPE).peerId()).isEqualTo(Bytes.of(new byte[]{ 1, 2}));
        assertThat(ask(MinerMethod.GET_MULTIADDRS_EXPORTED, GetMultiaddrsReturn.SHAPE).multiaddrs()).isEmpty();
    }

    @Test
    void shouldSayWhatMoneyAMinerHas() {
        test.activate(miner, 1);
        assertThat(ask(MinerMethod.GET_AVAILABLE_BALANCE_EXPORTED, Shapes.AMOUNT))
                .isEqualTo(miner().funds().available(test.balance(miner)));
        assertThat(ask(MinerMethod.INITIAL_PLEDGE_EXPORTED, Shapes.AMOUNT)).isEqualTo(miner().sectors().get(1).initialPledge());
        List<VestingFund> vesting = ask(MinerMethod.GET_VESTING_FUNDS_EXPORTED, GetVestingFundsReturn.SHAPE).funds();
        assertThat(vesting.stream().map(VestingFund::amount).reduce(TokenAmount.ZERO, TokenAmount::plus))
                .isEqualTo(miner().funds().locked());
        assertThat(vesting).isSortedAccordingTo((a, b) -> a.epoch().compareTo(b.epoch()));
    }

    @Test
    void shouldSayTheLargestTerminationFee() {
        TokenAmount pledge = TokenAmount.ofFil(1000);
        byte[] params = new MaxTerminationFeeParams(BigInteger.valueOf(2048), pledge).toCbor();
        assertThat(ask(miner, MinerMethod.MAX_TERMINATION_FEE_EXPORTED, params, Shapes.AMOUNT)).isEqualTo(TokenAmount.ofFil(85));
        byte[] powerful = new MaxTerminationFeeParams(BigInteger.ONE.shiftLeft(60), TokenAmount.ZERO).toCbor();
        assertThat(ask(miner, MinerMethod.MAX_TERMINATION_FEE_EXPORTED, powerful, Shapes.AMOUNT))
                .isEqualTo(test.chain.rules().economy().expectedReward(BigInteger.ONE.shiftLeft(60), 10_108).scaled(105, 100));
    }

    @Test
    void shouldCheckThatASectorIsProven() {
        test.activate(miner, 1);
        assertThat(code(MinerMethod.CHECK_SECTOR_PROVEN, new CheckSectorProvenParams(1).toCbor())).isZero();
        assertThat(code(MinerMethod.CHECK_SECTOR_PROVEN, new CheckSectorProvenParams(2).toCbor())).isEqualTo(17);
        assertThat(code(MinerMethod.CHECK_SECTOR_PROVEN, new CheckSectorProvenParams(Long.MIN_VALUE).toCbor())).isEqualTo(16);
    }

    private GenerateSectorLocationReturn locate(long sector) {
        return ask(miner, MinerMethod.GENERATE_SECTOR_LOCATION_EXPORTED, new GenerateSectorLocationParams(sector).toCbor(),
                GenerateSectorLocationReturn.SHAPE);
    }

    private long validate(long sector, SectorStatus status, SectorPlace place) {
        return code(MinerMethod.VALIDATE_SECTOR_STATUS_EXPORTED,
                new ValidateSectorStatusParams(sector, status, Bytes.of(place.toCbor())).toCbor());
    }

    private boolean is(long sector, SectorStatus status, Bytes place) {
        return ask(miner, MinerMethod.VALIDATE_SECTOR_STATUS_EXPORTED,
                new ValidateSectorStatusParams(sector, status, place).toCbor(), Shapes.BOOL);
    }

    @Test
    void shouldFollowASectorFromActiveOverFaultyToDead() {
        test.activate(miner, 1);
        Bytes place = locate(1).auxData();
        assertThat(SectorPlace.fromCbor(place.toArray())).isEqualTo(
                new SectorPlace(test.place(miner, 1).deadline(), test.place(miner, 1).partition()));
        assertThat(locate(1).status()).isEqualTo(SectorStatus.ACTIVE);
        assertThat(is(1, SectorStatus.ACTIVE, place)).isTrue();
        DeadlineInfo missed = test.window(miner, 1);
        test.close(missed);
        assertThat(locate(1).status()).isEqualTo(SectorStatus.FAULTY);
        assertThat(is(1, SectorStatus.FAULTY, place)).isTrue();
        assertThat(is(1, SectorStatus.ACTIVE, place)).isFalse();
        test.skipTo(missed.last().value() + 42 * 2880);
        assertThat(locate(1)).isEqualTo(new GenerateSectorLocationReturn(SectorStatus.DEAD, place));
        assertThat(is(1, SectorStatus.DEAD, place)).isTrue();
        assertThat(is(1, SectorStatus.FAULTY, place)).isFalse();
    }

    @Test
    void shouldFindNoUnknownSectorAnywhere() {
        test.activate(miner, 1);
        GenerateSectorLocationReturn nowhere = locate(5);
        assertThat(nowhere).isEqualTo(
                new GenerateSectorLocationReturn(SectorStatus.DEAD, Bytes.of(new byte[]{ (byte) 0x82, 0x20, 0x20})));
        assertThat(is(5, SectorStatus.DEAD, nowhere.auxData())).isTrue();
        assertThat(is(5, SectorStatus.ACTIVE, nowhere.auxData())).isFalse();
        assertThat(validate(1, SectorStatus.ACTIVE, SectorPlace.NOWHERE)).isEqualTo(17);
    }

    @Test
    void shouldRefuseWrongPlaces() {
        test.activate(miner, 1);
        long deadline = test.place(miner, 1).deadline();
        assertThat(validate(2, SectorStatus.ACTIVE, new SectorPlace(deadline, 0))).isEqualTo(17);
        assertThat(validate(1, SectorStatus.ACTIVE, new SectorPlace(deadline, 1))).isEqualTo(17);
        assertThat(validate(1, SectorStatus.ACTIVE, new SectorPlace(48, 0))).isEqualTo(16);
        assertThat(validate(1, SectorStatus.ACTIVE, new SectorPlace(-1, 0))).isEqualTo(16);
        assertThat(validate(1, SectorStatus.ACTIVE, new SectorPlace(deadline, -1))).isEqualTo(16);
        assertThat(code(MinerMethod.VALIDATE_SECTOR_STATUS_EXPORTED,
                new ValidateSectorStatusParams(1, SectorStatus.ACTIVE, Bytes.of(new byte[]{ 1})).toCbor())).isEqualTo(16);
        assertThat(code(MinerMethod.VALIDATE_SECTOR_STATUS_EXPORTED, new byte[]{ (byte) 0x83, 1, 3, 0x40})).isEqualTo(21);
    }

    @Test
    void shouldSayForHowLongASectorWasCommitted() {
        test.activate(miner, 1);
        assertThat(ask(miner, MinerMethod.GET_NOMINAL_SECTOR_EXPIRATION_EXPORTED, Shapes.UNSIGNED.toCbor(1L), Shapes.EPOCH))
                .isEqualTo(miner().sectors().get(1).expiration());
        assertThat(code(MinerMethod.GET_NOMINAL_SECTOR_EXPIRATION_EXPORTED, Shapes.UNSIGNED.toCbor(2L))).isEqualTo(17);
    }

    private CurrentTotalPowerReturn total() {
        return ask(Address.POWER, PowerMethod.CURRENT_TOTAL_POWER, NOTHING, CurrentTotalPowerReturn.SHAPE);
    }

    @Test
    void shouldSayThePowerOfTheNetworkAtTheStartOfTheEpoch() {
        test.activate(miner, 1, 2);
        TokenAmount pledge = test.state().pledgeTotal();
        DeadlineInfo window = test.openWindow(miner, 1);
        CurrentTotalPowerReturn before = total();
        assertThat(before.rawBytePower()).isZero();
        assertThat(before.pledgeCollateral()).isLessThanOrEqualTo(pledge).isGreaterThan(TokenAmount.ZERO);
        assertThat(before.qualityAdjPowerSmoothed()).isEqualTo(test.chain.rules().economy().networkPower());
        test.requireOk(test.submit(miner, test.post(window)));
        assertThat(total().rawBytePower()).isEqualTo(4096);
        assertThat(total().qualityAdjPower()).isEqualTo(4096);
        assertThat(ask(Address.POWER, PowerMethod.NETWORK_RAW_POWER_EXPORTED, NOTHING, Shapes.BIG)).isEqualTo(4096);
    }

    @Test
    void shouldSayThePowerOfAMiner() {
        test.activate(miner, 1, 2);
        test.proveWindow(miner, 1);
        byte[] id = Shapes.UNSIGNED.toCbor(miner().id().value());
        assertThat(ask(Address.POWER, PowerMethod.MINER_RAW_POWER_EXPORTED, id, MinerRawPowerReturn.SHAPE))
                .isEqualTo(new MinerRawPowerReturn(BigInteger.valueOf(4096), true));
        assertThat(ask(Address.POWER, PowerMethod.MINER_POWER_EXPORTED, id, Claim.SHAPE))
                .isEqualTo(new Claim(BigInteger.valueOf(4096), BigInteger.valueOf(4096)));
        byte[] nobody = Shapes.UNSIGNED.toCbor(77_777L);
        assertThat(code(PowerMethod.MINER_RAW_POWER_EXPORTED, nobody)).isEqualTo(16);
        assertThat(code(PowerMethod.MINER_POWER_EXPORTED, nobody)).isEqualTo(17);
    }

    @Test
    void shouldCountMiners() {
        Address second = test.createMiner();
        assertThat(ask(Address.POWER, PowerMethod.MINER_COUNT_EXPORTED, NOTHING, Shapes.INTEGER)).isEqualTo(2);
        assertThat(ask(Address.POWER, PowerMethod.MINER_CONSENSUS_COUNT_EXPORTED, NOTHING, Shapes.INTEGER)).isZero();
        test.activate(second, 1);
        test.proveWindow(second, 1);
        assertThat(ask(Address.POWER, PowerMethod.MINER_CONSENSUS_COUNT_EXPORTED, NOTHING, Shapes.INTEGER)).isEqualTo(1);
        byte[] id = Shapes.UNSIGNED.toCbor(miner().id().value());
        assertThat(
                ask(Address.POWER, PowerMethod.MINER_RAW_POWER_EXPORTED, id, MinerRawPowerReturn.SHAPE).meetsConsensusMinimum())
                .isFalse();
    }
}
