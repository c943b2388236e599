package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;

class SituationTest {
    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void shouldShowEpochNextDeadlineAndWhyThingsWait() throws Exception {
        Situation situation = new Situation(json("""
                                                 {"epoch":1910,"waiting":"a precommit waits",
                                                  "nextDeadline":{"miner":"f01003","index":7,"open":1963,"close":2023}}"""),
                json("""
                     [{"sector":"f01003/1","state":"AwaitingProof","waitingFor":"waits for node-1"}]"""),
                json("""
                     [{"deadline":0,"index":0,"state":"Closed","waitingFor":"is over"}]"""),
                json("""
                     {"MinerPower":{"RawBytePower":"2048"}}"""));

        assertThat(situation.lines()).containsExactly(
                "chain    epoch 1910  a precommit waits  power 2048  next deadline 7 of f01003 opens at 1963, closes at 2023",
                "sector   f01003/1  AwaitingProof  waits for node-1", "proving  deadline 0 partition 0  Closed  is over");
    }

    @Test
    void shouldSayWhoDoesNotAnswer() {
        JsonNode nothing = MissingNode.getInstance();

        assertThat(new Situation(nothing, nothing, nothing, nothing).lines()).satisfiesExactly(
                chain -> assertThat(chain).contains("not answering"), manager -> assertThat(manager).contains("not answering"));
    }

    @Test
    void shouldDoWithoutADeadlineWhileNoSectorIsLive() throws Exception {
        JsonNode nothing = MissingNode.getInstance();
        Situation situation = new Situation(json("{\"epoch\":1,\"waiting\":\"idle\"}"), nothing, nothing, nothing);

        assertThat(situation.lines().getFirst()).isEqualTo("chain    epoch 1  idle  power 0");
    }
}
