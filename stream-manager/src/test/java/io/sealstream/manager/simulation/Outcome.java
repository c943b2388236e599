package io.sealstream.manager.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param violation what did not hold; null when all is well
 * @param faults    faults the storm had
 * @param strikes   how often each sudden fault struck
 * @param epochs    epochs that were simulated, those that were skipped included
 * @param events    events in the log
 * @param counts    how often each kind of event was recorded
 * @param steps     actions of the scheduler
 * @param messages  messages that were executed, and how many of them failed
 * @param proven    sectors on chain at the end that are not faulty
 * @param missed    sectors that became faulty, each with an outage that explains it
 * @param audits    digests that managers gave and that were equal to those of the events
 * @param attempts  most attempts that any step of a sector had
 * @param digest    equal for equal runs
 * @param trace     the last lines
 */
record Outcome(Options options, @Nullable Throwable violation, Set<Fault> faults, Map<Fault, Integer> strikes, long epochs,
        long events, Map<String, Integer> counts, long steps,
        Messages messages, int proven, int missed, int audits, int attempts, long digest, List<String> trace) {
    /** Counts of executed messages. */
    record Messages(int executed, int failed) {}

    Outcome {
        faults = Set.copyOf(faults);
        strikes = Map.copyOf(strikes);
        trace = List.copyOf(trace);
        counts = Map.copyOf(counts);
    }

    /** The same without the trace. */
    Outcome brief() {
        return new Outcome(options, violation, faults, strikes, epochs, events, counts, steps, messages, proven, missed, audits,
                attempts,
                digest, List.of());
    }

    /** How often a kind of event was recorded. */
    int count(String event) {
        return counts.getOrDefault(event, 0);
    }

    boolean ok() {
        return violation == null;
    }

    String what() {
        return violation == null ? "ok" : String.valueOf(violation.getMessage());
    }
}
