package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.rules.ProofVerifier.AggregateStatement;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ProveCommitSectors3 with one aggregate proof in chain.md 4.9. */
final class AggregateRulesTest {
    private static final int AGGREGATE_BYTES = 8212;
    private static final int MOST_BYTES = 81_960;
    private static final long V2 = 1;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private void preCommit(long first, long last) {
        test.preCommit(miner, LongStream.rangeClosed(first, last).mapToObj(test::preCommit).toArray(SectorPreCommitInfo[]::new));
        test.skipTo(test.height() + 11);
    }

    private static ProveCommitSectors3Params aggregate(Bytes proof, boolean allOrNothing, long... numbers) {
        return new ProveCommitSectors3Params(
                LongStream.of(numbers).mapToObj(SectorActivationManifest::committedCapacity).toList(),
                List.of(), proof, V2, allOrNothing, false);
    }

    private static ProveCommitSectors3Params aggregate(long... numbers) {
        return aggregate(ScriptedVerifier.good(AGGREGATE_BYTES), false, numbers);
    }

    private MessageReceipt proveCommit(ProveCommitSectors3Params params) {
        return test.callWithBlockGas(TestChain.WORKER, miner, TestChain.PROVE_COMMIT, params.toCbor());
    }

    private void refused(long exitCode, ProveCommitSectors3Params params) {
        MessageReceipt receipt = proveCommit(params);
        assertThat(receipt.exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(test.miner(miner).sectors().all()).isEmpty();
    }

    @Test
    void shouldActivateFourSectorsWithOneProof() {
        preCommit(1, 4);
        MessageReceipt receipt = test.proveCommit(miner, aggregate(1, 2, 3, 4));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray())).isEqualTo(BatchReturn.ok(4));
        assertThat(test.miner(miner).sectors().all()).containsOnlyKeys(1L, 2L, 3L, 4L);
        assertThat(test.verifier.seals()).isEmpty();
        AggregateStatement seen = test.verifier.aggregates().getLast();
        assertThat(seen.type()).isEqualTo(SealProofType.STACKED_DRG_2KIB_V1_1);
        assertThat(seen.sectors()).extracting(SealStatement::sector).containsExactly(1L, 2L, 3L, 4L);
        assertThat(seen.sectors()).extracting(SealStatement::miner).containsOnly(test.miner(miner).id());
    }

    @Test
    void shouldStateTheSectorsInTheOrderOfTheMessage() {
        preCommit(1, 4);
        test.proveCommit(miner, aggregate(4, 2, 1, 3));
        assertThat(test.verifier.aggregates().getLast().sectors()).extracting(SealStatement::sector).containsExactly(4L, 2L, 1L,
                3L);
    }

    @Test
    void shouldRefuseFewerThanFourSectors() {
        preCommit(1, 4);
        refused(16, aggregate(1, 2, 3));
    }

    @Test
    void shouldTake819SectorsInOneBlockAndNoMore() {
        preCommit(1, 400);
        preCommit(401, 820);
        refused(16, aggregate(LongStream.rangeClosed(1, 820).toArray()));
        assertThat(test.error()).contains("819");
        MessageReceipt receipt = proveCommit(aggregate(LongStream.rangeClosed(1, 819).toArray()));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(test.miner(miner).sectors().all()).hasSize(819);
    }

    @Test
    void shouldRefuseProofsOfMoreThan81960Bytes() {
        preCommit(1, 4);
        refused(16, aggregate(ScriptedVerifier.good(MOST_BYTES + 1), false, 1, 2, 3, 4));
        assertThat(test.error()).contains("exceeds max size");
    }

    @Test
    void shouldRefuseSnarkPackV1AndNoType() {
        preCommit(1, 4);
        ProveCommitSectors3Params good = aggregate(1, 2, 3, 4);
        refused(16, new ProveCommitSectors3Params(good.sectorActivations(), List.of(), good.aggregateProof(), 0L, false, false));
        refused(16,
                new ProveCommitSectors3Params(good.sectorActivations(), List.of(), good.aggregateProof(), null, false, false));
    }

    @Test
    void shouldFailTheWholeMessageWhenTheAggregateIsWrong() {
        preCommit(1, 4);
        refused(16, aggregate(ScriptedVerifier.bad(AGGREGATE_BYTES), false, 1, 2, 3, 4));
        assertThat(test.verifier.aggregates()).hasSize(1);
    }

    @Test
    void shouldFailTheWholeMessageWhenOneSectorIsTooEarly() {
        preCommit(1, 3);
        test.preCommit(miner, test.preCommit(4));
        refused(18, aggregate(1, 2, 3, 4));
    }

    @Test
    void shouldKeepSectorsThatFailInTheStatement() {
        TestDeals deals = new TestDeals(test, miner);
        long deal = deals.add(deals.deal(9, 2048, false));
        test.preCommit(miner, test.preCommit(1), deals.preCommit(2, List.of(deal), Optional.of(TestDeals.data(9))),
                test.preCommit(3), test.preCommit(4));
        test.skipTo(test.height() + 11);
        MessageReceipt receipt = test.proveCommit(miner, aggregate(1, 2, 3, 4));
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new BatchReturn(3, List.of(new FailCode(1, 16))));
        assertThat(test.verifier.aggregates().getLast().sectors()).extracting(SealStatement::sector).containsExactly(1L, 2L, 3L,
                4L);
        assertThat(test.miner(miner).sectors().all()).containsOnlyKeys(1L, 3L, 4L);
        assertThat(test.miner(miner).preCommits().find(2)).isPresent();
    }

    @Test
    void shouldFailTheWholeMessageForOneSectorWhenSuccessIsRequired() {
        TestDeals deals = new TestDeals(test, miner);
        long deal = deals.add(deals.deal(9, 2048, false));
        test.preCommit(miner, test.preCommit(1), deals.preCommit(2, List.of(deal), Optional.of(TestDeals.data(9))),
                test.preCommit(3), test.preCommit(4));
        test.skipTo(test.height() + 11);
        refused(16, aggregate(ScriptedVerifier.good(AGGREGATE_BYTES), true, 1, 2, 3, 4));
        assertThat(test.verifier.aggregates()).isEmpty();
    }

    @Test
    void shouldRefuseASectorThatComesTwiceWith20() {
        preCommit(1, 4);
        refused(20, aggregate(1, 2, 3, 3));
    }

    @Test
    void shouldChargeThePriceOfTheAggregate() {
        preCommit(1, 9);
        long four = test.proveCommit(miner, aggregate(1, 2, 3, 4)).gasUsed();
        long five = test.proveCommit(miner, aggregate(5, 6, 7, 8, 9)).gasUsed();
        long verify = GasPrices.verifyAggregate(SealProofType.STACKED_DRG_2KIB_V1_1, 4);
        assertThat(four / 1e6).isBetween(517.4 * 0.9, 517.4 * 1.1);
        assertThat(four).isGreaterThan(verify);
        assertThat(five - four).isGreaterThan(449_900);
    }
}
