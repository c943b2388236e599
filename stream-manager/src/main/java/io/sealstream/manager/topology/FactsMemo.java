package io.sealstream.manager.topology;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the entries of a store told, by the digest of their bytes. Whoever asks for totals every few seconds must not decode everything again
 * where little has changed. Thread-safe; one small entry for each of the store.
 *
 * @param <F> what is kept of an entry: a few numbers, not its state
 */
final class FactsMemo<F> {
    private final Function<byte[], F> reader;
    private final Map<String, Known<F>> entries = new ConcurrentHashMap<>();

    private record Known<F>(Bytes digest, F facts) {}

    FactsMemo(Function<byte[], F> reader) {
        this.reader = reader;
    }

    /** The facts of the entry that bytes say. */
    F facts(String key, byte[] bytes) {
        Bytes digest = Bytes.of(Hashes.sha256(bytes));
        Known<F> known = entries.get(key);
        if (known != null && known.digest().equals(digest)) {
            return known.facts();
        }
        F facts = reader.apply(bytes);
        entries.put(key, new Known<>(digest, facts));
        return facts;
    }
}
