package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Context;
import io.sealstream.manager.domain.task.NodeStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the machines of one miner see of it.
 *
 * @param now         epoch of the newest head
 * @param rules       numbers of the network
 * @param policy      null before the first SetPolicy
 * @param observed    null before the chain was read
 * @param nodes       nodes by name
 * @param openIntents batches whose message is not over
 */
public record MinerContext(ChainEpoch now, ChainRules rules, @Nullable MinerPolicy policy, @Nullable Observed observed,
        Map<String, NodeSeen> nodes, Set<String> openIntents) implements Context {
    public MinerContext {
        nodes = Map.copyOf(nodes);
        openIntents = Set.copyOf(openIntents);
    }

    /**
     * A node as the miner knows it.
     *
     * @param windowPoSt whether it takes WindowPoSt tasks
     * @param aggregate  whether it takes tasks that aggregate seal proofs
     * @param here       false when it is silent
     */
    public record NodeSeen(long incarnation, List<NodeStore> stores, boolean windowPoSt, boolean aggregate, boolean here) {
        public NodeSeen {
            stores = List.copyOf(stores);
        }

        /** True when a store of that name hangs on the node. */
        public boolean hasStore(String name) {
            return stores.stream().anyMatch(s -> s.name().equals(name));
        }
    }

    /** The policy; a sector or partition exists only after it was set. */
    public MinerPolicy requirePolicy() {
        if (policy == null) {
            throw new IllegalStateException("a miner without policy has no sectors");
        }
        return policy;
    }

    public Observed requireObserved() {
        if (observed == null) {
            throw new IllegalStateException("a miner that was never read has no sectors");
        }
        return observed;
    }

    /** The node with a note when it is silent, for people. */
    public String nodeWords(String node) {
        NodeSeen seen = nodes.get(node);
        return seen == null || seen.here() ? "node " + node : "node " + node + ", which is silent";
    }
}
