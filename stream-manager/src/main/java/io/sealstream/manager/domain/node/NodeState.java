package io.sealstream.manager.domain.node;

import io.sealstream.manager.domain.task.NodeStore;
import java.util.List;

/**
 * A node as its newest heartbeat told.
 *
 * @param incarnation start of its process, Unix milliseconds; the newest of two processes with one name wins
 * @param lastSeen    Unix milliseconds of the newest heartbeat
 * @param here        false after it was told to be silent
 */
public record NodeState(String node, long incarnation, String version, String endpoint, List<String> miners, boolean windowPoSt,
        List<NodeStore> stores, List<Running> running, long lastSeen, boolean here) {
    public NodeState {
        miners = List.copyOf(miners);
        stores = List.copyOf(stores);
        running = List.copyOf(running);
    }

    /** A task under way; {@code startedAt} in Unix milliseconds. */
    public record Running(String taskId, String stage, long startedAt, String detail) {
    }

    NodeState silent() {
        return new NodeState(node, incarnation, version, endpoint, miners, windowPoSt, stores, running, lastSeen, false);
    }
}
