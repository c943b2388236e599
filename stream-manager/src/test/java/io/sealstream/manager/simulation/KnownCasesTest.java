package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The known fault cases of commitments and where each is tested; every test that is named here exists. */
class KnownCasesTest {
    private static final String BATCHES = "domain.miner.BatchCasesTest#";
    private static final String LANES = "domain.message.";
    private static final String NODES = "edge.chain.SeveralNodesTest#";
    private static final String CASES = "simulation.CommitmentCasesTest#";
    private static final String STORMS = "simulation.FaultCasesTest#shouldSurvive";
    private static final SortedMap<Integer, List<String>> TESTS = tests();

    private static SortedMap<Integer, List<String>> tests() {
        TreeMap<Integer, List<String>> tests = new TreeMap<>();
        tests.put(34, List.of("simulation.FaultCasesTest#shouldNotTryForEver"));
        tests.put(35, List.of(STORMS));
        tests.put(36, List.of(BATCHES + "case36ShouldSendTheRestWithoutTheOneWhoseTicketIsTooOld",
                CASES + "shouldDrawAnotherTicketForTheOldOneOnly"));
        tests.put(37, List.of(BATCHES + "case37ShouldLandSixtyThreeAndNameTheBadOne",
                CASES + "shouldIsolateTheSectorWhoseNumberIsTaken"));
        tests.put(38, List.of(BATCHES + "case38ShouldMakeTheProofOfTheRefusedOneAgain",
                CASES + "shouldDropAnInvalidProofFromAnAggregate"));
        tests.put(39, List.of(BATCHES + "case39ShouldCountTheLifeFromTheMomentOfSending",
                CASES + "shouldChooseTheExpirationWhenTheMessageIsSent"));
        tests.put(40, List.of(BATCHES + "case40ShouldLeaveBeforeTheLimitWhateverTheBaseFee",
                CASES + "shouldSendBeforeTheClockWhateverTheBaseFee"));
        tests.put(41, List.of(STORMS));
        tests.put(42, List.of(STORMS));
        tests.put(43, List.of(STORMS));
        tests.put(44, List.of(LANES + "ReplacementTest#shouldNotGoBeyondItsCapAndSayWhyOnceAsInCase44",
                CASES + "shouldReplaceAndHoldUnderAFeeStorm"));
        tests.put(45, List.of(LANES + "LimitsTest#shouldMakeWayForAWindowPoStThatWaitsForItsNonceAsInCase45",
                CASES + "shouldProveWhileTheCommitLaneIsStuck"));
        tests.put(46, List.of(BATCHES + "case46ShouldBringAPreCommitBackThatAReorgDropped", STORMS));
        tests.put(47, List.of(BATCHES + "case47ShouldStandByTheMessageThatAReorgUnlanded", STORMS));
        tests.put(48, List.of(STORMS));
        tests.put(49, List.of(BATCHES + "case49ShouldSendTheSameAgainWithMoreGasAfterItRanOut",
                BATCHES + "case49ShouldWaitForATopUpWithoutBlamingAnybody", CASES + "shouldSendAgainWhatRanOutOfGasOrMoney"));
        tests.put(50, List.of(BATCHES + "case50ShouldSendWhatCanBePaidAndTheRestAfterATopUp",
                CASES + "shouldSendTheAffordablePartFirst"));
        tests.put(51, List.of(BATCHES + "case51ShouldSendFromAnotherKeyWhenTheOldOneMaySendNoMore",
                CASES + "shouldFollowChangedKeys"));
        tests.put(52, List.of(LANES + "LandingTest#shouldGetAnotherNonceWhenAnotherMessageTookItsOwnForGoodAsInCase52",
                CASES + "shouldGiveAnotherNonceToADisplacedMessage"));
        tests.put(53, List.of(NODES + "shouldRefuseALaggingNodeUntilItIsNearTheHeadWhenTheOtherHasDiedCase53", STORMS));
        tests.put(54, List.of(NODES + "shouldRefuseANodeOfAnotherNetworkByNameCase54",
                NODES + "shouldRefuseANodeWithAnotherGenesisAlsoWhenItIsTheOnlyOneLeftCase54"));
        tests.put(55, List.of(NODES + "shouldAskTheNextNodeAfterOneErrorAndLeaveTheFirstAloneForAWhileCase55",
                CASES + "shouldProveThoughCallsFail"));
        tests.put(56, List.of("domain.miner.LargeSetTest#shouldSplitEvenlyAndGoOnAfterACrash"));
        return tests;
    }

    static Stream<String> named() {
        return TESTS.values().stream().flatMap(List::stream).distinct();
    }

    @ParameterizedTest
    @MethodSource("named")
    void shouldHaveATestOfThatName(String test) throws ClassNotFoundException {
        String[] parts = test.split("#", 2);
        Class<?> type = Class.forName("io.sealstream.manager." + parts[0]);
        assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName)).contains(parts[1]);
    }

    @Test
    void shouldCoverEveryCaseOfCommitments() {
        assertThat(TESTS.keySet()).containsExactlyElementsOf(IntStream.rangeClosed(34, 56).boxed().toList());
    }

    /** Cases that the storms of faults stand for are named there. */
    @Test
    void shouldNameEachStormByItsCase() {
        TESTS.forEach((number, tests) -> {
            if (tests.contains(STORMS)) {
                assertThat(FaultCasesTest.names()).as("case %d", number)
                        .anyMatch(name -> name.matches(".*\\b" + number + "\\b.*:.*"));
            }
        });
    }
}
