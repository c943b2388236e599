package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealState;
import io.sealstream.filecoin.state.VerifiedClaim;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pieces, allocations and notifications of ProveCommitSectors3: chain.md 4.9. */
final class DataRulesTest {
    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private TestDeals deals = new TestDeals(test, miner);

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
        deals = new TestDeals(test, miner);
    }

    private MessageReceipt prove(ProveCommitSectors3Params params) {
        return test.proveCommit(miner, params);
    }

    private MessageReceipt prove(long number, PieceActivationManifest... pieces) {
        return prove(TestDeals.prove(false, false, TestDeals.activation(number, pieces)));
    }

    private void refused(long exitCode, ProveCommitSectors3Params params) {
        assertThat(prove(params).exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(test.miner(miner).sectors().all()).isEmpty();
        assertThat(test.state().registry().claims()).isEmpty();
    }

    private void activated(MessageReceipt receipt) {
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()).failCodes()).isEmpty();
    }

    @Test
    void shouldWeighUnverifiedAndVerifiedPieces() {
        long allocation = deals.add(deals.allocation(2, 512));
        PieceActivationManifest[] pieces = { TestDeals.piece(1, 1024), deals.verified(2, 512, allocation)};
        deals.preCommit(1, pieces);
        activated(prove(1, pieces));
        SectorOnChainInfo sector = test.miner(miner).sectors().get(1);
        BigInteger duration = BigInteger.valueOf(sector.expiration().since(sector.activation()));
        BigInteger power = BigInteger.valueOf(2048 + 9 * 512);
        assertThat(sector.dealWeight()).isEqualTo(BigInteger.valueOf(1024).multiply(duration));
        assertThat(sector.verifiedDealWeight()).isEqualTo(BigInteger.valueOf(512).multiply(duration));
        assertThat(sector.initialPledge()).isEqualTo(test.chain.rules().economy().initialPledge(power));
        assertThat(sector.dailyFee()).isEqualTo(test.chain.rules().economy().dailyFee(power));
    }

    @Test
    void shouldTurnTheAllocationIntoAClaim() {
        Allocation allocation = deals.allocation(2, 2048);
        long id = deals.add(allocation);
        deals.preCommit(1, deals.verified(2, 2048, id));
        activated(prove(1, deals.verified(2, 2048, id)));
        assertThat(test.state().registry().allocations()).isEmpty();
        assertThat(test.state().registry().claim(allocation.provider(), id)).contains(new VerifiedClaim(allocation.provider(),
                allocation.client(), allocation.data(), 2048, allocation.termMin(), allocation.termMax(),
                new ChainEpoch(test.height()), 1));
        assertThat(test.state().claimOf(allocation.provider().value(), id)).hasValueSatisfying(
                claim -> assertThat(claim.latestExpiration()).isEqualTo(new ChainEpoch(test.height() + allocation.termMax())));
        assertThat(test.state().claimOf(allocation.provider().value(), id + 1)).isEmpty();
    }

    @Test
    void shouldRefuseOtherPiecesThanPreCommittedForTheWholeMessage() {
        deals.preCommit(1, TestDeals.piece(1, 2048));
        deals.preCommit(2, TestDeals.piece(2, 2048));
        refused(16, TestDeals.prove(false, false, TestDeals.activation(1, TestDeals.piece(1, 2048)),
                TestDeals.activation(2, TestDeals.piece(3, 2048))));
        refused(16, TestDeals.prove(false, false, TestDeals.activation(1)));
    }

    @Test
    void shouldRefusePiecesThatDoNotFitOrHaveAnOddSize() {
        deals.preCommit(1, TestDeals.piece(1, 2048));
        refused(16, TestDeals.prove(false, false, TestDeals.activation(1, TestDeals.piece(1, 2048), TestDeals.piece(1, 2048))));
        refused(16, TestDeals.prove(false, false, TestDeals.activation(1, TestDeals.piece(1, 2000))));
    }

    private void failsOne(long code, PieceActivationManifest wrong) {
        deals.preCommit(1, wrong);
        deals.preCommit(2, TestDeals.piece(5, 2048));
        refused(16,
                TestDeals.prove(true, false, TestDeals.activation(1, wrong), TestDeals.activation(2, TestDeals.piece(5, 2048))));
        MessageReceipt receipt = prove(
                TestDeals.prove(false, false, TestDeals.activation(1, wrong), TestDeals.activation(2, TestDeals.piece(5, 2048))));
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new BatchReturn(1, List.of(new FailCode(0, code))));
        assertThat(test.miner(miner).sectors().all()).containsOnlyKeys(2L);
        assertThat(test.miner(miner).preCommits().find(1)).isPresent();
    }

    @Test
    void shouldFailOneWhoseAllocationDoesNotExistWith17() {
        failsOne(17, deals.verified(1, 2048, 77));
    }

    @Test
    void shouldFailOneWhoseAllocationIsForOtherDataWith18() {
        failsOne(18, deals.verified(2, 2048, deals.add(deals.allocation(1, 2048))));
    }

    @Test
    void shouldFailOneWhoseAllocationHasAnotherSizeWith18() {
        failsOne(18, deals.verified(1, 2048, deals.add(deals.allocation(1, 1024))));
    }

    @Test
    void shouldFailOneWhoseAllocationIsForAnotherMinerWith18() {
        Allocation good = deals.allocation(1, 2048);
        Address other = test.createMiner();
        failsOne(18, deals.verified(1, 2048, deals.add(new Allocation(good.client(), other.actorId().orElseThrow(), good.data(),
                2048, good.termMin(), good.termMax(), good.expiration()))));
    }

    @Test
    void shouldFailOneWhoseAllocationHasExpiredWith18() {
        Allocation good = deals.allocation(1, 2048);
        failsOne(18, deals.verified(1, 2048, deals.add(new Allocation(good.client(), good.provider(), good.data(), 2048,
                good.termMin(), good.termMax(), new ChainEpoch(test.height() + 5)))));
    }

    @Test
    void shouldFailOneThatLivesShorterThanTheShortestTermWith18() {
        Allocation good = deals.allocation(1, 2048);
        long longer = deals.add(new Allocation(good.client(), good.provider(), good.data(), 2048, 1000 * 2880, 1200 * 2880,
                good.expiration()));
        failsOne(18, deals.verified(1, 2048, longer));
    }

    @Test
    void shouldFailOneThatLivesLongerThanTheLongestTermWith18() {
        Allocation good = deals.allocation(1, 2048);
        failsOne(18, deals.verified(1, 2048, deals.add(new Allocation(good.client(), good.provider(), good.data(), 2048,
                180 * 2880, 181 * 2880, good.expiration()))));
    }

    @Test
    void shouldFailTheWholeMessageWhenNoSectorCanClaim() {
        deals.preCommit(1, deals.verified(1, 2048, 77));
        refused(16, TestDeals.prove(false, false, TestDeals.activation(1, deals.verified(1, 2048, 77))));
    }

    @Test
    void shouldClaimAnAllocationForOneSectorOnly() {
        long id = deals.add(deals.allocation(1, 2048));
        deals.preCommit(1, deals.verified(1, 2048, id));
        deals.preCommit(2, deals.verified(1, 2048, id));
        MessageReceipt receipt = prove(TestDeals.prove(false, false, TestDeals.activation(1, deals.verified(1, 2048, id)),
                TestDeals.activation(2, deals.verified(1, 2048, id))));
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new BatchReturn(1, List.of(new FailCode(1, 17))));
    }

    @Test
    void shouldRefuseAnAllocationThatIsNamedTwiceInASector() {
        long id = deals.add(deals.allocation(1, 1024));
        PieceActivationManifest twice = deals.verified(1, 1024, id);
        deals.preCommit(1, twice, twice);
        refused(16, TestDeals.prove(false, false, TestDeals.activation(1, twice, twice)));
        assertThat(test.error()).contains("already exists");
    }

    @Test
    void shouldActivateTheDealThatThePieceTellsTheMarketOf() {
        long deal = deals.add(deals.deal(1, 2048, true));
        long allocation = test.state().market().pendingAllocation(deal).orElseThrow();
        PieceActivationManifest piece = TestDeals.telling(deals.verified(1, 2048, allocation), Address.MARKET,
                TestDeals.payload(deal));
        deals.preCommit(1, piece);
        activated(prove(TestDeals.prove(true, true, TestDeals.activation(1, piece))));
        assertThat(test.state().market().deal(deal).orElseThrow().state())
                .isEqualTo(DealState.active(1, new ChainEpoch(test.height())));
        assertThat(test.state().market().pendingAllocation(deal)).isEmpty();
        assertThat(test.state().registry().claims()).containsOnlyKeys(allocation);
    }

    /** Not required, the answer does not matter; required, it is the exit code of the message. */
    private void answers(long code, Address receiver, Bytes payload) {
        PieceActivationManifest piece = TestDeals.telling(TestDeals.piece(1, 2048), receiver, payload);
        deals.preCommit(1, piece);
        refused(code, TestDeals.prove(false, true, TestDeals.activation(1, piece)));
        activated(prove(TestDeals.prove(false, false, TestDeals.activation(1, piece))));
    }

    @Test
    void shouldFailWith1004WhenTheMarketDoesNotKnowTheDeal() {
        answers(1004, Address.MARKET, TestDeals.payload(5));
    }

    @Test
    void shouldFailWith1004WhenTheMarketCannotReadTheDeal() {
        answers(1004, Address.MARKET, Bytes.of(new byte[]{ 0x60}));
    }

    @Test
    void shouldFailWith1004WhenTheDealIsOfOtherData() {
        answers(1004, Address.MARKET, TestDeals.payload(deals.add(deals.deal(2, 2048, false))));
    }

    @Test
    void shouldFailWith1003WhenTheReceiverIsAnAccountThatAnswersNothing() {
        answers(1003, TestChain.STRANGER, Bytes.EMPTY);
    }

    @Test
    void shouldFailWith1003WhenTheReceiverIsAKeyThatBecomesAnAccount() {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) 77);
        answers(1003, Address.bls(key), Bytes.EMPTY);
        assertThat(test.state().find(Address.bls(key))).isPresent();
    }

    @Test
    void shouldFailWith1002WhenTheReceiverHasNoSuchMethod() {
        answers(1002, test.createMiner(), Bytes.EMPTY);
    }

    @Test
    void shouldFailWith1001WhenThereIsNoReceiver() {
        answers(1001, Address.id(9_999_999), Bytes.EMPTY);
    }

    @Test
    void shouldActivateADealForOnePieceOnly() {
        long deal = deals.add(deals.deal(1, 1024, false));
        PieceActivationManifest piece = TestDeals.telling(TestDeals.piece(1, 1024), Address.MARKET, TestDeals.payload(deal));
        deals.preCommit(1, piece, piece);
        refused(1004, TestDeals.prove(false, true, TestDeals.activation(1, piece, piece)));
        activated(prove(TestDeals.prove(false, false, TestDeals.activation(1, piece, piece))));
        assertThat(test.state().market().deal(deal).orElseThrow().state().isPending()).isFalse();
    }

    @Test
    void shouldChargeForCommDOfPieces() {
        PieceActivationManifest zeros = new PieceActivationManifest(Commitments.zeroPiece(2048), 2048, null,
                List.of());
        test.preCommit(miner, test.preCommit(1), test.preCommit(2));
        test.skipTo(test.height() + 11);
        long without = prove(1).gasUsed();
        long with = prove(2, zeros).gasUsed();
        assertThat(with - without).isGreaterThanOrEqualTo(GasPrices.COMPUTE_UNSEALED_CID);
        assertThat(test.miner(miner).funds().pledge()).isNotEqualTo(TokenAmount.ZERO);
    }
}
