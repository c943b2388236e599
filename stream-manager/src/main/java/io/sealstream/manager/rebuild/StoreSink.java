package io.sealstream.manager.rebuild;

import java.nio.charset.StandardCharsets;

/** Takes the entries of rebuilt stores. */
interface StoreSink {
    void put(String store, int partition, byte[] key, byte[] value);

    default void put(String store, int partition, String key, byte[] value) {
        put(store, partition, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
