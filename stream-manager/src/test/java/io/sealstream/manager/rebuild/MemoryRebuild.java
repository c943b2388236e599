package io.sealstream.manager.rebuild;

import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.wire.Head;
import io.sealstream.schemas.avro.NodeStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What {@link Rebuild} writes, written into memory for the simulation. */
public final class MemoryRebuild {
    private MemoryRebuild() {}

    /** Takes an entry. */
    public interface Sink {
        void put(String store, int partition, String key, byte[] value);
    }

    /** The newest heads by partition, and the last heartbeat of each node. */
    public record Around(Map<Integer, Head> minerHeads, Map<Integer, Head> laneHeads, Map<String, NodeStatus> beats, long now) {}

    public static void write(Fold fold, ChainRules rules, int partitions, Around around, Sink sink) {
        StoreContents contents = new StoreContents(
                (store, partition, key, value) -> sink.put(store, partition, new String(key, StandardCharsets.UTF_8), value),
                rules,
                partitions);
        contents.heads(Stores.MINER_BOOK, around.minerHeads());
        contents.heads(Stores.LANE_BOOK, around.laneHeads());
        contents.states(fold, around.minerHeads(), around.laneHeads());
        Map<String, LastRecords.Beat> beats = new TreeMap<>();
        around.beats().forEach((name, status) -> beats.put(name, new LastRecords.Beat(status, around.now())));
        contents.nodes(NodeTable.of(beats, fold.states(Stores.MINERS).values(), around.now()));
    }
}
