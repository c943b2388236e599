package io.sealstream.manager.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.SealProofType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gas by the price list and by the model; the samples are those of FIP-0100. */
class CarriedTest {
    private static final double TENTH = 0.1;

    private static List<Arrival> sectors(int count) {
        return Sectors.atOnce(count, 10_000);
    }

    private static void sampled(Carried carried, double gas) {
        assertThat((double) (carried.exactGas() + carried.stateGas())).isBetween(gas * (1 - TENTH), gas * (1 + TENTH));
    }

    @Test
    void shouldComeNearTheSamplesOfMainnet() {
        sampled(Carried.preCommit(sectors(1)), 16.7e6);
        sampled(Carried.preCommit(sectors(4)), 18.6e6);
        sampled(Carried.single(sectors(1)), 267.5e6);
        sampled(Carried.single(sectors(4)), 580e6);
        sampled(Carried.aggregate(sectors(4)), 517.4e6);
    }

    @Test
    void shouldCountProofsBytesAndCalls() {
        long one = Carried.single(sectors(1)).exactGas();
        long two = Carried.single(sectors(2)).exactGas();
        // A proof of 1,920 bytes with its length, a manifest of 7 bytes.
        assertThat(two - one).isEqualTo(GasPrices.VERIFY_SEAL + GasPrices.PER_MESSAGE_BYTE * (1_923 + 7));
        long aggregate = Carried.aggregate(sectors(52)).exactGas();
        assertThat(aggregate).isGreaterThan(GasPrices.verifyAggregate(SealProofType.STACKED_DRG_32GIB_V1_1, 52))
                .isLessThan(52 * one / 8);
    }

    @Test
    void shouldKnowWhatFitsIntoAMessage() {
        assertThat(Carried.single(sectors(33)).fits()).isTrue();
        assertThat(Carried.single(sectors(34)).fits()).isFalse();
        assertThat(Carried.preCommit(sectors(1_000)).fits()).isTrue();
        assertThat(Carried.preCommit(sectors(1_100)).fits()).isFalse();
        assertThat(Carried.aggregate(sectors(819)).fits()).isTrue();
    }

    @Test
    void shouldSplitEvenlyWhereOneMessageIsTooSmall() {
        assertThat(Form.proveCommits(0).of(sectors(820))).extracting(Carried::size).containsExactly(410, 410);
        assertThat(Form.PRECOMMITS.of(sectors(1_100))).extracting(Carried::size).containsExactly(550, 550);
        assertThat(Form.proveCommits(100).of(sectors(66))).extracting(Carried::size).containsExactly(33, 33);
    }

    @Test
    void shouldAggregateWhereItIsLessGas() {
        assertThat(Form.proveCommits(0).of(sectors(3))).singleElement().returns(false, Carried::aggregated);
        assertThat(Form.proveCommits(0).of(sectors(4))).singleElement().returns(true, Carried::aggregated);
        assertThat(Form.proveCommits(10).of(sectors(9))).singleElement().returns(false, Carried::aggregated);
        assertThat(Form.proveCommits(10).of(sectors(10))).singleElement().returns(true, Carried::aggregated);
        assertThat(Form.AGGREGATE_FROM_LEAST.of(sectors(3))).singleElement().returns(false, Carried::aggregated);
        assertThat(Form.ONE_EACH_PROOF.of(sectors(3))).hasSize(3);
    }
}
