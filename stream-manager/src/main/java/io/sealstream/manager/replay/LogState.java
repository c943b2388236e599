package io.sealstream.manager.replay;

import io.sealstream.manager.topology.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a replay found of one log.
 *
 * @param log      miner or sender
 * @param sequence its last event
 * @param digest   digest of its states
 * @param states   how many sectors, partitions and messages are in which state
 */
public record LogState(String log, long sequence, String digest, SortedMap<String, SortedMap<String, Integer>> states) {
    /** All logs of a fold. */
    public static List<LogState> of(Fold fold) {
        return fold.positions().entrySet().stream()
                .map(e -> new LogState(e.getKey(), e.getValue(), fold.digest(e.getKey()), counts(fold, e.getKey()))).toList();
    }

    private static SortedMap<String, SortedMap<String, Integer>> counts(Fold fold, String log) {
        SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
        count(counts, "sectors", fold.states(Stores.SECTORS, log).values().stream().map(s -> s.state().getClass()).toList());
        count(counts, "partitions",
                fold.states(Stores.PARTITIONS, log).values().stream().map(p -> p.state().getClass()).toList());
        count(counts, "messages", fold.states(Stores.MESSAGES, log).values().stream().map(m -> m.state().getClass()).toList());
        return counts;
    }

    private static void count(Map<String, SortedMap<String, Integer>> counts, String what,
            Collection<? extends Class<?>> states) {
        states.forEach(state -> counts.computeIfAbsent(what, w -> new TreeMap<>()).merge(state.getSimpleName(), 1, Integer::sum));
    }
}
