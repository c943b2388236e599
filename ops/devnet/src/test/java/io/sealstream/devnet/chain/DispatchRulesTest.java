package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.ApplyRewardParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a message meets before its method runs: is there such a method, has it params, can they be read, may an account call it. */
final class DispatchRulesTest {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] UNREADABLE = { (byte) 0xff};
    /** Zero in Q.128, twice: position and velocity. */
    private static final String ESTIMATE = "824040";

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private long call(Address actor, ActorMethod method, byte[] params) {
        return test.call(OWNER, actor, method, params).exitCode();
    }

    @ParameterizedTest
    @EnumSource(MinerMethod.class)
    void shouldRefuseUnreadableParamsWith21AndMissingOnesWith16(MinerMethod method) {
        if (method.isGone()) {
            assertThat(call(miner, method, NOTHING)).isEqualTo(22);
            assertThat(call(miner, method, UNREADABLE)).isEqualTo(22);
        } else if (method.params().isPresent()) {
            assertThat(call(miner, method, NOTHING)).isEqualTo(16);
            assertThat(call(miner, method, UNREADABLE)).isEqualTo(21);
        }
    }

    @Test
    void shouldRefuseParamsOfMethodsWithoutAnyWith16() {
        for (MinerMethod method : new MinerMethod[]{ MinerMethod.CONTROL_ADDRESSES, MinerMethod.CONFIRM_CHANGE_WORKER_ADDRESS,
            MinerMethod.REPAY_DEBT, MinerMethod.GET_BENEFICIARY, MinerMethod.GET_OWNER_EXPORTED,
            MinerMethod.INITIAL_PLEDGE_EXPORTED}) {
            assertThat(call(miner, method, Shapes.UNSIGNED.toCbor(1L))).as(method.fullName()).isEqualTo(16);
            assertThat(call(miner, method, NOTHING)).as(method.fullName()).isZero();
        }
        assertThat(call(Address.POWER, PowerMethod.CURRENT_TOTAL_POWER, UNREADABLE)).isEqualTo(16);
    }

    @Test
    void shouldRefuseInternalMethodsOfAMinerWith18() {
        byte[] event = Bytes.fromHex("8340" + ESTIMATE + ESTIMATE).toArray();
        assertThat(call(miner, MinerMethod.ON_DEFERRED_CRON_EVENT, event)).as(test.error()).isEqualTo(18);
        assertThat(call(miner, MinerMethod.ON_DEFERRED_CRON_EVENT, NOTHING)).isEqualTo(16);
        assertThat(call(miner, MinerMethod.ON_DEFERRED_CRON_EVENT, UNREADABLE)).isEqualTo(21);
        assertThat(call(miner, MinerMethod.INTERNAL_SECTOR_SETUP_FOR_PRESEAL, Bytes.fromHex("818101").toArray())).isEqualTo(18);
        assertThat(call(miner, MinerMethod.CONSTRUCTOR, Bytes.fromHex("864200644200648005408040").toArray())).isEqualTo(21);
        assertThat(call(miner, MinerMethod.CONSTRUCTOR, Bytes.fromHex("8642006442006480054080").toArray())).as(test.error())
                .isEqualTo(18);
        assertThat(call(miner, MinerMethod.APPLY_REWARDS, new ApplyRewardParams(TokenAmount.ZERO, TokenAmount.ZERO).toCbor()))
                .isEqualTo(18);
    }

    @Test
    void shouldRefuseInternalMethodsOfThePowerActorWith18() {
        assertThat(call(Address.POWER, PowerMethod.UPDATE_CLAIMED_POWER, Bytes.fromHex("824040").toArray())).isEqualTo(18);
        assertThat(call(Address.POWER, PowerMethod.ENROLL_CRON_EVENT, Bytes.fromHex("820140").toArray())).isEqualTo(18);
        assertThat(call(Address.POWER, PowerMethod.UPDATE_PLEDGE_TOTAL, Bytes.fromHex("40").toArray())).isEqualTo(18);
        assertThat(call(Address.POWER, PowerMethod.CRON_TICK, NOTHING)).isEqualTo(18);
        assertThat(call(Address.POWER, PowerMethod.CONSTRUCTOR, NOTHING)).isEqualTo(18);
        assertThat(call(Address.POWER, PowerMethod.UPDATE_PLEDGE_TOTAL, UNREADABLE)).isEqualTo(21);
        assertThat(call(Address.POWER, PowerMethod.DEPRECATED1, NOTHING)).isEqualTo(22);
        assertThat(call(Address.POWER, PowerMethod.SUBMIT_POREP_FOR_BULK_VERIFY, NOTHING)).isEqualTo(22);
    }

    @Test
    void shouldKnowTwoThingsOfAnAccount() {
        assertThat(test.call(OWNER, WORKER, 2, NOTHING).returnValue()).isEqualTo(Bytes.of(Shapes.ADDRESS.toCbor(WORKER)));
        assertThat(test.call(OWNER, WORKER, 1L << 24, UNREADABLE).exitCode()).isZero();
        assertThat(test.call(OWNER, WORKER, (1L << 24) - 1, NOTHING).exitCode()).isEqualTo(22);
        assertThat(test.call(OWNER, WORKER, -1, NOTHING).exitCode()).isZero();
    }
}
