package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.PROOF_BYTES;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.state.SectorLocation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ProveCommitSectors3 with single proofs in chain.md 4.9. */
final class ProveCommitRulesTest {
    private static final long LATEST = 30 * 2880 + 10;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private long preCommitted;

    @BeforeEach
    void preCommit() {
        miner = test.createMiner();
        test.preCommit(miner, test.preCommit(1), test.preCommit(2));
        preCommitted = test.height();
    }

    private void inTime() {
        test.skipTo(preCommitted + 11);
    }

    private void refused(long exitCode, ProveCommitSectors3Params params) {
        MessageReceipt receipt = test.proveCommit(miner, params);
        assertThat(receipt.exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(test.miner(miner).sectors().all()).isEmpty();
    }

    private static ProveCommitSectors3Params params(List<Long> sectors, List<Bytes> proofs) {
        return ProveCommitSectors3Params.single(sectors.stream().map(SectorActivationManifest::committedCapacity).toList(),
                proofs);
    }

    private static Bytes good() {
        return ScriptedVerifier.good(PROOF_BYTES);
    }

    @Test
    void shouldActivateWithPledgeAndWithoutPower() {
        inTime();
        MessageReceipt receipt = test.proveCommit(miner, TestChain.prove(1));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray())).isEqualTo(BatchReturn.ok(1));
        Miner after = test.miner(miner);
        SectorOnChainInfo sector = after.sectors().get(1);
        assertThat(sector.activation()).isEqualTo(new ChainEpoch(test.height()));
        assertThat(after.funds().pledge()).isEqualTo(sector.initialPledge()).isNotEqualTo(TokenAmount.ZERO);
        assertThat(after.preCommits().open()).containsOnlyKeys(2L);
        assertThat(test.state().claim(after.id().value()).raw()).isZero();
        SectorLocation at = after.locate(1).orElseThrow();
        assertThat(after.deadlines().get((int) at.deadline()).partitions().getFirst().unproven().contains(1)).isTrue();
        assertThat(
                after.deadline(at.deadline(), new ChainEpoch(test.height()), test.chain.rules().policy().schedule()).isMutable())
                .isTrue();
    }

    @Test
    void shouldVerifyTheStatementThatTheChainKnows() {
        inTime();
        test.proveCommit(miner, TestChain.prove(1));
        Bytes entropy = Randomness.minerEntropy(test.miner(miner).id());
        BlockRandomness drawn = BlockRandomness.seenFrom(test.chain.head(), test.chain.store());
        SealStatement seen = test.verifier.seals().getLast();
        assertThat(seen.ticket())
                .isEqualTo(drawn.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(preCommitted - 901), entropy));
        assertThat(seen.seed())
                .isEqualTo(drawn.fromBeacon(DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED,
                        new ChainEpoch(preCommitted + 10), entropy));
        assertThat(seen.sealedCid()).isEqualTo(TestChain.sealed(1));
        assertThat(seen.unsealedCid()).isEqualTo(Commitments.zeroPiece(2048));
    }

    @Test
    void shouldRefuseNoneAndBothKindsOfProof() {
        inTime();
        refused(16, params(List.of(1L), List.of()));
        ProveCommitSectors3Params one = TestChain.prove(1);
        refused(16, new ProveCommitSectors3Params(one.sectorActivations(), one.sectorProofs(), good(), 1L, false, false));
    }

    @Test
    void shouldRefuseAggregateTypeWithSingleProofsAndWrongAggregateType() {
        inTime();
        ProveCommitSectors3Params one = TestChain.prove(1);
        refused(16, new ProveCommitSectors3Params(one.sectorActivations(), one.sectorProofs(), Bytes.EMPTY, 1L, false, false));
        refused(16, new ProveCommitSectors3Params(one.sectorActivations(), List.of(), good(), 0L, false, false));
        refused(16, new ProveCommitSectors3Params(one.sectorActivations(), List.of(), good(), null, false, false));
    }

    @Test
    void shouldRefuseEmptyBatch() {
        inTime();
        refused(16, params(List.of(), List.of()));
    }

    @Test
    void shouldRefuseUnknownPreCommit() {
        inTime();
        refused(17, TestChain.prove(1, 9));
    }

    @Test
    void shouldRefuseDifferentCountsAndLongProofs() {
        inTime();
        refused(16, params(List.of(1L, 2L), List.of(good())));
        refused(16, params(List.of(1L), List.of(ScriptedVerifier.good(PROOF_BYTES + 1))));
    }

    @Test
    void shouldRefuseMixedSealTypesWith20() {
        SectorPreCommitInfo synthetic = test.preCommit(3);
        test.preCommit(miner, SectorPreCommitInfo.committedCapacity(10, 3, synthetic.sealedCid(), synthetic.sealRandEpoch(),
                synthetic.expiration()));
        test.skipTo(test.height() + 11);
        refused(20, TestChain.prove(1, 3));
    }

    @Test
    void shouldWaitUntilTheChallengeDelayIsOver() {
        test.skipTo(preCommitted + 9);
        refused(18, TestChain.prove(1));
        assertThat(test.height()).isEqualTo(preCommitted + 10);
        assertThat(test.proveCommit(miner, TestChain.prove(1)).exitCode()).isZero();
    }

    @Test
    void shouldFailTheWholeMessageWhenOneSectorIsTooEarly() {
        inTime();
        test.preCommit(miner, test.preCommit(3));
        refused(18, TestChain.prove(1, 3));
    }

    @Test
    void shouldFailOneSectorThatIsTooLate() {
        test.skipTo(preCommitted + LATEST - 20);
        test.preCommit(miner, test.preCommit(3));
        test.skipTo(preCommitted + LATEST);
        MessageReceipt receipt = test.proveCommit(miner, TestChain.prove(1, 3));
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new BatchReturn(1, List.of(new FailCode(0, 16))));
    }

    @Test
    void shouldTakeTheLastEpochAndRefuseTheNext() {
        test.skipTo(preCommitted + LATEST - 1);
        assertThat(test.proveCommit(miner, TestChain.prove(1)).exitCode()).isZero();
        assertThat(test.proveCommit(miner, TestChain.prove(2)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldFailOneSectorWithWrongProof() {
        inTime();
        MessageReceipt receipt = test.proveCommit(miner,
                params(List.of(1L, 2L), List.of(good(), ScriptedVerifier.bad(PROOF_BYTES))));
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new BatchReturn(1, List.of(new FailCode(1, 16))));
        assertThat(test.miner(miner).sectors().all()).containsOnlyKeys(1L);
        assertThat(test.miner(miner).preCommits().find(2)).isPresent();
    }

    @Test
    void shouldFailWholeWhenNothingIsLeftOrSuccessIsRequired() {
        inTime();
        refused(16, params(List.of(1L), List.of(ScriptedVerifier.bad(PROOF_BYTES))));
        ProveCommitSectors3Params mixed = params(List.of(1L, 2L), List.of(good(), ScriptedVerifier.bad(PROOF_BYTES)));
        refused(16,
                new ProveCommitSectors3Params(mixed.sectorActivations(), mixed.sectorProofs(), Bytes.EMPTY, null, true, false));
    }

    @Test
    void shouldRefuseOtherDataThanPreCommitted() {
        inTime();
        PieceActivationManifest piece = new PieceActivationManifest(Cid.unsealed(new byte[32]), 2048, null, List.of());
        refused(16, ProveCommitSectors3Params.single(List.of(new SectorActivationManifest(1, List.of(piece))), List.of(good())));
    }

    @Test
    void shouldRefuseStrangers() {
        inTime();
        assertThat(test.call(STRANGER, miner, TestChain.PROVE_COMMIT, TestChain.prove(1).toCbor()).exitCode()).isEqualTo(18);
    }

    @Test
    void shouldRefuseUndecodableParamsWith21() {
        assertThat(test.call(TestChain.WORKER, miner, TestChain.PROVE_COMMIT, new byte[]{ 0}).exitCode()).isEqualTo(21);
    }

    @Test
    void shouldPutTwoSectorsIntoOnePartitionAndTheThirdIntoAnotherDeadline() {
        test.preCommit(miner, test.preCommit(3));
        test.skipTo(test.height() + 11);
        assertThat(test.proveCommit(miner, TestChain.prove(3, 1, 2)).exitCode()).isZero();
        SectorLocation first = test.miner(miner).locate(1).orElseThrow();
        assertThat(test.miner(miner).locate(2).orElseThrow()).isEqualTo(first);
        assertThat(test.miner(miner).locate(3).orElseThrow().deadline()).isNotEqualTo(first.deadline());
    }
}
