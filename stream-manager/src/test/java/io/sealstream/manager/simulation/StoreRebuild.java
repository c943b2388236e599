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
import java.util.function.BiConsumer;

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
                heads(world, tasks, Part.MESSAGE, Topics.MESSAGE_HEAD), beats(world, tasks), world.now());
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
        taken(world, tasks, part, topic, (partition, record) -> {
            if (record instanceof ChainHead head) {
                heads.put(partition, Head.of(head));
            }
        });
        return heads;
    }

    /** The last heartbeat below the committed offsets of each node's newest incarnation. */
    private static Map<String, NodeStatus> beats(World world, Map<String, Task> tasks) {
        Map<String, NodeStatus> beats = new TreeMap<>();
        taken(world, tasks, Part.NODE, Topics.NODE_STATUS, (partition, record) -> {
            if (record instanceof NodeStatus status) {
                beats.merge(status.getNode(), status, (a, b) -> b.getIncarnation() < a.getIncarnation() ? a : b);
            }
        });
        return beats;
    }

    /** Shows each record of a topic that the manager has taken. */
    private static void taken(World world, Map<String, Task> tasks, Part part, Topic topic, BiConsumer<Integer, Object> each) {
        tasks.values().stream().filter(task -> task.part == part).forEach(task -> {
            long end = task.offsets.getOrDefault(topic, 0L);
            for (LogRecord record : world.log().records(topic, task.partition)) {
                if (record.offset < end && record.transaction.state() == Transaction.State.COMMITTED) {
                    each.accept(task.partition, world.log().read(record));
                }
            }
        });
    }
}
