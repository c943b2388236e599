package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.PROOF_BYTES;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.SUBMIT_POST;
import static io.sealstream.devnet.chain.TestChain.WINDOW_2KIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.rules.ProofVerifier.ProvenSector;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of SubmitWindowedPoSt in chain.md 4.9. */
final class WindowPoStRulesTest {
    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void activate() {
        miner = test.createMiner();
        test.activate(miner, 1, 2);
    }

    private long power() {
        return test.state().claim(test.miner(miner).id().value()).raw().longValueExact();
    }

    private void refused(long exitCode, SubmitWindowedPoStParams params) {
        MessageReceipt receipt = test.submit(miner, params);
        assertThat(receipt.exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(power()).isZero();
    }

    private static SubmitWindowedPoStParams with(SubmitWindowedPoStParams good, List<PoStPartition> partitions,
            List<PoStProof> proofs) {
        return new SubmitWindowedPoStParams(good.deadline(), partitions, proofs, good.chainCommitEpoch(), good.chainCommitRand());
    }

    private static List<PoStProof> proofs(Bytes... proofs) {
        return Arrays.stream(proofs).map(proof -> new PoStProof(WINDOW_2KIB, proof)).toList();
    }

    @Test
    void shouldGivePowerWithTheFirstProofAndStoreItUnverified() {
        DeadlineInfo window = test.openWindow(miner, 1);
        assertThat(test.submit(miner, test.post(window)).exitCode()).as(test.error()).isZero();
        assertThat(power()).isEqualTo(2 * 2048);
        assertThat(test.verifier.posts()).isEmpty();
        assertThat(test.miner(miner).deadlines().get((int) window.index()).optimistic()).hasSize(1);
        assertThat(test.miner(miner).deadlines().get((int) window.index()).posted().contains(0)).isTrue();
    }

    @Test
    void shouldTakeEvenAWrongProofAndHandItToTheWatch() {
        DeadlineInfo window = test.openWindow(miner, 1);
        SubmitWindowedPoStParams params = test.post(window, 0, BitField.EMPTY, ScriptedVerifier.bad(PROOF_BYTES));
        test.chain.pool().add(
                TestChain.signed(test.message(TestChain.WORKER, miner, TokenAmount.ZERO, SUBMIT_POST, Bytes.of(params.toCbor()))),
                test.state());
        NewBlock block = test.chain.make(test.height() + 1, test.verifier);
        assertThat(block.entry().receipts().getFirst().exitCode()).isZero();
        WindowPoStStatement statement = block.storedProofs().getFirst().statement();
        Bytes challenge = BlockRandomness.seenFrom(test.chain.head(), test.chain.store()).fromBeacon(
                DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED,
                window.challenge(), Randomness.minerEntropy(test.miner(miner).id()));
        assertThat(statement.randomness()).isEqualTo(Randomness.forPoSt(challenge));
        assertThat(statement.sectors()).containsExactly(new ProvenSector(1, TestChain.sealed(1)),
                new ProvenSector(2, TestChain.sealed(2)));
        assertThat(block.storedProofs().getFirst().proof()).isEqualTo(ScriptedVerifier.bad(PROOF_BYTES));
    }

    @Test
    void shouldWantExactlyOneProofOfTheMinersTypeAndSize() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        Bytes proof = ScriptedVerifier.good(PROOF_BYTES);
        refused(16, with(good, good.partitions(), List.of()));
        refused(16, with(good, good.partitions(), proofs(proof, proof)));
        refused(16, with(good, good.partitions(), List.of(new PoStProof(5, proof))));
        refused(16, with(good, good.partitions(), List.of(new PoStProof(13, proof))));
        refused(16, with(good, good.partitions(), proofs(ScriptedVerifier.good(PROOF_BYTES + 1))));
    }

    @Test
    void shouldRefuseMoreThanThreePartitions() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        List<PoStPartition> four = List.of(part(0), part(1), part(2), part(3));
        refused(16, with(good, four, proofs(ScriptedVerifier.good(PROOF_BYTES))));
    }

    private static PoStPartition part(long index) {
        return new PoStPartition(index, BitField.EMPTY);
    }

    @Test
    void shouldRefuseOtherDeadlines() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        for (long deadline : new long[]{ (good.deadline() + 1) % 48, 48, Long.MIN_VALUE}) {
            refused(16, new SubmitWindowedPoStParams(deadline, good.partitions(), good.proofs(), good.chainCommitEpoch(),
                    good.chainCommitRand()));
        }
    }

    @Test
    void shouldRefuseAProofBeforeTheWindowOpens() {
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.open().value() - 2);
        refused(16, test.post(window));
        assertThat(test.height()).isEqualTo(window.open().value() - 1);
        assertThat(test.submit(miner, test.post(window)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldWantCommitEpochFromChallengeToNow() {
        DeadlineInfo window = test.openWindow(miner, 1);
        SubmitWindowedPoStParams good = test.post(window);
        for (long epoch : new long[]{ window.challenge().value() - 1, test.height() + 1, test.height() + 100}) {
            refused(16, new SubmitWindowedPoStParams(good.deadline(), good.partitions(), good.proofs(), new ChainEpoch(epoch),
                    good.chainCommitRand()));
        }
    }

    @Test
    void shouldWantRightCommitRandomness() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        for (Bytes wrong : List.of(Bytes.of(new byte[32]), Bytes.EMPTY, Bytes.of(new byte[33]))) {
            refused(16, new SubmitWindowedPoStParams(good.deadline(), good.partitions(), good.proofs(), good.chainCommitEpoch(),
                    wrong));
        }
    }

    @Test
    void shouldRefuseAPartitionTwice() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        refused(16, with(good, List.of(part(0), part(0)), good.proofs()));
        assertThat(test.submit(miner, good).exitCode()).isZero();
        assertThat(test.submit(miner, good).exitCode()).isEqualTo(16);
        assertThat(test.error()).contains("already proven");
    }

    @Test
    void shouldRefuseUnknownPartition() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        refused(17, with(good, List.of(part(1)), good.proofs()));
        refused(17, with(good, List.of(part(-2)), good.proofs()));
    }

    @Test
    void shouldRefuseSkippedSectorsOfOtherPartitionsAndSkippingAll() {
        DeadlineInfo window = test.openWindow(miner, 1);
        refused(16, test.post(window, 0, BitField.of(9), ScriptedVerifier.good(PROOF_BYTES)));
        refused(16, test.post(window, 0, BitField.of(1, 2), ScriptedVerifier.good(PROOF_BYTES)));
    }

    @Test
    void shouldMakeSkippedSectorsFaultyNow() {
        DeadlineInfo window = test.openWindow(miner, 1);
        assertThat(test.submit(miner, test.post(window, 0, BitField.of(2), ScriptedVerifier.good(PROOF_BYTES))).exitCode())
                .isZero();
        assertThat(power()).isEqualTo(2048);
        assertThat(test.miner(miner).union(partition -> partition.faults())).isEqualTo(BitField.of(2));
        assertThat(test.miner(miner).funds().feeDebt()).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldVerifyAProofThatRecoversPower() {
        DeadlineInfo missed = test.window(miner, 1);
        test.skipTo(missed.close().value());
        assertThat(test.miner(miner).union(partition -> partition.faults())).isEqualTo(BitField.of(1, 2));
        byte[] recovery = new DeclareFaultsRecoveredParams(List.of(new PartitionSectors(missed.index(), 0, BitField.of(1, 2))))
                .toCbor();
        assertThat(test.call(TestChain.WORKER, miner, 11, recovery).exitCode()).as(test.error()).isZero();
        DeadlineInfo window = test.openWindow(miner, 1);
        refused(16, test.post(window, 0, BitField.EMPTY, ScriptedVerifier.bad(PROOF_BYTES)));
        assertThat(test.submit(miner, test.post(window)).exitCode()).as(test.error()).isZero();
        assertThat(test.verifier.posts()).hasSize(2);
        assertThat(power()).isEqualTo(2 * 2048);
        assertThat(test.miner(miner).deadlines().get((int) window.index()).optimistic()).isEmpty();
        assertThat(test.miner(miner).union(partition -> partition.faults())).isEqualTo(BitField.EMPTY);
    }

    @Test
    void shouldRefuseAProofOverFaultySectorsOnly() {
        DeadlineInfo missed = test.window(miner, 1);
        test.skipTo(missed.close().value());
        refused(16, test.post(test.openWindow(miner, 1)));
        assertThat(test.error()).contains("no active sectors");
    }

    @Test
    void shouldRefuseStrangersAndUndecodableParams() {
        SubmitWindowedPoStParams good = test.post(test.openWindow(miner, 1));
        assertThat(test.call(STRANGER, miner, SUBMIT_POST, good.toCbor()).exitCode()).isEqualTo(18);
        assertThat(test.call(TestChain.WORKER, miner, SUBMIT_POST, new byte[]{ (byte) 0x80}).exitCode()).isEqualTo(21);
    }
}
