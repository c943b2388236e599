package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.vm.AdminMethods;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.filecoin.state.DealState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Allocations and deals that the genesis account puts in, and precommits that name deals. */
final class DealRulesTest {
    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private TestDeals deals = new TestDeals(test, miner);

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
        deals = new TestDeals(test, miner);
    }

    private void refused(Allocation allocation) {
        assertThat(deals.add(deals.faucet(), allocation).exitCode()).as(test.error()).isEqualTo(16);
        assertThat(test.state().registry().allocations()).isEmpty();
    }

    private void refused(DealProposal deal) {
        assertThat(deals.add(deals.faucet(), deal).exitCode()).as(test.error()).isEqualTo(16);
        assertThat(test.state().market().deals()).isEmpty();
    }

    private void refused(long exitCode, SectorPreCommitInfo sector) {
        assertThat(test.preCommit(miner, sector).exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(test.miner(miner).preCommits().open()).isEmpty();
    }

    private SectorPreCommitInfo preCommit(Cid commD, Long... named) {
        return deals.preCommit(1, List.of(named), Optional.of(commD));
    }

    @Test
    void shouldNumberAllocationsFromOneAndDealsFromZero() {
        assertThat(deals.add(deals.allocation(1, 2048))).isEqualTo(1);
        assertThat(deals.add(deals.allocation(2, 2048))).isEqualTo(2);
        assertThat(deals.add(deals.deal(3, 2048, false))).isZero();
        assertThat(deals.add(deals.deal(4, 2048, true))).isEqualTo(1);
        assertThat(test.state().registry().allocations()).containsOnlyKeys(1L, 2L, 3L);
        assertThat(test.state().market().pendingAllocation(1)).contains(3L);
        assertThat(test.state().market().deal(0).orElseThrow().state()).isEqualTo(DealState.PENDING);
        assertThat(test.state().market().deal(0).orElseThrow().proposal().client()).isEqualTo(deals.client().address());
    }

    @Test
    void shouldAllocateForAVerifiedDealAsTheMarketDoes() {
        DealProposal deal = deals.deal(1, 2048, true);
        deals.add(deal);
        long term = deal.endEpoch().since(deal.startEpoch());
        assertThat(test.state().registry().allocation(deals.client(), 1)).contains(new Allocation(deals.client(),
                miner.actorId().orElseThrow(), deal.pieceCid(), 2048, term, term + 90 * 2880, deal.startEpoch()));
    }

    @Test
    void shouldRefuseEverybodyButTheGenesisAccountWith18() {
        assertThat(deals.add(OWNER, deals.allocation(1, 2048)).exitCode()).isEqualTo(18);
        assertThat(deals.add(OWNER, deals.deal(1, 2048, false)).exitCode()).isEqualTo(18);
    }

    @Test
    void shouldRefuseUndecodableParamsWith21AndOtherMethodsWith22() {
        assertThat(test.call(deals.faucet(), Address.MARKET, AdminMethods.ADD_DEAL, new byte[]{ 0}).exitCode()).isEqualTo(21);
        assertThat(test.call(deals.faucet(), Address.MARKET, AdminMethods.ADD_ALLOCATION, new byte[]{ 0}).exitCode())
                .isEqualTo(22);
        assertThat(test.call(deals.faucet(), Address.VERIFIED_REGISTRY, 9, new byte[]{ 0}).exitCode()).isEqualTo(22);
    }

    @Test
    void shouldRefuseAllocationsThatTheRegistryWouldRefuse() {
        Allocation good = deals.allocation(1, 2048);
        refused(new Allocation(good.client(), new ActorId(100), good.data(), 2048, good.termMin(), good.termMax(),
                good.expiration()));
        refused(new Allocation(new ActorId(99_999), good.provider(), good.data(), 2048, good.termMin(), good.termMax(),
                good.expiration()));
        refused(deals.allocation(1, 128));
        refused(deals.allocation(1, 2000));
        refused(new Allocation(good.client(), good.provider(), TestChain.sealed(1), 2048, good.termMin(), good.termMax(),
                good.expiration()));
        refused(new Allocation(good.client(), good.provider(), good.data(), 2048, 180 * 2880 - 1, good.termMax(),
                good.expiration()));
        refused(new Allocation(good.client(), good.provider(), good.data(), 2048, good.termMin(), 5 * 1_051_897L + 1,
                good.expiration()));
        refused(new Allocation(good.client(), good.provider(), good.data(), 2048, 200 * 2880, 199 * 2880, good.expiration()));
        refused(new Allocation(good.client(), good.provider(), good.data(), 2048, good.termMin(), good.termMax(),
                new ChainEpoch(test.height())));
        refused(new Allocation(good.client(), good.provider(), good.data(), 2048, good.termMin(), good.termMax(),
                new ChainEpoch(test.height() + 60 * 2880 + 2)));
    }

    @Test
    void shouldRefuseDealsThatCannotBeginAndUnknownParties() {
        DealProposal good = deals.deal(1, 2048, false);
        refused(with(good, good.client(), good.provider(), new ChainEpoch(test.height()), good.endEpoch()));
        refused(with(good, good.client(), good.provider(), good.startEpoch(), good.startEpoch()));
        refused(with(good, Address.id(99_999), good.provider(), good.startEpoch(), good.endEpoch()));
        refused(with(good, good.client(), OWNER, good.startEpoch(), good.endEpoch()));
    }

    private static DealProposal with(DealProposal deal, Address client, Address provider, ChainEpoch start, ChainEpoch end) {
        return new DealProposal(deal.pieceCid(), deal.pieceSize(), deal.verifiedDeal(), client, provider, deal.label(), start,
                end,
                deal.storagePricePerEpoch(), deal.providerCollateral(), deal.clientCollateral());
    }

    @Test
    void shouldTakeAPreCommitWithPendingDealsAndRefuseToProveIt() {
        long deal = deals.add(deals.deal(1, 2048, false));
        MessageReceipt receipt = test.preCommit(miner, preCommit(TestDeals.data(1), deal));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        test.skipTo(test.height() + 11);
        assertThat(test.proveCommit(miner,
                TestDeals.prove(false, false, TestDeals.activation(1, TestDeals.piece(1, 2048)))).exitCode()).isEqualTo(16);
        assertThat(test.miner(miner).preCommits().find(1)).isPresent();
    }

    @Test
    void shouldRefuseDealsThatTheMarketDoesNotKnowWith17() {
        refused(17, preCommit(TestDeals.data(1), 0L));
    }

    @Test
    void shouldRefuseDealsOfAnotherMinerWith18() {
        TestDeals other = new TestDeals(test, test.createMiner());
        refused(18, preCommit(TestDeals.data(1), other.add(other.deal(1, 2048, false))));
    }

    @Test
    void shouldRefuseDealsWhoseStartHasPassedWith32() {
        long deal = deals.add(deals.deal(1, 2048, false));
        test.skipTo(test.height() + 2880);
        refused(32, preCommit(TestDeals.data(1), deal));
    }

    @Test
    void shouldRefuseDealsThatOutliveTheSectorWith16() {
        DealProposal good = deals.deal(1, 2048, false);
        long deal = deals.add(with(good, good.client(), good.provider(), good.startEpoch(),
                new ChainEpoch(test.height() + 1000 * 2880)));
        refused(16, preCommit(TestDeals.data(1), deal));
    }

    @Test
    void shouldRefuseDuplicateAndTooLargeDealsWith16() {
        long deal = deals.add(deals.deal(1, 2048, false));
        long more = deals.add(deals.deal(1, 2048, false));
        refused(16, preCommit(TestDeals.data(1), deal, deal));
        refused(16, preCommit(TestDeals.data(1), deal, more));
    }

    @Test
    void shouldRefuseAnotherCommDThanThatOfTheDealsWith16() {
        long deal = deals.add(deals.deal(1, 2048, false));
        refused(16, preCommit(TestDeals.data(2), deal));
    }

    @Test
    void shouldBeTheSameChainAfterAReorg() {
        long height = test.height();
        long deal = deals.add(deals.deal(1, 2048, true));
        test.chain.revertTo(height);
        assertThat(test.state().market().deals()).isEmpty();
        assertThat(test.state().registry().allocations()).isEmpty();
        test.mine();
        assertThat(test.state().market().deals()).containsOnlyKeys(deal);
        assertThat(test.state().registry().allocations()).hasSize(1);
    }
}
