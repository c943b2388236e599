package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a miner does whose log lost its end: the chain knows the numbers that the log has forgotten. */
class LostTailTest {
    @Test
    @DisplayName("cases 29 and 31: numbers go on above the chain's own list after the end of the log was lost")
    void shouldGiveNoNumberThatTheChainKnows() {
        Cluster restored = Cluster.begin(io.sealstream.manager.domain.policy.Sealing.CONTINUOUS);
        restored.step(new MinerCommand.RequestSector(restored.request("node/a"), "node", 1, "a"));
        assertThat(restored.given).containsExactly(Cluster.FIRST);

        restored.observe(Cluster.FIRST, Cluster.FIRST + 1, Cluster.FIRST + 2);
        restored.step(new MinerCommand.RequestSector(restored.request("node/b"), "node", 1, "b"));

        assertThat(restored.given).containsExactly(Cluster.FIRST, Cluster.FIRST + 3);
    }
}
