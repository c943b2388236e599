package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.Frozen;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Attempts and failures by stage.
 *
 * @param attempts highest attempt that was begun; rises only
 * @param failures failures in a row since the last success or since an operator asked for a retry
 * @param voidProofs proofs of attempts up to this one do not count any more
 */
public record Tries(SortedMap<Stage, Integer> attempts, SortedMap<Stage, Integer> failures, int voidProofs) {
    public static final Tries NONE = new Tries(new TreeMap<>(), new TreeMap<>(), 0);

    public Tries {
        attempts = Frozen.map(attempts);
        failures = Frozen.map(failures);
    }

    /** Attempts begun so far. */
    public int attempts(Stage stage) {
        return attempts.getOrDefault(stage, 0);
    }

    /** Failures in a row. */
    public int failures(Stage stage) {
        return failures.getOrDefault(stage, 0);
    }

    Tries begun(Stage stage, int attempt) {
        SortedMap<Stage, Integer> next = new TreeMap<>(attempts);
        next.merge(stage, attempt, Math::max);
        return new Tries(next, failures, voidProofs);
    }

    Tries failed(Stage stage) {
        SortedMap<Stage, Integer> next = new TreeMap<>(failures);
        next.merge(stage, 1, Integer::sum);
        return new Tries(attempts, next, voidProofs);
    }

    Tries cleared(Stage stage) {
        SortedMap<Stage, Integer> next = new TreeMap<>(failures);
        next.remove(stage);
        return new Tries(attempts, next, voidProofs);
    }

    Tries voided() {
        return new Tries(attempts, failures, attempts(Stage.PROVE));
    }
}
