package io.sealstream.manager.topology;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Stores of one partition in memory: what the shell needs when Kafka Streams is not there. */
final class MemoryState implements StateStore {
    final Map<String, TreeMap<String, byte[]>> stores = new TreeMap<>();

    @Override
    public byte @Nullable [] get(String store, String key) {
        return stores.getOrDefault(store, new TreeMap<>()).get(key);
    }

    @Override
    public void put(String store, String key, byte @Nullable [] value) {
        TreeMap<String, byte[]> entries = stores.computeIfAbsent(store, s -> new TreeMap<>());
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
        for (Map.Entry<String, byte[]> entry : stores.getOrDefault(store, new TreeMap<>()).subMap(from, true, to, true)
                .entrySet()) {
            if (!visitor.test(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }
}
