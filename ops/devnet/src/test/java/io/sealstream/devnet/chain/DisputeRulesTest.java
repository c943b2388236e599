package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.rules.ProofVerifier.ProvenSector;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DisputeWindowedPoStParams;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of DisputeWindowedPoSt in chain.md 4.9. */
final class DisputeRulesTest {
    private static final long DISPUTE = 24;
    private static final long DISPUTE_WINDOW = 1800;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void activate() {
        miner = test.createMiner();
        test.activate(miner, 1, 2);
    }

    /** Stores a proof in the next window and goes to its last epoch. */
    private DeadlineInfo store(Bytes proof) {
        DeadlineInfo window = test.openWindow(miner, 1);
        assertThat(test.submit(miner, test.post(window, 0, BitField.EMPTY, proof)).exitCode()).as(test.error()).isZero();
        test.close(window);
        return window;
    }

    private MessageReceipt dispute(long deadline, long index) {
        return test.call(STRANGER, miner, DISPUTE, new DisputeWindowedPoStParams(deadline, index).toCbor());
    }

    private void refused(long exitCode, long deadline, long index) {
        assertThat(dispute(deadline, index).exitCode()).as(test.error()).isEqualTo(exitCode);
    }

    private Partition partition(DeadlineInfo window) {
        return test.miner(miner).deadlines().get((int) window.index()).partitions().getFirst();
    }

    private BigInteger power() {
        return test.state().claim(test.miner(miner).id().value()).raw();
    }

    private void fund(long fil) {
        test.send(TestChain.OWNER, miner, TokenAmount.ofFil(fil), 0, Bytes.EMPTY);
    }

    @Test
    void shouldMakeSectorsFaultyAndTakeTheirPower() {
        DeadlineInfo window = store(ScriptedVerifier.bad(192));
        assertThat(power()).isEqualTo(BigInteger.valueOf(2 * 2048));
        assertThat(dispute(window.index(), 0).exitCode()).as(test.error()).isZero();
        assertThat(power()).isZero();
        assertThat(partition(window).faults()).isEqualTo(BitField.of(1, 2));
        assertThat(partition(window).expiration(1, true)).contains(window.last().plus(42 * 2880));
    }

    @Test
    void shouldTakeTheFeeAndPayTheReporter() {
        fund(50);
        DeadlineInfo window = store(ScriptedVerifier.bad(192));
        long stranger = test.state().find(STRANGER).orElseThrow().id();
        TokenAmount locked = test.miner(miner).funds().locked();
        TokenAmount balance = test.state().balance(test.miner(miner).id().value());
        TokenAmount before = test.state().balance(stranger);
        assertThat(dispute(window.index(), 0).exitCode()).as(test.error()).isZero();
        TokenAmount penalty = test.chain.rules().economy()
                .expectedReward(BigInteger.valueOf(2 * 2048), 2880 * 351 / 100 + 2 * 2880)
                .plus(TokenAmount.ofFil(24));
        assertThat(balance.minus(test.state().balance(test.miner(miner).id().value()))).isEqualTo(penalty);
        TokenAmount gained = test.state().balance(stranger).minus(before);
        assertThat(gained).isLessThanOrEqualTo(TokenAmount.ofFil(4)).isGreaterThan(TokenAmount.ofFil(39).scaled(1, 10));
        assertThat(test.miner(miner).funds().feeDebt()).isEqualTo(TokenAmount.ZERO);
        assertThat(test.miner(miner).funds().locked()).isLessThanOrEqualTo(locked);
    }

    @Test
    void shouldLeaveDebtWhenTheMinerIsPoor() {
        DeadlineInfo window = store(ScriptedVerifier.bad(192));
        assertThat(dispute(window.index(), 0).exitCode()).as(test.error()).isZero();
        assertThat(test.miner(miner).funds().feeDebt()).isGreaterThan(TokenAmount.ofFil(10));
    }

    @Test
    void shouldVerifyWhatTheProofSaidWhenItsWindowClosed() {
        DeadlineInfo window = store(ScriptedVerifier.bad(192));
        dispute(window.index(), 0);
        Bytes challenge = BlockRandomness.seenFrom(test.chain.head(), test.chain.store()).fromBeacon(
                DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED, window.challenge(),
                Randomness.minerEntropy(test.miner(miner).id()));
        assertThat(test.verifier.posts()).containsExactly(new WindowPoStStatement(PoStProofType.WINDOW_2KIB_V1_1,
                test.miner(miner).id(), Randomness.forPoSt(challenge),
                List.of(new ProvenSector(1, TestChain.sealed(1)), new ProvenSector(2, TestChain.sealed(2))), 0));
    }

    @Test
    void shouldLeaveOutSectorsThatWereSkipped() {
        DeadlineInfo first = test.openWindow(miner, 1);
        test.submit(miner, test.post(first, 0, BitField.of(1), ScriptedVerifier.bad(192)));
        test.close(first);
        assertThat(dispute(first.index(), 0).exitCode()).as(test.error()).isZero();
        assertThat(test.verifier.posts().getLast().sectors()).containsExactly(new ProvenSector(2, TestChain.sealed(2)));
        assertThat(test.verifier.posts().getLast().standIns()).isEqualTo(1);
        assertThat(partition(first).faults()).isEqualTo(BitField.of(1, 2));
    }

    @Test
    void shouldRefuseDisputesOfGoodProofs() {
        DeadlineInfo window = store(ScriptedVerifier.good(192));
        refused(16, window.index(), 0);
        assertThat(power()).isEqualTo(BigInteger.valueOf(2 * 2048));
        assertThat(test.miner(miner).deadlines().get((int) window.index()).snapshot().proofs()).hasSize(1);
    }

    @Test
    void shouldRefuseAProofThatIsNotThereAndASecondDispute() {
        DeadlineInfo window = store(ScriptedVerifier.bad(192));
        refused(16, window.index(), 1);
        assertThat(dispute(window.index(), 0).exitCode()).isZero();
        refused(16, window.index(), 0);
    }

    @Test
    void shouldRefuseWhileTheWindowIsOpen() {
        DeadlineInfo window = test.openWindow(miner, 1);
        test.submit(miner, test.post(window, 0, BitField.EMPTY, ScriptedVerifier.bad(192)));
        refused(18, window.index(), 0);
    }

    @Test
    void shouldTakeTheLastEpochOfTheDisputeWindowAndRefuseTheNext() {
        DeadlineInfo window = store(ScriptedVerifier.bad(192));
        test.skipTo(window.close().value() + DISPUTE_WINDOW - 1);
        refused(18, window.index(), 0);
        DeadlineInfo next = store(ScriptedVerifier.bad(192));
        test.skipTo(next.close().value() + DISPUTE_WINDOW - 2);
        assertThat(dispute(next.index(), 0).exitCode()).as(test.error()).isZero();
        assertThat(test.height()).isEqualTo(next.close().value() + DISPUTE_WINDOW - 1);
    }

    @Test
    void shouldRefuseDeadlinesThatDoNotExist() {
        refused(16, 48, 0);
    }

    @Test
    void shouldRefuseUndecodableParamsWith21() {
        assertThat(test.call(STRANGER, miner, DISPUTE, new byte[]{ 0}).exitCode()).isEqualTo(21);
    }
}
