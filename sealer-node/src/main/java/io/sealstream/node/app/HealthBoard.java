package io.sealstream.node.app;

import io.sealstream.schemas.runtime.HealthState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest word of each part of the process. Thread safe. */
final class HealthBoard {
    private final Map<String, HealthState> parts = new ConcurrentSkipListMap<>();

    /** Takes a word; the time of one that says the same as before stays. */
    void tell(HealthState state) {
        parts.merge(state.part(), state, (before, now) -> same(before, now) ? before : now);
    }

    private static boolean same(HealthState before, HealthState now) {
        return before.status() == now.status() && before.detail().equals(now.detail());
    }

    List<HealthState> all() {
        return List.copyOf(parts.values());
    }
}
