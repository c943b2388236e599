package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.CONTROL;
import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Funds;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ApplyRewardParams;
import io.sealstream.filecoin.actors.ChangeBeneficiaryParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.ReportConsensusFaultParams;
import io.sealstream.filecoin.actors.WithdrawBalanceParams;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of WithdrawBalance, RepayDebt, ReportConsensusFault and ApplyRewards (chain.md 4.9, 4.11, 5.3). */
final class MoneyRulesTest {
    /** The dev chain's smoothed reward of an epoch: 75 FIL. */
    private static final TokenAmount EPOCH_REWARD = TokenAmount.ofFil(75);

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
        test.chain.script((parent, epoch) -> TokenAmount.ZERO);
    }

    private Funds funds() {
        return test.miner(miner).funds();
    }

    private TokenAmount available() {
        return funds().available(test.balance(miner));
    }

    private MessageReceipt withdraw(Address caller, TokenAmount amount) {
        return test.call(caller, miner, MinerMethod.WITHDRAW_BALANCE, new WithdrawBalanceParams(amount).toCbor());
    }

    private static TokenAmount amount(MessageReceipt receipt) {
        return Shapes.AMOUNT.fromCbor(receipt.returnValue().toArray());
    }

    private MessageReceipt reward(TokenAmount reward, TokenAmount penalty) {
        return test.send(test.faucet(), miner, reward, MinerMethod.APPLY_REWARDS.number(),
                Bytes.of(new ApplyRewardParams(reward, penalty).toCbor()));
    }

    private MessageReceipt report(Address caller) {
        return test.call(caller, miner, MinerMethod.REPORT_CONSENSUS_FAULT,
                new ReportConsensusFaultParams(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY).toCbor());
    }

    /** The base fee is zero here, so a message costs its sender the tip only. */
    private static TokenAmount tip() {
        return TokenAmount.ofAtto(100_000).times(1_000_000_000L);
    }

    @Test
    void shouldPayTheOwnerWhatIsAskedOrWhatIsThere() {
        TokenAmount before = test.balance(OWNER);
        TokenAmount free = available();
        MessageReceipt one = withdraw(OWNER, TokenAmount.ofFil(1));
        assertThat(one.exitCode()).as(test.error()).isZero();
        assertThat(amount(one)).isEqualTo(TokenAmount.ofFil(1));
        assertThat(test.balance(OWNER)).isEqualTo(before.plus(TokenAmount.ofFil(1)).minus(tip()));
        MessageReceipt all = withdraw(OWNER, TokenAmount.ofFil(1000));
        assertThat(amount(all)).isEqualTo(free.minus(TokenAmount.ofFil(1)));
        assertThat(available()).isEqualTo(TokenAmount.ZERO);
        assertThat(amount(withdraw(OWNER, TokenAmount.ofFil(1)))).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldKeepWhatIsLockedAndFreeWhatHasVested() {
        TokenAmount locked = funds().locked();
        withdraw(OWNER, TokenAmount.ofFil(1000));
        assertThat(funds().locked()).isEqualTo(locked);
        test.skipTo(test.height() + 30 * 2880);
        TokenAmount vested = amount(withdraw(OWNER, TokenAmount.ofFil(1000)));
        assertThat(vested).isGreaterThan(TokenAmount.ZERO).isLessThan(locked);
        assertThat(funds().locked()).isEqualTo(locked.minus(vested));
        assertThat(test.state().pledgeTotal()).isEqualTo(funds().locked());
    }

    @Test
    void shouldRefuseNegativeAmountsWith16() {
        assertThat(withdraw(OWNER, TokenAmount.ofAtto(-1)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseOthersThanOwnerAndBeneficiaryWith18() {
        assertThat(withdraw(WORKER, TokenAmount.ofFil(1)).exitCode()).isEqualTo(18);
        assertThat(withdraw(STRANGER, TokenAmount.ofFil(1)).exitCode()).isEqualTo(18);
    }

    @Test
    void shouldAnswerUnderItsExportedNumberToo() {
        byte[] params = new WithdrawBalanceParams(TokenAmount.ofFil(1)).toCbor();
        assertThat(amount(test.call(OWNER, miner, MinerMethod.WITHDRAW_BALANCE_EXPORTED, params)))
                .isEqualTo(TokenAmount.ofFil(1));
        assertThat(test.call(WORKER, miner, MinerMethod.REPAY_DEBT_EXPORTED, new byte[0]).exitCode()).isZero();
    }

    private void beneficiary(TokenAmount quota, long expiration) {
        byte[] params = new ChangeBeneficiaryParams(STRANGER, quota, new ChainEpoch(expiration)).toCbor();
        test.requireOk(test.call(OWNER, miner, MinerMethod.CHANGE_BENEFICIARY, params));
        test.requireOk(test.call(STRANGER, miner, MinerMethod.CHANGE_BENEFICIARY, params));
    }

    @Test
    void shouldPayTheBeneficiaryUpToItsQuotaAndThenRefuseWith18() {
        beneficiary(TokenAmount.ofFil(2), test.height() + 100);
        TokenAmount before = test.balance(STRANGER);
        assertThat(amount(withdraw(OWNER, TokenAmount.ofFil(1)))).isEqualTo(TokenAmount.ofFil(1));
        assertThat(test.balance(STRANGER)).isEqualTo(before.plus(TokenAmount.ofFil(1)));
        assertThat(amount(withdraw(STRANGER, TokenAmount.ofFil(5)))).isEqualTo(TokenAmount.ofFil(1));
        assertThat(withdraw(OWNER, TokenAmount.ofFil(1)).exitCode()).isEqualTo(18);
    }

    @Test
    void shouldRefuseAnExpiredBeneficiaryWith18() {
        beneficiary(TokenAmount.ofFil(2), test.height() + 10);
        test.skipTo(test.height() + 10);
        assertThat(withdraw(STRANGER, TokenAmount.ofFil(1)).exitCode()).isEqualTo(18);
    }

    /** Takes all that is there and then fines the miner, so that it is in debt. */
    private TokenAmount indebt() {
        withdraw(OWNER, TokenAmount.ofFil(1000));
        test.requireOk(report(test.faucet()));
        assertThat(funds().locked()).isEqualTo(TokenAmount.ZERO);
        return funds().feeDebt();
    }

    @Test
    void shouldRefuseToWithdrawFromDebtWith19AndPayItFirstOnceItCan() {
        TokenAmount debt = indebt();
        assertThat(withdraw(OWNER, TokenAmount.ofFil(1)).exitCode()).isEqualTo(19);
        test.send(test.faucet(), miner, debt.plus(TokenAmount.ofFil(2)), 0, Bytes.EMPTY);
        TokenAmount burnt = test.balance(Address.BURNT_FUNDS);
        assertThat(amount(withdraw(OWNER, TokenAmount.ofFil(5)))).isEqualTo(TokenAmount.ofFil(2));
        assertThat(test.balance(Address.BURNT_FUNDS)).isEqualTo(burnt.plus(debt));
        assertThat(funds().feeDebt()).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldRepayWhatCanBePaid() {
        TokenAmount debt = indebt();
        test.send(test.faucet(), miner, TokenAmount.ofFil(1), 0, Bytes.EMPTY);
        assertThat(test.call(STRANGER, miner, MinerMethod.REPAY_DEBT, new byte[0]).exitCode()).isEqualTo(18);
        assertThat(test.call(WORKER, miner, MinerMethod.REPAY_DEBT, new byte[0]).exitCode()).as(test.error()).isZero();
        assertThat(funds().feeDebt()).isEqualTo(debt.minus(TokenAmount.ofFil(1)));
        assertThat(test.balance(miner)).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldFineAProvenConsensusFaultAndExcludeTheMinerFor900Epochs() {
        test.send(test.faucet(), miner, TokenAmount.ofFil(200), 0, Bytes.EMPTY);
        TokenAmount balance = test.balance(miner);
        TokenAmount burnt = test.balance(Address.BURNT_FUNDS);
        assertThat(report(test.faucet()).exitCode()).as(test.error()).isZero();
        assertThat(balance.minus(test.balance(miner))).isEqualTo(EPOCH_REWARD);
        assertThat(test.balance(Address.BURNT_FUNDS).minus(burnt)).isEqualTo(EPOCH_REWARD.minus(EPOCH_REWARD.scaled(1, 20)));
        assertThat(test.miner(miner).info().consensusFaultElapsed()).isEqualTo(new ChainEpoch(test.height() + 900));
        long until = test.height() + 900;
        assertThat(test.preCommit(miner, test.preCommit(1)).exitCode()).isEqualTo(18);
        assertThat(report(test.faucet()).exitCode()).isEqualTo(18);
        test.skipTo(until - 1);
        assertThat(test.preCommit(miner, test.preCommit(1)).exitCode()).isEqualTo(18);
        assertThat(test.preCommit(miner, test.preCommit(1)).exitCode()).as(test.error()).isZero();
        assertThat(report(test.faucet()).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseReportsThatNobodyProvedWith16() {
        assertThat(report(STRANGER).exitCode()).isEqualTo(16);
        assertThat(report(OWNER).exitCode()).isEqualTo(16);
        assertThat(test.miner(miner).info().consensusFaultElapsed()).isEqualTo(new ChainEpoch(-1));
    }

    @Test
    void shouldLockThreeQuartersOfARewardOver180Days() {
        TokenAmount locked = funds().locked();
        TokenAmount free = available();
        assertThat(reward(TokenAmount.ofFil(8), TokenAmount.ZERO).exitCode()).as(test.error()).isZero();
        assertThat(funds().locked()).isEqualTo(locked.plus(TokenAmount.ofFil(6)));
        assertThat(available()).isEqualTo(free.plus(TokenAmount.ofFil(2)));
        assertThat(test.state().pledgeTotal()).isEqualTo(funds().locked());
        long start = test.height();
        withdraw(OWNER, TokenAmount.ofFil(1000));
        test.skipTo(start + 90 * 2880);
        assertThat(amount(withdraw(OWNER, TokenAmount.ofFil(1000)))).isBetween(TokenAmount.parse("2.9 FIL"),
                TokenAmount.parse("3.2 FIL"));
        test.skipTo(start + 182 * 2880);
        withdraw(OWNER, TokenAmount.ofFil(1000));
        assertThat(test.balance(miner)).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldPayPenaltyAndDebtFromARewardFirst() {
        TokenAmount debt = indebt();
        assertThat(reward(debt.plus(TokenAmount.ofFil(4)), TokenAmount.ofFil(1)).exitCode()).as(test.error()).isZero();
        assertThat(funds().feeDebt()).isEqualTo(TokenAmount.ZERO);
        assertThat(test.balance(miner)).isEqualTo(TokenAmount.ofFil(3));
    }

    @Test
    void shouldRefuseRewardsOfOthersWith18AndBadOnesWith16And19() {
        byte[] params = new ApplyRewardParams(TokenAmount.ofFil(1), TokenAmount.ZERO).toCbor();
        assertThat(test.call(OWNER, miner, MinerMethod.APPLY_REWARDS, params).exitCode()).isEqualTo(18);
        byte[] negative = new ApplyRewardParams(TokenAmount.ofFil(-1), TokenAmount.ZERO).toCbor();
        assertThat(test.call(CONTROL, miner, MinerMethod.APPLY_REWARDS, negative).exitCode()).isEqualTo(16);
        byte[] penalty = new ApplyRewardParams(TokenAmount.ZERO, TokenAmount.ofAtto(-1)).toCbor();
        assertThat(test.call(test.faucet(), miner, MinerMethod.APPLY_REWARDS, penalty).exitCode()).isEqualTo(16);
        byte[] unpaid = new ApplyRewardParams(TokenAmount.ofFil(1000), TokenAmount.ZERO).toCbor();
        assertThat(test.call(test.faucet(), miner, MinerMethod.APPLY_REWARDS, unpaid).exitCode()).isEqualTo(19);
    }
}
