package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Context;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What a partition sees: its miner, and where sectors lie.
 *
 * @param miner  the miner
 * @param stores long-term store of a sector of ours; empty for unknown ones
 */
public record ProvingContext(MinerContext miner, LongFunction<Optional<String>> stores) implements Context {
    @Override
    public ChainEpoch now() {
        return miner.now();
    }

    /**
     * The live node that should prove: one that holds as many of the sectors' stores as any node we know, not the one that failed last, then
     * by name. While the best one is silent nobody gets the task, since every sector whose store is missing would be skipped and become
     * faulty; in the {@linkplain ProvingPlan#lastCall last part} of the window a poorer node is better than none.
     */
    Optional<String> node(WindowPlan plan, String lastFailed) {
        List<String> stores = plan.sectors().stream().map(s -> this.stores.apply(s.number())).flatMap(Optional::stream).toList();
        long best = miner.nodes().values().stream().filter(NodeSeen::windowPoSt).mapToLong(n -> held(n, stores)).max().orElse(0);
        boolean lastCall = !now().isBefore(ProvingPlan.lastCall(plan));
        List<Map.Entry<String, NodeSeen>> live = miner.nodes().entrySet().stream()
                .filter(e -> e.getValue().here() && e.getValue().windowPoSt())
                .toList();
        long wanted = lastCall ? live.stream().mapToLong(e -> held(e.getValue(), stores)).max().orElse(0) : best;
        return live.stream().filter(e -> held(e.getValue(), stores) >= wanted)
                .max(Comparator.comparing((Map.Entry<String, NodeSeen> e) -> !e.getKey().equals(lastFailed))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }

    private static long held(NodeSeen node, List<String> stores) {
        return stores.stream().filter(node::hasStore).count();
    }
}
