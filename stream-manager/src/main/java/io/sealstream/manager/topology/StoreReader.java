package io.sealstream.manager.topology;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads of all local stores of a name together, from any thread. Throws {@code ManagerQueries.StoresNotReady} while there are none. */
public interface StoreReader {
    byte @Nullable [] get(String store, String key);

    /** Visits keys from one to another, both included, until the visitor returns false; ascending inside a partition only. */
    void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor);
}
