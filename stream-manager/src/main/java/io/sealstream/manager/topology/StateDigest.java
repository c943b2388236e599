package io.sealstream.manager.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over all states of one log at a sequence: the log's name, the sequence (8 bytes), then store, key and canonical value of each state,
 * ascending by store and by the bytes of the key. Every text and value stands behind its length (4 bytes).
 */
public final class StateDigest {
    private final MessageDigest sha;

    /** @param log key of the miner or the lane */
    public StateDigest(String log, long sequence) {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        add(log.getBytes(StandardCharsets.UTF_8));
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
    }

    /** The digest of what stands in stores. */
    static StateDigest of(StateStore stores, List<Stores.Kind<?>> kinds, String log, long sequence) {
        StateDigest digest = new StateDigest(log, sequence);
        kinds.forEach(kind -> Stores.scan(stores, kind, log, (key, value) -> {
            digest.add(kind.store(), key.getBytes(StandardCharsets.UTF_8), value);
            return true;
        }));
        return digest;
    }

    /** Adds the next state. */
    public void add(String store, byte[] key, byte[] value) {
        add(store.getBytes(StandardCharsets.UTF_8));
        add(key);
        add(value);
    }

    private void add(byte[] bytes) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha.update(bytes);
    }

    /** The digest in hexadecimal; nothing can be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(sha.digest());
    }
}
