package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.SectorSize;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final String PROVING_SECTOR = """
                                                 [{"sector":"f01000/1","state":"Proving","waitingFor":"its next deadline","needsPerson":false}]""";
    private static final String CLOSED = """
                                         [{"deadline":3,"index":0,"state":"Closed","proven":true,"faulty":0}]""";

    @Test
    void shouldBeReachedWhenTheDeadlineClosedProvenWithFullPower() throws Exception {
        assertThat(goal("{}", PROVING_SECTOR, CLOSED, "2048").reached()).isTrue();
    }

    @Test
    void shouldMissTheCloseWhileTheWindowIsOpen() throws Exception {
        Goal goal = goal("{}", PROVING_SECTOR, CLOSED.replace("Closed", "AwaitingClose"), "2048");

        assertThat(goal.reached()).isFalse();
        assertThat(goal.missing()).contains("no deadline has closed");
    }

    @Test
    void shouldMissPowerThatTheChainDoesNotCount() throws Exception {
        assertThat(goal("{}", PROVING_SECTOR, CLOSED, "0").missing()).contains("power 0 of 2048");
    }

    @Test
    void shouldFailOnAnInvalidStoredProof() throws Exception {
        Goal goal = goal("{\"invalidPoSts\":[\"f01000 deadline 3\"]}", PROVING_SECTOR, CLOSED, "2048");

        assertThat(goal.failure()).get().asString().contains("invalid WindowPoSt").contains("f01000 deadline 3");
    }

    @Test
    void shouldWaitForProofsThatTheChainHasNotCheckedYet() throws Exception {
        Goal goal = goal("{\"uncheckedPoSts\":1}", PROVING_SECTOR, CLOSED, "2048");

        assertThat(goal.reached()).isFalse();
        assertThat(goal.missing()).contains("1 stored WindowPoSts are still being checked");
    }

    @Test
    void shouldFailOnAFaultAfterTheClose() throws Exception {
        assertThat(goal("{}", PROVING_SECTOR, CLOSED.replace("\"faulty\":0", "\"faulty\":1"), "2048").failure()).isPresent();
    }

    @Test
    void shouldFailWhenASectorWaitsForAPerson() throws Exception {
        String stuck = PROVING_SECTOR.replace("false", "true").replace("Proving", "Stuck");

        assertThat(goal("{}", stuck, CLOSED, "2048").failure()).get().asString().contains("f01000/1");
    }

    /** A devnet that stays up must stay up for the person who mends it. */
    @Test
    void shouldEndOnlyTheDevnetThatRunsOnce() throws Exception {
        Goal failed = goal("{}", PROVING_SECTOR.replace("false", "true"), CLOSED, "2048");

        assertThat(failed.end(true)).isEqualTo(failed.failure()).isPresent();
        assertThat(failed.end(false)).isEmpty();
        assertThat(goal("{}", PROVING_SECTOR, CLOSED, "0").end(true)).isEmpty();
    }

    private static Goal goal(String chain, String sectors, String proving, String power) throws Exception {
        return Goal.of(new Situation(json(chain), json(sectors), json(proving),
                json("{\"MinerPower\":{\"RawBytePower\":\"" + power + "\"}}")), 1, SectorSize.KIB_2);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
