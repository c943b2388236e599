package io.sealstream.manager.domain.node;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.task.NodeStore;
import java.util.List;

/**
 * A node as its heartbeats told. Not a fold of events, since heartbeats are none: what matters of it (back, silent) is recorded by the
 * miners that were told.
 *
 * @param name        name
 * @param incarnation start of its process, Unix milliseconds; the newest of two processes with one name wins
 * @param last        its last heartbeat
 * @param here        false when it is silent
 * @param lastSeen    Unix milliseconds of our clock when the last heartbeat came
 * @param lastTick    Unix milliseconds of our clock up to which silence was counted
 * @param silent      milliseconds without a heartbeat during which others were heard
 */
public record KnownNode(String name, long incarnation, Told last, boolean here, long lastSeen, long lastTick, long silent) {
    /**
     * What a heartbeat says.
     *
     * @param version    version of the software and of the proofs library
     * @param endpoint   HTTP address of its status page
     * @param miners     miners it works for, in order of preference
     * @param windowPoSt whether it takes WindowPoSt tasks
     * @param aggregate  whether it takes tasks that aggregate seal proofs
     * @param stores     its stores
     * @param running    tasks under way
     * @param sentAt     Unix milliseconds of the node's clock
     */
    public record Told(String version, String endpoint, List<ActorId> miners, boolean windowPoSt, boolean aggregate,
            List<NodeStore> stores, List<Running> running, long sentAt) {
        public Told {
            miners = List.copyOf(miners);
            stores = List.copyOf(stores);
            running = List.copyOf(running);
        }

        /** True when nothing differs that a miner must know: free space and running tasks may. */
        boolean sameAs(Told other) {
            return windowPoSt == other.windowPoSt && aggregate == other.aggregate && stores.size() == other.stores.size()
                    && stores.stream().allMatch(s -> other.stores.stream().anyMatch(s::sameAs));
        }
    }

    /** A task under way: stage (waiting, PC1, ...), when it began (Unix milliseconds), and progress for people. */
    public record Running(String taskId, String stage, long startedAt, String detail) {}

    KnownNode tickedAt(long now, long counted) {
        return new KnownNode(name, incarnation, last, here, lastSeen, now, counted);
    }

    KnownNode lost(long now, long counted) {
        return new KnownNode(name, incarnation, last, false, lastSeen, now, counted);
    }
}
