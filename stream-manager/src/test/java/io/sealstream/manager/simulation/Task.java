package io.sealstream.manager.simulation;

import io.sealstream.schemas.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One partition of one sub-topology as the broker knows it: changelog, committed offsets, and which producer may write. */
final class Task {
    final Part part;
    final int partition;
    final Map<String, NavigableMap<String, byte[]>> changelog = new TreeMap<>();
    final Map<Topic, Long> offsets = new LinkedHashMap<>();
    /** Rises with each owner: the transactions of an older one are fenced. */
    int epoch;
    @Nullable
    Owner owner;

    Task(Part part, int partition) {
        this.part = part;
        this.partition = partition;
        part.topics().forEach(topic -> offsets.put(topic, 0L));
    }

    String name() {
        return part + "-" + partition;
    }
}
