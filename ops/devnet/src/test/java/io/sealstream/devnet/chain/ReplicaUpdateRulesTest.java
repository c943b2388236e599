package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.rules.ProofVerifier.ReplicaUpdateStatement;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.UpdateProofType;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.ProveReplicaUpdates3Params;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorUpdateManifest;
import io.sealstream.filecoin.state.SectorLocation;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ProveReplicaUpdates3 in chain.md 4.9. */
final class ReplicaUpdateRulesTest {
    private static final long PROVE_UPDATES = 35;
    private static final long UPDATE_2KIB = 0;
    private static final int LONGEST = 4096;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private TestDeals deals = new TestDeals(test, miner);

    @BeforeEach
    void proveSectors() {
        miner = test.createMiner();
        deals = new TestDeals(test, miner);
        test.activate(miner, 1, 2);
        DeadlineInfo window = test.openWindow(miner, 1);
        test.submit(miner, test.post(window));
        test.close(window);
        test.mine();
    }

    private Miner miner() {
        return test.miner(miner);
    }

    private BigInteger power() {
        return test.state().claim(miner().id().value()).qa();
    }

    private SectorUpdateManifest update(long number, PieceActivationManifest... pieces) {
        SectorLocation at = miner().locate(number).orElseThrow();
        return new SectorUpdateManifest(number, at.deadline(), at.partition(), TestChain.sealed(40 + (int) number),
                List.of(pieces));
    }

    private static ProveReplicaUpdates3Params params(SectorUpdateManifest... updates) {
        return params(false, ScriptedVerifier.good(TestChain.PROOF_BYTES), updates);
    }

    private static ProveReplicaUpdates3Params params(boolean allOrNothing, Bytes proof, SectorUpdateManifest... updates) {
        return new ProveReplicaUpdates3Params(List.of(updates), Collections.nCopies(updates.length, proof), Bytes.EMPTY,
                UPDATE_2KIB, null, allOrNothing, false);
    }

    private MessageReceipt send(ProveReplicaUpdates3Params params) {
        return test.call(TestChain.WORKER, miner, PROVE_UPDATES, params.toCbor());
    }

    private void refused(long exitCode, ProveReplicaUpdates3Params params) {
        MessageReceipt receipt = send(params);
        assertThat(receipt.exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(miner().sectors().all().values()).extracting(SectorOnChainInfo::sectorKeyCid).containsOnlyNulls();
    }

    /** The first update fails, that of sector 2 does not; required, the message fails with the rule's own code. */
    private void failsOne(long code, SectorUpdateManifest wrong) {
        refused(code, params(true, ScriptedVerifier.good(TestChain.PROOF_BYTES), wrong, update(2)));
        assertThat(batch(send(params(wrong, update(2))))).isEqualTo(new BatchReturn(1, List.of(new FailCode(0, 16))));
        assertThat(miner().sectors().get(2).sectorKeyCid()).isEqualTo(TestChain.sealed(2));
        assertThat(miner().sectors().get(1).sectorKeyCid()).isNull();
    }

    private BatchReturn batch(MessageReceipt receipt) {
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        return BatchReturn.fromCbor(receipt.returnValue().toArray());
    }

    @Test
    void shouldKeepTheOldCommitmentAsKeyAndWeighTheData() {
        SectorOnChainInfo before = miner().sectors().get(1);
        assertThat(batch(send(params(update(1, TestDeals.piece(7, 1024)))))).isEqualTo(BatchReturn.ok(1));
        SectorOnChainInfo after = miner().sectors().get(1);
        long duration = before.expiration().value() - test.height();
        assertThat(after.sealedCid()).isEqualTo(TestChain.sealed(41));
        assertThat(after.sectorKeyCid()).isEqualTo(TestChain.sealed(1));
        assertThat(after.powerBaseEpoch()).isEqualTo(new ChainEpoch(test.height()));
        assertThat(after.activation()).isEqualTo(before.activation());
        assertThat(after.dealWeight()).isEqualTo(BigInteger.valueOf(1024 * duration));
        assertThat(after.verifiedDealWeight()).isZero();
        assertThat(after.initialPledge()).isEqualTo(before.initialPledge());
        assertThat(after.dailyFee()).isEqualTo(before.dailyFee());
        assertThat(power()).isEqualTo(BigInteger.valueOf(2 * 2048));
    }

    @Test
    void shouldRaisePowerPledgeAndFeeTenfoldAtOnceForVerifiedData() {
        SectorOnChainInfo before = miner().sectors().get(1);
        TokenAmount pledge = miner().funds().pledge();
        Deadline deadline = miner().deadlines().get((int) miner().locate(1).orElseThrow().deadline());
        long allocation = deals.add(deals.allocation(7, 2048));
        assertThat(batch(send(params(update(1, deals.verified(7, 2048, allocation)))))).isEqualTo(BatchReturn.ok(1));
        SectorOnChainInfo after = miner().sectors().get(1);
        Deadline changed = miner().deadlines().get((int) miner().locate(1).orElseThrow().deadline());
        assertThat(power()).isEqualTo(BigInteger.valueOf(11 * 2048));
        assertThat(changed.livePower().qa()).isEqualTo(BigInteger.valueOf(11 * 2048));
        assertThat(after.initialPledge()).isEqualTo(test.chain.rules().economy().initialPledge(BigInteger.valueOf(10 * 2048)))
                .isGreaterThan(before.initialPledge());
        assertThat(miner().funds().pledge()).isEqualTo(pledge.plus(after.initialPledge()).minus(before.initialPledge()));
        assertThat(after.dailyFee()).isEqualTo(before.dailyFee().times(10));
        assertThat(changed.dailyFee()).isEqualTo(deadline.dailyFee().plus(before.dailyFee().times(9)));
        assertThat(test.state().registry().claims()).containsOnlyKeys(allocation);
    }

    @Test
    void shouldStateOldAndNewCommitmentsAndTheData() {
        send(params(update(1, TestDeals.piece(7, 2048))));
        assertThat(test.verifier.updates()).containsExactly(new ReplicaUpdateStatement(UpdateProofType.STACKED_DRG_2KIB_V1,
                TestChain.sealed(1), TestChain.sealed(41), TestDeals.data(7)));
    }

    @Test
    void shouldProveTheNewReplicaInTheNextWindow() {
        send(params(update(1, TestDeals.piece(7, 2048))));
        DeadlineInfo window = test.openWindow(miner, 1);
        assertThat(test.submit(miner, test.post(window)).exitCode()).as(test.error()).isZero();
        test.close(window);
        assertThat(power()).isEqualTo(BigInteger.valueOf(2 * 2048));
    }

    @Test
    void shouldRefuseAnotherTimeForASectorWithData() {
        send(params(update(1, TestDeals.piece(7, 2048))));
        assertThat(send(params(update(1, TestDeals.piece(8, 2048)))).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseNoneAndBothKindsOfProof() {
        ProveReplicaUpdates3Params good = params(update(1));
        refused(16,
                new ProveReplicaUpdates3Params(good.sectorUpdates(), List.of(), Bytes.EMPTY, UPDATE_2KIB, null, false, false));
        refused(16, new ProveReplicaUpdates3Params(good.sectorUpdates(), good.sectorProofs(), Bytes.of(new byte[9]), UPDATE_2KIB,
                null, false, false));
        refused(16, new ProveReplicaUpdates3Params(good.sectorUpdates(), good.sectorProofs(), Bytes.EMPTY, UPDATE_2KIB, 1L, false,
                false));
    }

    @Test
    void shouldRefuseAggregates() {
        refused(16,
                new ProveReplicaUpdates3Params(params(update(1)).sectorUpdates(), List.of(), Bytes.of(new byte[9]), UPDATE_2KIB,
                        1L, false, false));
        assertThat(test.error()).contains("not yet supported");
    }

    @Test
    void shouldRefuseUnknownSectorsWith17() {
        SectorUpdateManifest good = update(1);
        refused(17, params(new SectorUpdateManifest(99, good.deadline(), good.partition(), good.newSealedCid(), List.of())));
    }

    @Test
    void shouldRefuseDifferentCounts() {
        ProveReplicaUpdates3Params good = params(update(1));
        refused(16, new ProveReplicaUpdates3Params(List.of(update(1), update(2)), good.sectorProofs(), Bytes.EMPTY, UPDATE_2KIB,
                null, false, false));
    }

    @Test
    void shouldFailOneWithALongProof() {
        ProveReplicaUpdates3Params both = params(update(1), update(2));
        ProveReplicaUpdates3Params mixed = new ProveReplicaUpdates3Params(both.sectorUpdates(),
                List.of(ScriptedVerifier.good(LONGEST + 1), ScriptedVerifier.good(LONGEST)), Bytes.EMPTY, UPDATE_2KIB, null,
                false,
                false);
        assertThat(batch(send(mixed))).isEqualTo(new BatchReturn(1, List.of(new FailCode(0, 16))));
    }

    @Test
    void shouldFailOneWithADeadlineThatDoesNotExist() {
        SectorUpdateManifest good = update(1);
        failsOne(16, new SectorUpdateManifest(1, 48, good.partition(), good.newSealedCid(), List.of()));
    }

    @Test
    void shouldFailOneInAPartitionThatDoesNotHoldIt() {
        SectorUpdateManifest good = update(1);
        failsOne(17, new SectorUpdateManifest(1, good.deadline(), 1, good.newSealedCid(), List.of()));
    }

    @Test
    void shouldFailOneInADeadlineThatDoesNotHoldIt() {
        SectorUpdateManifest good = update(1);
        long other = (good.deadline() + 20) % 48;
        failsOne(17, new SectorUpdateManifest(1, other, 0, good.newSealedCid(), List.of()));
    }

    @Test
    void shouldFailOneWithWrongSealedCid() {
        SectorUpdateManifest good = update(1);
        Cid wrong = TestDeals.data(1);
        failsOne(16, new SectorUpdateManifest(1, good.deadline(), good.partition(), wrong, List.of()));
    }

    @Test
    void shouldFailOneThatComesTwice() {
        assertThat(batch(send(params(update(1), update(1))))).isEqualTo(new BatchReturn(1, List.of(new FailCode(1, 16))));
    }

    @Test
    void shouldFailOneThatIsFaulty() {
        SectorLocation at = miner().locate(1).orElseThrow();
        byte[] faults = new DeclareFaultsParams(List.of(new PartitionSectors(at.deadline(), at.partition(), BitField.of(1))))
                .toCbor();
        assertThat(test.call(TestChain.WORKER, miner, 10, faults).exitCode()).as(test.error()).isZero();
        failsOne(16, update(1));
    }

    @Test
    void shouldFailOneThatIsNotProvenYet() {
        test.activate(miner, 3, 4);
        while (!test.miner(miner).deadline(miner().locate(3).orElseThrow().deadline(), new ChainEpoch(test.height() + 3),
                test.chain.rules().policy().schedule()).isMutable()) {
            test.skipTo(test.height() + 60);
        }
        refused(16, params(update(3)));
        assertThat(test.error()).contains("no valid updates");
    }

    @Test
    void shouldFailOneOfAnotherUpdateType() {
        ProveReplicaUpdates3Params good = params(update(1));
        refused(16,
                new ProveReplicaUpdates3Params(good.sectorUpdates(), good.sectorProofs(), Bytes.EMPTY, 1, null, false, false));
        refused(16,
                new ProveReplicaUpdates3Params(good.sectorUpdates(), good.sectorProofs(), Bytes.EMPTY, 77, null, false, false));
    }

    @Test
    void shouldFailOneInAnImmutableDeadline() {
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.open().value() - 61);
        refused(16, params(update(1)));
        assertThat(test.error()).contains("no valid updates");
    }

    @Test
    void shouldFailOneWithWrongProofAndAllWhenNoneIsLeft() {
        ProveReplicaUpdates3Params both = params(update(1), update(2));
        List<Bytes> proofs = Arrays.asList(ScriptedVerifier.bad(192), ScriptedVerifier.good(192));
        refused(16, new ProveReplicaUpdates3Params(both.sectorUpdates(), proofs, Bytes.EMPTY, UPDATE_2KIB, null, true, false));
        refused(16, params(false, ScriptedVerifier.bad(192), update(1), update(2)));
        assertThat(batch(send(new ProveReplicaUpdates3Params(both.sectorUpdates(), proofs, Bytes.EMPTY, UPDATE_2KIB, null, false,
                false)))).isEqualTo(new BatchReturn(1, List.of(new FailCode(0, 16))));
    }

    @Test
    void shouldFailTheWholeMessageForPiecesThatDoNotFit() {
        refused(16, params(update(1, TestDeals.piece(7, 2048), TestDeals.piece(8, 2048)), update(2)));
    }

    @Test
    void shouldFailOneWhoseAllocationDoesNotExistWith17() {
        MessageReceipt receipt = send(params(update(1, deals.verified(7, 2048, 99)), update(2)));
        assertThat(batch(receipt)).isEqualTo(new BatchReturn(1, List.of(new FailCode(0, 17))));
    }

    @Test
    void shouldRefuseStrangersAndUndecodableParams() {
        assertThat(test.call(TestChain.STRANGER, miner, PROVE_UPDATES, params(update(1)).toCbor()).exitCode()).isEqualTo(18);
        assertThat(test.call(TestChain.WORKER, miner, PROVE_UPDATES, new byte[]{ 0}).exitCode()).isEqualTo(21);
    }
}
