package io.sealstream.manager.app;

import io.sealstream.manager.query.ManagerQueries.StoresNotReady;
import io.sealstream.manager.topology.StoreReader;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Reads of the local stores of a Streams application. */
final class StreamsReader implements StoreReader {
    private final KafkaStreams streams;

    StreamsReader(KafkaStreams streams) {
        this.streams = streams;
    }

    private ReadOnlyKeyValueStore<String, byte[]> store(String name) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore()));
    }

    @Override
    public byte @Nullable [] get(String store, String key) {
        try {
            return store(store).get(key);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw notReady(e);
        }
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
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw notReady(e);
        }
    }

    private StoresNotReady notReady(RuntimeException cause) {
        return new StoresNotReady(
                "the stream application is " + streams.state() + "; its stores cannot be read now, ask again in a moment", cause);
    }
}
