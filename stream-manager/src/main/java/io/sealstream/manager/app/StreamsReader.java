package io.sealstream.manager.app;

import io.sealstream.manager.query.ManagerQueries.StoresNotReady;
import io.sealstream.manager.topology.StoreReader;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Reads of the local stores of a Streams application. */
final class StreamsReader implements StoreReader {
    private final KafkaStreams streams;
    private final HostInfo self;

    /** @param self this process, as the group knows it */
    StreamsReader(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    /** The local part of a store; empty where all its parts are with other processes. */
    private Optional<ReadOnlyKeyValueStore<String, byte[]>> store(String name) {
        try {
            return Optional.of(streams
                    .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore())));
        } catch (InvalidStateStoreException e) {
            if (isElsewhere(name)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isElsewhere(String name) {
        Collection<StreamsMetadata> owners = streams.streamsMetadataForStore(name);
        return !owners.isEmpty() && owners.stream().noneMatch(owner -> owner.hostInfo().equals(self));
    }

    @Override
    public byte @Nullable [] get(String store, String key) {
        try {
            return store(store).map(each -> each.get(key)).orElse(null);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw notReady(e);
        }
    }

    @Override
    public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
        try {
            store(store).ifPresent(each -> scan(each, from, to, visitor));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw notReady(e);
        }
    }

    private static void scan(ReadOnlyKeyValueStore<String, byte[]> store, String from, String to,
            BiPredicate<String, byte[]> visitor) {
        try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                if (!visitor.test(entry.key, entry.value)) {
                    return;
                }
            }
        }
    }

    private StoresNotReady notReady(RuntimeException cause) {
        return new StoresNotReady(
                "the stream application is " + streams.state() + "; its stores cannot be read now, ask again in a moment", cause);
    }
}
