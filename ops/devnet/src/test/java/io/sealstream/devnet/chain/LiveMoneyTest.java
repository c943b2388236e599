package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.BlockSignatures;
import io.sealstream.devnet.chain.blocks.GenesisOptions;
import io.sealstream.devnet.chain.blocks.MoneyMode;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.vm.Money;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.NetworkEconomy;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Money that moves with the chain: chain.md 4.11, 5.2. */
final class LiveMoneyTest {
    private static final GenesisOptions LIVE = new GenesisOptions(List.of(), Map.of(), BlockSignatures.DERIVED, MoneyMode.LIVE);

    private static TestChain live() {
        return TestChain.funded(TestChain.settings().with(LIVE));
    }

    private static NetworkEconomy economy(TestChain test) {
        return test.state().economy().orElseThrow();
    }

    @Test
    void shouldHaveNoEconomyInTheStateWhenMoneyIsFrozen() {
        TestChain test = TestChain.funded();
        Pledge before = test.chain.economyAt(test.chain.head());
        test.skipTo(test.height() + 500);
        test.mine();
        assertThat(test.state().economy()).isEmpty();
        assertThat(test.chain.economyAt(test.chain.head())).isEqualTo(before);
    }

    /** The reward is that of the epoch after the state's, as in the reward actor. */
    @Test
    void shouldMoveOnceInEveryEpochNullRoundsToo() {
        TestChain test = live();
        assertThat(economy(test).reward().epoch()).isEqualTo(test.height() + 1);
        NetworkEconomy step = economy(test);
        for (int i = 0; i < 40; i++) {
            step = step.next(BigInteger.ZERO, BigInteger.ZERO);
        }
        test.skipTo(test.height() + 40);
        assertThat(economy(test)).isEqualTo(step);
        test.mine();
        assertThat(economy(test).reward().epoch()).isEqualTo(test.height() + 1);
    }

    @Test
    void shouldSeePowerAtTheEndOfTheEpochInWhichItCounts() {
        TestChain test = live();
        Address miner = test.createMiner();
        test.activate(miner, 1);
        test.submit(miner, test.post(test.openWindow(miner, 1)));
        BigInteger power = BigInteger.valueOf(SectorSize.KIB_2.bytes());
        assertThat(test.state().totalPower().qa()).isEqualTo(power);
        NetworkEconomy now = economy(test);
        test.mine();
        assertThat(economy(test)).isEqualTo(now.next(power, power));
        assertThat(economy(test).reward().cumsumRealized()).isEqualTo(now.reward().cumsumRealized().add(power));
    }

    @Test
    void shouldTakeDepositsAndPledgesFromTheStateOfTheirEpoch() {
        TestChain test = live();
        Address miner = test.createMiner();
        Pledge before = test.chain.sceneAfter(test.chain.head(), test.verifier).rules().economy();
        test.preCommit(miner, test.preCommit(1));
        TokenAmount deposit = before.preCommitDeposit(SectorSize.KIB_2);
        assertThat(test.miner(miner).funds().deposits()).isEqualTo(deposit);
        assertThat(deposit).isNotEqualTo(TestChain.funded().chain.rules().economy().preCommitDeposit(SectorSize.KIB_2));
        test.skipTo(test.height() + 11);
        Pledge later = test.chain.sceneAfter(test.chain.head(), test.verifier).rules().economy();
        test.proveCommit(miner, TestChain.prove(1));
        assertThat(Objects.requireNonNull(test.miner(miner).sectors().all().get(1L)).initialPledge())
                .isEqualTo(later.initialPledge(BigInteger.valueOf(SectorSize.KIB_2.bytes())));
    }

    @Test
    void shouldCirculateWhatIsNeitherLockedNorBurntNorUnpaid() {
        TestChain test = live();
        test.activate(test.createMiner(), 1);
        ChainState state = test.state();
        TokenAmount away = state.pledgeTotal().plus(state.find(Address.BURNT_FUNDS).orElseThrow().balance())
                .plus(state.find(Address.REWARD).orElseThrow().balance());
        assertThat(state.pledgeTotal().isZero()).isFalse();
        assertThat(Money.circulating(state)).isEqualTo(state.supply().minus(away));
        test.mine();
        assertThat(test.chain.economyAt(test.chain.head()).circulatingSupply()).isEqualTo(Money.circulating(state));
    }

    @Test
    void shouldRampThePledgeOver200Epochs() {
        TestChain test = live();
        Pledge ramp = test.chain.economyAt(test.chain.head());
        assertThat(ramp.epochsSinceRampStart()).isEqualTo(test.height());
        assertThat(ramp.rampDuration()).isEqualTo(200);
    }

    @Test
    void shouldBePartOfTheStateRoot() {
        TestChain test = live();
        var before = test.chain.head().stateRoot();
        assertThat(test.mine().stateRoot()).isNotEqualTo(before);
        TestChain frozen = TestChain.funded();
        var still = frozen.chain.head().stateRoot();
        assertThat(frozen.mine().stateRoot()).isEqualTo(still);
    }
}
