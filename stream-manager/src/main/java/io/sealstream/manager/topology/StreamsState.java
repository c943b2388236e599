package io.sealstream.manager.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores of one task of Kafka Streams. */
final class StreamsState implements StateStore {
    private final Map<String, KeyValueStore<String, byte[]>> stores = new HashMap<>();

    StreamsState(ProcessorContext<OutKey, byte[]> context, List<String> names) {
        for (String name : names) {
            KeyValueStore<String, byte[]> store = context.getStateStore(name);
            stores.put(name, store);
        }
    }

    private KeyValueStore<String, byte[]> store(String name) {
        KeyValueStore<String, byte[]> store = stores.get(name);
        if (store == null) {
            throw new IllegalArgumentException("this sub-topology has no store named " + name);
        }
        return store;
    }

    @Override
    public byte @Nullable [] get(String store, String key) {
        return store(store).get(key);
    }

    @Override
    public void put(String store, String key, byte @Nullable [] value) {
        store(store).put(key, value);
    }

    @Override
    public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
        try (KeyValueIterator<String, byte[]> entries = store(store).range(from, to)) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                if (!visitor.test(entry.key, entry.value)) {
                    return;
                }
            }
        }
    }
}
