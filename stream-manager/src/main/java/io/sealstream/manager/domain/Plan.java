package io.sealstream.manager.domain;

import io.sealstream.filecoin.ChainEpoch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a state waits for.
 *
 * @param standing effects it stands by
 * @param actAt    epoch at which it decides something by itself on a wake, or null
 */
public record Plan(List<Standing> standing, @Nullable ChainEpoch actAt) {
    public static final Plan NOTHING = new Plan(List.of(), null);

    public Plan {
        standing = List.copyOf(standing);
    }

    public static Plan of(Standing... standing) {
        return new Plan(List.of(standing), null);
    }

    public static Plan actAt(ChainEpoch epoch) {
        return new Plan(List.of(), epoch);
    }

    /** Both plans. */
    public Plan and(Plan other) {
        @Nullable
        ChainEpoch at = actAt == null ? other.actAt : other.actAt == null ? actAt : actAt.min(other.actAt);
        return new Plan(Stream.concat(standing.stream(), other.standing.stream()).toList(), at);
    }

    /** Epoch of the next wake after {@code now}; empty when the state waits for nothing. */
    public Optional<ChainEpoch> wakeAfter(ChainEpoch now) {
        Stream<ChainEpoch> repeats = standing.stream().map(s -> s.firstAfter(now));
        Stream<ChainEpoch> own = actAt == null ? Stream.empty() : Stream.of(actAt.max(now.plus(1)));
        return Stream.concat(repeats, own).min(ChainEpoch::compareTo);
    }

    /** Task that stands for a node, by id. */
    boolean holdsTask(String node, String taskId) {
        return standing.stream().anyMatch(s -> s.effect() instanceof Effect.PutTask put && put.task().ref().node().equals(node)
                && put.task().ref().taskId().equals(taskId));
    }
}
