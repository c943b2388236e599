package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.topology.Stores.Kind;
import io.sealstream.manager.wire.EventMeta;
import io.sealstream.manager.wire.EventRecords;
import io.sealstream.manager.wire.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything one record changes, in memory. States read through it and are written into it; nothing reaches a store or a topic before the
 * whole record is decided and encoded.
 */
final class Unit {
    /** Most commands one record may lead to. More is a loop, and a bug. */
    static final int MAX_COMMANDS = 100_000;

    private final StateStore stores;
    private final StateMemo memo;
    private final int partitions;
    private final String cause;
    private final Map<String, Map<String, Object>> states = new LinkedHashMap<>();
    private final Map<String, Map<String, Optional<String>>> texts = new TreeMap<>();
    private final Map<String, Map<String, Boolean>> dirty = new TreeMap<>();
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private ChainEpoch now;
    private int commands;

    /** A record that leaves; {@code historyKey} where the history keeps a copy. */
    record Leaving(Outgoing outgoing, @Nullable String historyKey) {}

    Unit(StateStore stores, StateMemo memo, int partitions, ChainEpoch now, String cause) {
        this.stores = stores;
        this.memo = memo;
        this.partitions = partitions;
        this.now = now;
        this.cause = cause;
    }

    ChainEpoch now() {
        return now;
    }

    void advance(ChainEpoch epoch) {
        now = epoch;
    }

    // ---- states

    <S> @Nullable S get(Kind<S> kind, String key) {
        Map<String, Object> known = states.computeIfAbsent(kind.store(), s -> new HashMap<>());
        Object cached = known.get(key);
        if (cached != null) {
            return kind.type().cast(cached);
        }
        byte[] bytes = stores.get(kind.store(), key);
        if (bytes == null) {
            return null;
        }
        S state = memo.decode(kind, key, bytes);
        known.put(key, state);
        return state;
    }

    <S> S require(Kind<S> kind, String key) {
        S state = get(kind, key);
        if (state == null) {
            throw new IllegalStateException("a state of " + kind.store() + " is missing: " + key);
        }
        return state;
    }

    /** Takes a state as it stands; nothing of it is written. */
    <S> void know(Kind<S> kind, String key, S state) {
        states.computeIfAbsent(kind.store(), s -> new HashMap<>()).put(key, state);
    }

    <S> void put(Kind<S> kind, String key, S state) {
        states.computeIfAbsent(kind.store(), s -> new HashMap<>()).put(key, state);
        dirty.computeIfAbsent(kind.store(), s -> new TreeMap<>()).put(key, true);
    }

    // ---- small texts: positions and timers

    Optional<String> text(String store, String key) {
        Optional<String> written = texts.getOrDefault(store, Map.of()).get(key);
        if (written != null) {
            return written;
        }
        byte[] bytes = stores.get(store, key);
        return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    void putText(String store, String key, @Nullable String value) {
        texts.computeIfAbsent(store, s -> new TreeMap<>()).put(key, Optional.ofNullable(value));
    }

    StateStore stores() {
        return stores;
    }

    // ---- commands

    void enqueue(Target target, Command command, @Nullable SpecificRecord record, @Nullable ChainEpoch wokenAfter) {
        if (++commands > MAX_COMMANDS) {
            throw new IllegalStateException(
                    "one record led to more than " + MAX_COMMANDS + " commands; the last one is " + command.name() + " for "
                            + target.key());
        }
        queue.add(new Pending(target, command, record, wokenAfter));
    }

    @Nullable
    Pending next() {
        return queue.poll();
    }

    // ---- records that leave

    void send(Outgoing record) {
        leaving.add(new Leaving(record, null));
    }

    /**
     * Records an event with the next sequence of its log.
     *
     * @param log      key of the log: the miner or the lane
     * @param historic true when the history keeps a copy
     */
    void record(String positions, String log, Event event, boolean historic) {
        long sequence = Long.parseLong(text(positions, log).orElse("0")) + 1;
        putText(positions, log, Long.toString(sequence));
        Outgoing outgoing = EventRecords.of(event, new EventMeta(sequence, now, cause), partitions);
        leaving.add(new Leaving(outgoing, historic ? Stores.historyKey(outgoing.key(), sequence) : null));
    }

    List<Leaving> leaving() {
        return leaving;
    }

    /** All puts, encoded, in a fixed order. */
    List<Put> puts() {
        List<Put> puts = new ArrayList<>();
        dirty.forEach((store, keys) -> keys.keySet()
                .forEach(key -> puts.add(new Put(store, key, memo.encode(store, key, state(store, key))))));
        texts.forEach((store, entries) -> entries.forEach((key, value) -> puts.add(new Put(store, key, value
                .map(v -> v.getBytes(StandardCharsets.UTF_8)).orElse(null)))));
        return puts;
    }

    private Object state(String store, String key) {
        Object state = states.getOrDefault(store, Map.of()).get(key);
        if (state == null) {
            throw new IllegalStateException("a dirty state of " + store + " is missing: " + key);
        }
        return state;
    }

    /** One put; null removes. Nobody changes the array. */
    @SuppressWarnings("ArrayRecordComponent")
    record Put(String store, String key, byte @Nullable [] value) {}
}
