package io.sealstream.manager.rebuild;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.node.NodeInput.Heartbeat;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.wire.NodeStatusRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of nodes, which is no fold of events: made of the last heartbeats and of what miners were told. A node that a miner holds for
 * present must stand in it, or nobody would ever tell the miner that it is silent.
 */
final class NodeTable {
    private NodeTable() {}

    /** What miners believe of one node. */
    private record Belief(NodeSeen seen, List<ActorId> miners) {}

    /**
     * The nodes by name.
     *
     * @param now Unix milliseconds; silence of nodes without a heartbeat counts from here
     */
    static Map<String, KnownNode> of(Map<String, LastRecords.Beat> beats, Collection<MinerState> miners, long now) {
        Map<String, Belief> beliefs = beliefs(miners);
        Map<String, KnownNode> nodes = new TreeMap<>();
        beats.forEach((name, beat) -> {
            Heartbeat heard = NodeStatusRecords.read(beat.status(), beat.at());
            Belief belief = beliefs.get(name);
            if (belief == null || belief.seen().incarnation() <= heard.incarnation()) {
                nodes.put(name, heard(heard, belief));
            }
        });
        beliefs.forEach((name, belief) -> {
            if (belief.seen().here()) {
                nodes.computeIfAbsent(name, n -> believed(n, belief, now));
            }
        });
        return nodes;
    }

    /** Of two beliefs the newer incarnation counts, and presence before absence: a second word of silence does no harm, none would. */
    private static Map<String, Belief> beliefs(Collection<MinerState> miners) {
        Map<String, Belief> beliefs = new TreeMap<>();
        for (MinerState miner : miners) {
            miner.nodes().forEach((name, seen) -> {
                Belief old = beliefs.get(name);
                List<ActorId> all = new ArrayList<>(old == null ? List.of() : old.miners());
                all.add(miner.miner());
                beliefs.put(name, new Belief(old == null || isStronger(seen, old.seen()) ? seen : old.seen(), all));
            });
        }
        return beliefs;
    }

    private static boolean isStronger(NodeSeen a, NodeSeen b) {
        return a.incarnation() != b.incarnation() ? a.incarnation() > b.incarnation() : a.here() && !b.here();
    }

    private static KnownNode heard(Heartbeat beat, @Nullable Belief belief) {
        boolean told = belief != null && belief.seen().incarnation() == beat.incarnation() && !belief.seen().here();
        return new KnownNode(beat.node(), beat.incarnation(), beat.told(), !told, beat.heardAt(), beat.heardAt(), 0);
    }

    private static KnownNode believed(String name, Belief belief, long now) {
        NodeSeen seen = belief.seen();
        KnownNode.Told told = new KnownNode.Told("", "", belief.miners(), seen.windowPoSt(), seen.aggregate(), seen.stores(),
                List.of(), now);
        return new KnownNode(name, seen.incarnation(), told, true, now, now, 0);
    }
}
