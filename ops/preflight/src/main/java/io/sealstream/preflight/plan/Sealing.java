package io.sealstream.preflight.plan;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.node.tasks.Pool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a sealer-node needs for its work.
 *
 * @param stores     scratch and long-term stores
 * @param sizes      sector sizes whose parameters must be there
 * @param parameters folder of proof parameters
 * @param exact      whether the parameters must be those that the network accepts, and not some of its own making
 * @param pools      threads of each pool
 * @param multicore  whether PC1 runs on several cores and locks its layers in memory ({@code FIL_PROOFS_USE_MULTICORE_SDR})
 */
public record Sealing(List<StoreSpec> stores, List<SectorSize> sizes, Path parameters, boolean exact, Map<Pool, Integer> pools,
        boolean multicore) {
    public Sealing {
        stores = List.copyOf(stores);
        sizes = List.copyOf(sizes);
        pools = Map.copyOf(pools);
    }

    /** The largest size. */
    public SectorSize largest() {
        return sizes.stream().reduce(SectorSize.KIB_2, (one, other) -> one.bytes() > other.bytes() ? one : other);
    }

    /** Whether it has anything to seal on. */
    public boolean seals() {
        return stores.stream().anyMatch(store -> store.kind() == StoreSpec.Kind.SCRATCH);
    }
}
