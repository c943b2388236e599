package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Context;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.task.ProvenSector;
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
     * The best live node for these sectors: the one that holds most of their stores, not the one that failed last, then by name.
     */
    Optional<String> node(List<ProvenSector> sectors, String lastFailed) {
        return miner.nodes().entrySet().stream().filter(e -> e.getValue().here() && e.getValue().windowPoSt())
                .max(Comparator.comparing((Map.Entry<String, MinerContext.NodeSeen> e) -> !e.getKey().equals(lastFailed))
                        .thenComparing(e -> held(e.getValue(), sectors)).thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }

    private long held(MinerContext.NodeSeen node, List<ProvenSector> sectors) {
        return sectors.stream().map(s -> stores.apply(s.number())).flatMap(Optional::stream).filter(node::hasStore).count();
    }
}
