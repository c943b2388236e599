package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sealstream.manager.topology.TestSerdes;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The fault cases every sealing cluster must survive, one by one, by the numbers under which they are known in this project. Each runs a few
 * seeds with its own faults alone, which strike for sure; all invariants are watched, and after the calm everything is proven.
 */
class FaultCasesTest {
    private static final int SEEDS = 3;

    private record Case(String name, Set<Fault> faults) {
        static Case of(String name, Fault... faults) {
            return new Case(name, Set.of(faults));
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of("case 1: a sealer dies in PC1; one attempt, and it resumes", Fault.SEALER_KILLED),
            Case.of("case 2: a sealer dies after its work and before it tells; it tells afterwards", Fault.SEALER_KILLED,
                    Fault.DROPS),
            Case.of("cases 5 and 6: scratch is wiped, before and after the precommit", Fault.SCRATCH_LOST),
            Case.of("case 7: two sealers with one name", Fault.SEALER_TWICE),
            Case.of("case 9: a manager dies as results come in; one precommit", Fault.MANAGER_KILLED, Fault.DROPS,
                    Fault.DUPLICATES),
            Case.of("case 10: an operator gives sectors up in the middle of a stage", Fault.OPERATOR_ACTS),
            Case.of("case 16: a manager dies in the middle of transactions", Fault.MANAGER_KILLED),
            Case.of("cases 17 and 18: the broker is away in a window and in PC1", Fault.BROKER_UNREACHABLE),
            Case.of("case 19: a manager is paused for longer than its transactions last", Fault.MANAGER_PAUSED),
            Case.of("case 20: managers come and go under load", Fault.MANAGER_JOINS),
            Case.of("case 21: state stores are lost, and their changelogs too", Fault.MANAGER_KILLED, Fault.STORES_REBUILT),
            Case.of("case 24: consumer offsets are reset to 0", Fault.OFFSETS_RESET),
            Case.of("case 25: deliveries come twice and out of order", Fault.DUPLICATES, Fault.DELAYS),
            Case.of("case 28: the clocks of nodes differ by minutes", Fault.CLOCKS_DIFFER, Fault.SEALER_KILLED),
            Case.of("case 35: a sector is given up, and late results arrive", Fault.OPERATOR_ACTS, Fault.DELAYS,
                    Fault.SEALER_CUT_OFF),
            Case.of("case 41: a push times out though the node took the message", Fault.PUSH_AMBIGUOUS, Fault.EDGE_KILLED),
            Case.of("case 42: kills between signature, record and push", Fault.SIGNER_KILLED, Fault.MANAGER_KILLED,
                    Fault.EDGE_KILLED),
            Case.of("case 43: the chain node loses its message pool", Fault.POOL_LOST),
            Case.of("cases 46 and 47: reorgs take precommits away, up to ten epochs deep", Fault.REORG),
            Case.of("case 53: the chain node that is asked lags", Fault.CHAIN_LAGS),
            Case.of("case 48: null rounds shift the seed's tipset", Fault.NULL_ROUNDS, Fault.REORG));

    static List<String> names() {
        return CASES.stream().map(Case::name).toList();
    }

    @TestFactory
    Stream<DynamicTest> shouldSurvive() {
        return CASES.stream().map(each -> dynamicTest(each.name(), () -> survives(each)));
    }

    private static void survives(Case each) {
        List<Outcome> outcomes = run(each.faults());
        for (Fault fault : each.faults()) {
            assertThat(Weather.isSudden(fault) ? outcomes.stream().mapToInt(o -> o.strikes().getOrDefault(fault, 0)).sum() : 1)
                    .as("strikes of %s", fault).isPositive();
        }
        assertThat(outcomes.stream().mapToInt(Outcome::proven).sum()).as("sectors proven").isPositive();
    }

    private static List<Outcome> run(Set<Fault> faults) {
        return run(seed -> Options.of(seed).withOnly(faults));
    }

    private static List<Outcome> run(LongFunction<Options> options) {
        return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> {
            Outcome outcome = Simulation.run(options.apply(seed), TestSerdes.fresh());
            if (!outcome.ok()) {
                throw new AssertionError(Shortening.of(outcome).text(), outcome.violation());
            }
            return outcome;
        }).toList();
    }

    /** The policy allows three attempts in a row; the operator asks four times for more and then gives the sector up. */
    @TestFactory
    Stream<DynamicTest> shouldNotTryForEver() {
        return Stream.of(dynamicTest("case 34: a step that never works is tried a bounded number of times, with an alert",
                () -> run(FaultCasesTest::neverWorking)
                        .forEach(outcome -> assertThat(outcome.attempts()).as("%s", outcome).isBetween(3,
                                3 * (SimOperator.MOST_RETRIES + 1)))));
    }

    /** Sectors that wait for nobody are proven while the storm blows. */
    private static Options neverWorking(long seed) {
        return Options.of(seed).withOnly(Set.of(Fault.STEP_NEVER_WORKS)).withScene(Scene.of(Terms.single(2)));
    }
}
