package io.sealstream.manager.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeeTerms;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Clocks CLOCKS = Clocks.of(NetworkPolicy.MAINNET);
    private static final FeeSeries STEADY = FeeSeries.parse("0,1000");
    private static final long READY = 10_000;

    private static Outcome run(List<Arrival> arrivals, FeeSeries fees, BatchRules pre, BatchRules prove, FeeTerms terms) {
        return Simulation.run(arrivals, fees, CLOCKS, Sectors.contender(pre, prove, terms));
    }

    @Test
    void shouldSendAFullBatchAtOnceAndTheProofsAfterTheirWork() {
        Outcome outcome = run(Sectors.atOnce(4, READY), STEADY, Sectors.plain(4, 100), Sectors.plain(4, 100), Sectors.ANY_FEE);

        assertThat(outcome.preCommit().messages()).isOne();
        assertThat(outcome.proveCommit().messages()).isOne();
        assertThat(outcome.waits()).isEqualTo(Waits.of(6, 6, 6, 6));
        assertThat(outcome.both().burnt()).isEqualTo(TokenAmount.ofAtto(1000 * outcome.both().exactGas()));
        assertThat(outcome.proveCommit().exactGas()).isEqualTo(Carried.aggregate(Sectors.atOnce(4, READY)).exactGas());
        assertThat(outcome.both().missed()).isZero();
    }

    @Test
    void shouldLetTheOldestWaitNoLongerThanTheRulesSay() {
        List<Arrival> arrivals = List.of(Sectors.ready(1, READY), Sectors.ready(2, READY + 30), Sectors.ready(3, READY + 101));
        Outcome outcome = run(arrivals, STEADY, Sectors.plain(9, 100), Sectors.plain(1, 0), Sectors.ANY_FEE);

        assertThat(outcome.preCommit().waits()).isEqualTo(Waits.of(103, 73, 103));
        assertThat(outcome.preCommit().messages()).isEqualTo(2);
    }

    @Test
    void shouldPayTheBaseFeeOfTheEpochAtWhichItLands() {
        FeeSeries fees = FeeSeries.parse("0,1000\n10003,5000\n10004,9000");
        Outcome outcome = run(Sectors.atOnce(1, READY), fees, Sectors.plain(1, 0), Sectors.plain(1, 0), Sectors.ANY_FEE);

        assertThat(outcome.preCommit().burnt()).isEqualTo(TokenAmount.ofAtto(5000 * outcome.preCommit().exactGas()));
        assertThat(outcome.proveCommit().burnt()).isEqualTo(TokenAmount.ofAtto(9000 * outcome.proveCommit().exactGas()));
    }

    @Test
    void shouldKeepAMessageWaitingThatMayNotPayTheBaseFee() {
        FeeSeries fees = FeeSeries.parse("0,1000\n10001,5000\n10500,900");
        FeeTerms terms = new FeeTerms(100, 0, TokenAmount.ofAtto(1000), TokenAmount.ofFil(1));
        Outcome outcome = run(Sectors.atOnce(1, READY), fees, Sectors.plain(1, 0), Sectors.plain(1, 0), terms);

        assertThat(outcome.preCommit().waits()).isEqualTo(Waits.of(500));
        assertThat(outcome.both().missed()).isZero();
    }

    @Test
    void shouldCountASectorAsMissedWhoseClockRunsOutBelowTheBaseFee() {
        FeeSeries fees = FeeSeries.parse("0,5000");
        FeeTerms terms = new FeeTerms(100, 0, TokenAmount.ofAtto(1000), TokenAmount.ofFil(1));
        Outcome outcome = run(Sectors.atOnce(2, READY), fees, Sectors.plain(2, 0), Sectors.plain(1, 0), terms);

        assertThat(outcome.preCommit().missed()).isEqualTo(2);
        assertThat(outcome.both().messages()).isZero();
        assertThat(outcome.both().burnt()).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldLeaveBeforeTheTicketIsTooOldAndSayThatItWasNear() {
        Outcome outcome = run(Sectors.atOnce(1, READY), STEADY, Sectors.plain(2, 100_000), Sectors.plain(1, 0), Sectors.ANY_FEE);

        // The ticket of 1,500 epochs lasts for 2,280 more; the batch leaves 60 before.
        assertThat(outcome.preCommit().waits()).isEqualTo(Waits.of(2_280 - 60 + 3));
        assertThat(outcome.preCommit().nearExpiry()).isOne();
        assertThat(outcome.both().missed()).isZero();
    }

    @Test
    void shouldNotProveWhatWasNeverProven() {
        Arrival whole = Sectors.ready(1, READY);
        Arrival unproven = new Arrival(2, whole.type(), 0, whole.ready(), whole.ticket(), java.util.OptionalLong.empty());
        Outcome outcome = run(List.of(whole, unproven), STEADY, Sectors.plain(2, 10), Sectors.plain(1, 0), Sectors.ANY_FEE);

        assertThat(outcome.preCommit().sectors()).isEqualTo(2);
        assertThat(outcome.proveCommit().sectors()).isOne();
        assertThat(outcome.waits().sorted()).hasSize(1);
    }

    @Test
    void shouldAlwaysComeToTheSame() {
        FeeSeries fees = FeeSeries.parse(FeeShape.SPIKY.csv(1));
        List<Arrival> arrivals = Load.LOW.arrivals(1);
        Contender ours = Sectors.contender(BatchRules.PRECOMMIT_DEFAULTS, BatchRules.PROVE_COMMIT_DEFAULTS, Sectors.ANY_FEE);

        assertThat(Simulation.run(arrivals, fees, CLOCKS, ours)).isEqualTo(Simulation.run(arrivals, fees, CLOCKS, ours));
    }

    @Test
    void shouldBurnLessThanThePeersInARushWithoutMissingAClock() {
        FeeSeries fees = FeeSeries.parse(FeeShape.SPIKY.csv(0));
        List<Arrival> arrivals = Load.MEDIUM.arrivals(0);
        Outcome ours = Simulation.run(arrivals, fees, CLOCKS,
                Sectors.contender(BatchRules.PRECOMMIT_DEFAULTS, BatchRules.PROVE_COMMIT_DEFAULTS, Sectors.ANY_FEE));

        for (Contender peer : List.of(Rivals.lotus(), Rivals.damocles(CLOCKS))) {
            Outcome theirs = Simulation.run(arrivals, fees, CLOCKS, peer);
            assertThat(ours.both().burnt()).isLessThan(theirs.both().burnt().scaled(8, 10));
        }
        assertThat(ours.both().missed()).isZero();
        assertThat(ours.both().sectors()).isEqualTo(arrivals.size());
    }
}
