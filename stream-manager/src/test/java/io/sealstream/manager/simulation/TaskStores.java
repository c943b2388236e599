package io.sealstream.manager.simulation;

import io.sealstream.manager.topology.StateStore;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The local stores of one task over its changelog: what a transaction puts is seen by it at once and kept only when it is committed. */
final class TaskStores implements StateStore {
    private final Map<String, NavigableMap<String, byte[]>> local = new TreeMap<>();
    private final Map<String, NavigableMap<String, Optional<byte[]>>> open = new TreeMap<>();

    /** Restores from a changelog. */
    TaskStores(Map<String, NavigableMap<String, byte[]>> changelog) {
        changelog.forEach((store, entries) -> local.put(store, new TreeMap<>(entries)));
    }

    @Override
    public byte @Nullable [] get(String store, String key) {
        NavigableMap<String, Optional<byte[]>> changed = open.get(store);
        Optional<byte[]> put = changed == null ? null : changed.get(key);
        if (put != null) {
            return put.orElse(null);
        }
        NavigableMap<String, byte[]> entries = local.get(store);
        return entries == null ? null : entries.get(key);
    }

    @Override
    public void put(String store, String key, byte @Nullable [] value) {
        open.computeIfAbsent(store, each -> new TreeMap<>()).put(key, Optional.ofNullable(value));
    }

    @Override
    public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
        Map<String, byte[]> seen = local.getOrDefault(store, new TreeMap<>()).subMap(from, true, to, true);
        NavigableMap<String, Optional<byte[]>> changed = open.get(store);
        if (changed != null) {
            TreeMap<String, byte[]> merged = new TreeMap<>(seen);
            changed.subMap(from, true, to, true).forEach((key, value) -> {
                if (value.isPresent()) {
                    merged.put(key, value.get());
                } else {
                    merged.remove(key);
                }
            });
            seen = merged;
        }
        for (Map.Entry<String, byte[]> entry : seen.entrySet()) {
            if (!visitor.test(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    /** Keeps what the transaction put, here and in the changelog. */
    void commit(Map<String, NavigableMap<String, byte[]>> changelog) {
        open.forEach((store, changed) -> changed.forEach((key, value) -> {
            keep(local, store, key, value);
            keep(changelog, store, key, value);
        }));
        open.clear();
    }

    private static void keep(Map<String, NavigableMap<String, byte[]>> into, String store, String key, Optional<byte[]> value) {
        NavigableMap<String, byte[]> entries = into.computeIfAbsent(store, each -> new TreeMap<>());
        value.ifPresentOrElse(bytes -> entries.put(key, bytes), () -> entries.remove(key));
    }
}
