package io.sealstream.manager.simulation;

import io.sealstream.manager.rebuild.MemoryRebuild;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.wire.Head;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.NodeStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The operator has lost the changelogs of a stopped cluster and makes them anew from the events. */
final class StoreRebuild {
    private StoreRebuild() {}

    static void run(World world, Map<String, Task> tasks, Fold fold) {
        Map<String, Task> owners = new HashMap<>();
        tasks.values().forEach(task -> {
            task.changelog.keySet().forEach(store -> owners.put(store + "-" + task.partition, task));
            task.changelog.clear();
        });
        MemoryRebuild.Around around = new MemoryRebuild.Around(heads(world, tasks, Part.MINER, Topics.MINER_HEAD),
                heads(world, tasks, Part.MESSAGE, Topics.MESSAGE_HEAD), beats(world), world.now());
        MemoryRebuild.write(fold, world.rules(), world.log().partitions(), around, (store, partition, key, value) -> {
            Task task = owners.get(store + "-" + partition);
            if (task == null) {
                throw new Violation("rebuild",
                        "store " + store + " of partition " + partition + " was empty, and now has " + key);
            }
            task.changelog.computeIfAbsent(store, each -> new TreeMap<>()).put(key, value);
        });
    }

    /** The last head below the committed offset of each partition. */
    private static Map<Integer, Head> heads(World world, Map<String, Task> tasks, Part part, Topic topic) {
        Map<Integer, Head> heads = new TreeMap<>();
        tasks.values().stream().filter(task -> task.part == part).forEach(task -> {
            long end = task.offsets.getOrDefault(topic, 0L);
            for (LogRecord record : world.log().records(topic, task.partition)) {
                if (record.offset < end && record.transaction.state() == Transaction.State.COMMITTED
                        && world.log().read(record) instanceof ChainHead head) {
                    heads.put(task.partition, Head.of(head));
                }
            }
        });
        return heads;
    }

    private static Map<String, NodeStatus> beats(World world) {
        Map<String, NodeStatus> beats = new TreeMap<>();
        for (int i = 0; i < world.log().partitions(); i++) {
            for (LogRecord record : world.log().records(Topics.NODE_STATUS, i)) {
                if (world.log().read(record) instanceof NodeStatus status) {
                    beats.put(status.getNode(), status);
                }
            }
        }
        return beats;
    }
}
