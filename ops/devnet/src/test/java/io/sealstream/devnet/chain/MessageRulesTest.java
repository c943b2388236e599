package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.Executor;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Execution of messages whatever they call: chain.md 4.10, 5.3. */
final class MessageRulesTest {
    private static final Address NEWCOMER = Address.actor(new byte[]{ 1, 2, 3});

    private final TestChain test = TestChain.funded();

    private Scene scene() {
        return test.chain.sceneAfter(test.chain.head(), test.verifier);
    }

    private Applied apply(Message message) {
        return Executor.apply(test.state(), TestChain.signed(message), Gas.MIN_BASE_FEE, scene());
    }

    private Message transfer(TokenAmount value) {
        return test.message(OWNER, WORKER, value, 0, Bytes.EMPTY);
    }

    @Test
    void shouldTransferAndPayGasAsTheFormulaSays() {
        Message message = transfer(TokenAmount.ofFil(1));
        Applied applied = apply(message);
        MessageReceipt receipt = applied.receipt();
        Gas.Outputs outputs = Gas.outputs(receipt.gasUsed(), message.gasLimit(), Gas.MIN_BASE_FEE, message.gasFeeCap(),
                message.gasPremium());
        assertThat(receipt.exitCode()).isZero();
        assertThat(applied.state().find(OWNER).orElseThrow().balance())
                .isEqualTo(test.state().find(OWNER).orElseThrow().balance().minus(TokenAmount.ofFil(1)).minus(outputs.cost()));
        assertThat(applied.state().find(WORKER).orElseThrow().balance())
                .isEqualTo(test.state().find(WORKER).orElseThrow().balance().plus(TokenAmount.ofFil(1)));
        assertThat(applied.state().balance(99).minus(test.state().balance(99)))
                .isEqualTo(outputs.baseFeeBurn().plus(outputs.overEstimationBurn()));
        assertThat(applied.state().balance(2).minus(test.state().balance(2))).isEqualTo(outputs.minerTip());
        assertThat(applied.state().supply()).isEqualTo(test.state().supply());
    }

    @Test
    void shouldCreateAccountsOfUnknownKeysOnly() {
        byte[] publicKey = new byte[65];
        publicKey[0] = 4;
        Address key = Address.secp256k1(publicKey);
        assertThat(test.send(OWNER, key, TokenAmount.ofFil(1), 0, Bytes.EMPTY).exitCode()).isZero();
        assertThat(test.state().find(key).orElseThrow().balance()).isEqualTo(TokenAmount.ofFil(1));
        assertThat(test.send(OWNER, NEWCOMER, TokenAmount.ofFil(1), 0, Bytes.EMPTY).exitCode()).isEqualTo(5);
        assertThat(test.send(OWNER, new ActorId(55_555).address(), TokenAmount.ofFil(1), 0, Bytes.EMPTY).exitCode()).isEqualTo(5);
    }

    @Test
    void shouldRefuseMoreValueThanThereIsWith6() {
        Message message = transfer(TokenAmount.ofFil(1_000));
        Applied applied = apply(message);
        assertThat(applied.receipt().exitCode()).isEqualTo(6);
        assertThat(applied.state().find(OWNER).orElseThrow().nonce()).isEqualTo(message.nonce() + 1);
        assertThat(applied.state().find(WORKER)).isEqualTo(test.state().find(WORKER));
    }

    @Test
    void shouldRefuseUnknownMethodsWith22() {
        Address miner = test.createMiner();
        assertThat(test.call(OWNER, WORKER, 7, new byte[0]).exitCode()).isEqualTo(22);
        assertThat(test.call(OWNER, Address.POWER, 99, new byte[0]).exitCode()).isEqualTo(22);
        assertThat(test.call(OWNER, Address.BURNT_FUNDS, 2, new byte[0]).exitCode()).isEqualTo(22);
        for (long gone : new long[]{ 6, 7, 8, 25, 26, 27, 29, 33, 1_000_000}) {
            assertThat(test.call(OWNER, miner, gone, new byte[0]).exitCode()).as("method %d", gone).isEqualTo(22);
        }
    }

    @Test
    void shouldTakePlainTransfersToAnyActor() {
        Address miner = test.createMiner();
        TokenAmount before = test.state().balance(test.miner(miner).id().value());
        assertThat(test.send(WORKER, miner, TokenAmount.ofFil(2), 0, Bytes.EMPTY).exitCode()).isZero();
        assertThat(test.state().balance(test.miner(miner).id().value())).isEqualTo(before.plus(TokenAmount.ofFil(2)));
        assertThat(test.send(WORKER, Address.BURNT_FUNDS, TokenAmount.ofFil(1), 0, Bytes.EMPTY).exitCode()).isZero();
    }

    @Test
    void shouldFailPreflightWithoutCostAndNonce() {
        Message good = transfer(TokenAmount.ZERO);
        Message unknown = good.withFrom(NEWCOMER);
        Message early = good.withNonce(good.nonce() + 1);
        Message poor = good.withGas(1_000_000_000L, TokenAmount.ofFil(1), TokenAmount.ZERO);
        Message tight = good.withGas(GasPrices.MESSAGE_BASE, good.gasFeeCap(), good.gasPremium());
        assertThat(apply(unknown).receipt().exitCode()).isEqualTo(1);
        assertThat(apply(good.withFrom(Address.REWARD)).receipt().exitCode()).isEqualTo(1);
        assertThat(apply(early).receipt().exitCode()).isEqualTo(2);
        assertThat(apply(poor).receipt().exitCode()).isEqualTo(2);
        assertThat(apply(tight).receipt().exitCode()).isEqualTo(7);
        for (Message each : List.of(unknown, early, poor, tight)) {
            assertThat(apply(each).state()).isSameAs(test.state());
        }
    }

    @Test
    void shouldRunOutOfGasWith7AndChargeTheWholeLimit() {
        Message good = transfer(TokenAmount.ofFil(1));
        long enough = apply(good).receipt().gasUsed();
        Applied short1 = apply(good.withGas(enough - 1, good.gasFeeCap(), good.gasPremium()));
        assertThat(short1.receipt().exitCode()).isEqualTo(7);
        assertThat(short1.receipt().gasUsed()).isEqualTo(enough - 1);
        assertThat(short1.state().find(OWNER).orElseThrow().nonce()).isEqualTo(good.nonce() + 1);
        assertThat(apply(good.withGas(enough, good.gasFeeCap(), good.gasPremium())).receipt().exitCode()).isZero();
    }

    private static double million(long gas) {
        return gas / 1_000_000.0;
    }

    @Test
    void shouldMeetTheGasAnchorsOfMainnetWithin10Percent() {
        Address miner = test.createMiner();
        double one = million(test.preCommit(miner, test.preCommit(1)).gasUsed());
        double four = million(
                test.preCommit(miner, test.preCommit(2), test.preCommit(3), test.preCommit(4), test.preCommit(5)).gasUsed());
        test.skipTo(test.height() + 11);
        double proveOne = million(test.proveCommit(miner, TestChain.prove(1)).gasUsed());
        double proveFour = million(test.proveCommit(miner, TestChain.prove(2, 3, 4, 5)).gasUsed());
        assertThat(one).isBetween(16.7 * 0.9, 16.7 * 1.1);
        assertThat(four).isBetween(18.6 * 0.9, 18.6 * 1.1);
        assertThat(proveOne).isBetween(267.5 * 0.9, 267.5 * 1.1);
        assertThat(proveFour).isBetween(580 * 0.9, 580 * 1.1);
    }

    @Test
    void shouldChargeBytesOfTheMessageExactly() {
        Address miner = test.createMiner();
        Bytes params = Bytes.of(new PreCommitSectorBatchParams2(List.of(test.preCommit(1))).toCbor());
        SignedMessage message = TestChain.signed(test.message(WORKER, miner, TokenAmount.ZERO, TestChain.PRE_COMMIT, params));
        Message same = message.message();
        SignedMessage longer = TestChain.signed(same.withGas(same.gasLimit(), same.gasFeeCap().times(256), same.gasPremium()));
        long bytes = (long) longer.chainLength() - message.chainLength();
        long used = Executor.apply(test.state(), message, Gas.MIN_BASE_FEE, scene()).receipt().gasUsed();
        long usedLonger = Executor.apply(test.state(), longer, Gas.MIN_BASE_FEE, scene()).receipt().gasUsed();
        assertThat(bytes).isPositive();
        assertThat(usedLonger - used).isEqualTo(GasPrices.PER_MESSAGE_BYTE * bytes);
    }
}
