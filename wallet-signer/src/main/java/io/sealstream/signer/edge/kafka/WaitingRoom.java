package io.sealstream.signer.edge.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Requests that wait for the wallet: each id once, in the order of their offsets. Nothing is lost with the room, since the offset of a
 * request is not committed while it waits: the next session reads it again.
 */
final class WaitingRoom {
    /** With as many inside, the room is full. */
    static final int MAX_REQUESTS = 10_000;
    /** Or with as much. */
    static final long MAX_BYTES = 64L << 20;

    private final Map<TopicPartition, NavigableMap<Long, Asked>> waiting = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private long bytes;

    /** Lets a request in; false if one with its id waits already, and for both. */
    boolean enter(Asked asked) {
        if (!ids.add(asked.id())) {
            return false;
        }
        waiting.computeIfAbsent(asked.place(), place -> new TreeMap<>()).put(asked.offset(), asked);
        bytes += asked.bytes();
        return true;
    }

    /** Lets a request go, if it is the one that waits. */
    void leave(Asked asked) {
        NavigableMap<Long, Asked> line = waiting.getOrDefault(asked.place(), new TreeMap<>());
        if (line.remove(asked.offset()) != null) {
            ids.remove(asked.id());
            bytes -= asked.bytes();
        }
        if (line.isEmpty()) {
            waiting.remove(asked.place());
        }
    }

    boolean has(String id) {
        return ids.contains(id);
    }

    /** Those whose turn it is; they stay until they {@link #leave}. */
    List<Asked> next(int most) {
        return waiting.values().stream().flatMap(line -> line.values().stream()).limit(most).toList();
    }

    /** The lowest offset of a partition that must not be committed yet. */
    Optional<Long> first(TopicPartition place) {
        return Optional.ofNullable(waiting.get(place)).map(NavigableMap::firstKey);
    }

    /** True when nobody else should be asked in. */
    boolean isFull() { return ids.size() >= MAX_REQUESTS || bytes >= MAX_BYTES; }

    boolean isEmpty() { return ids.isEmpty(); }

    int size() {
        return ids.size();
    }
}
