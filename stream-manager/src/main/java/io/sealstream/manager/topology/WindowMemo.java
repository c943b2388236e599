package io.sealstream.manager.topology;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.WindowFacts;
import io.sealstream.manager.wire.StateCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the windows of partitions told, by the digest of the bytes they came from. A partition has a line for each of its sectors and changes
 * a few times a day; whoever asks for its facts every few seconds must not read them all again. Thread-safe; one small entry a partition.
 */
final class WindowMemo {
    private final Map<String, Known> windows = new ConcurrentHashMap<>();

    private record Known(Bytes digest, WindowFacts facts) {}

    /** The facts of the partition that bytes say. */
    WindowFacts facts(String key, byte[] bytes) {
        Bytes digest = Bytes.of(Hashes.sha256(bytes));
        Known known = windows.get(key);
        if (known != null && known.digest().equals(digest)) {
            return known.facts();
        }
        WindowFacts facts = WindowFacts.of(StateCodec.decode(Partition.class, bytes));
        windows.put(key, new Known(digest, facts));
        return facts;
    }
}
