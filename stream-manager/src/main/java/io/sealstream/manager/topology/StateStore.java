package io.sealstream.manager.topology;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one partition of one sub-topology. Keys are text, values are bytes that nobody changes afterwards. Called by one thread at a
 * time; what is put takes part in the transaction of the record.
 */
public interface StateStore {
    byte @Nullable [] get(String store, String key);

    /** {@code value} null removes the key. */
    void put(String store, String key, byte @Nullable [] value);

    /**
     * Visits keys in ascending order, both ends included, until the visitor returns false. The visitor must not put.
     */
    void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor);
}
