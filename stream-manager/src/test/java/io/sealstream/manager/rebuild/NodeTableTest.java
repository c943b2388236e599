package io.sealstream.manager.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.miner.MinerEvent.NodeLost;
import io.sealstream.manager.domain.miner.MinerEvent.NodeReturned;
import io.sealstream.manager.domain.miner.MinerMachine;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.schemas.avro.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of nodes agrees with what miners were told, so that each of them hears of the next change. */
class NodeTableTest {
    private static final ActorId MINER = ActorId.parse("f01000");
    private static final ActorId OTHER = ActorId.parse("f01004");
    private static final long NOW = 5_000;

    private static MinerState miner(ActorId id, MinerEvent... events) {
        @Nullable
        MinerState state = null;
        for (MinerEvent event : events) {
            state = new MinerMachine(id).apply(state, event, ChainEpoch.of(1));
        }
        return Objects.requireNonNull(state);
    }

    private static NodeReturned back(ActorId miner, long incarnation) {
        return new NodeReturned(miner, "node", incarnation, List.of(), true, true);
    }

    private static Map<String, LastRecords.Beat> beat(long incarnation) {
        return Map.of("node", new LastRecords.Beat(
                new NodeStatus("node", incarnation, "1", "127.0.0.1:1", List.of("f01000"), true, List.of(), List.of(), 0L, true),
                3_000));
    }

    private static KnownNode only(Map<String, KnownNode> nodes) {
        assertThat(nodes).containsOnlyKeys("node");
        return Objects.requireNonNull(nodes.get("node"));
    }

    @Test
    void shouldKnowANodeByItsLastHeartbeat() {
        KnownNode node = only(NodeTable.of(beat(7), List.of(miner(MINER, back(MINER, 7))), NOW));
        assertThat(node.here()).isTrue();
        assertThat(node.incarnation()).isEqualTo(7);
        assertThat(node.lastSeen()).isEqualTo(3_000);
        assertThat(node.last().endpoint()).isEqualTo("127.0.0.1:1");
    }

    @Test
    void shouldKnowThatMinersWereToldOfItsSilence() {
        MinerState told = miner(MINER, back(MINER, 7), new NodeLost(MINER, "node", 7));
        assertThat(only(NodeTable.of(beat(7), List.of(told), NOW)).here()).isFalse();
        assertThat(only(NodeTable.of(beat(8), List.of(told), NOW)).here()).as("a newer process").isTrue();
        assertThat(only(NodeTable.of(beat(7), List.of(told, miner(OTHER, back(OTHER, 7))), NOW)).here())
                .as("one still believes in it")
                .isTrue();
    }

    @Test
    void shouldKeepANodeThatMinersBelieveInAlthoughItsHeartbeatsAreGone() {
        KnownNode node = only(NodeTable.of(Map.of(), List.of(miner(MINER, back(MINER, 7)), miner(OTHER, back(OTHER, 7))), NOW));
        assertThat(node.here()).isTrue();
        assertThat(node.incarnation()).isEqualTo(7);
        assertThat(node.last().miners()).containsExactly(MINER, OTHER);
        assertThat(node.lastTick()).isEqualTo(NOW);
        assertThat(NodeTable.of(Map.of(), List.of(miner(MINER, back(MINER, 7), new NodeLost(MINER, "node", 7))), NOW)).isEmpty();
    }

    @Test
    void shouldBelieveMinersRatherThanAHeartbeatOfAnOlderProcess() {
        KnownNode node = only(NodeTable.of(beat(6), List.of(miner(MINER, back(MINER, 7))), NOW));
        assertThat(node.incarnation()).isEqualTo(7);
    }
}
