package io.sealstream.manager.domain.batch;

import java.util.List;

/**
 * When waiting sectors go, and why. Batches of one: every sector goes at once. Larger batches, waiting times and fees come in here, and
 * nowhere else.
 *
 * @param most members of a full batch
 */
public record BatchPolicy(int most) {
    /** Every sector in a message of its own. */
    public static final BatchPolicy SINGLE = new BatchPolicy(1);

    /** What to do with the waiting sectors. */
    public sealed interface Verdict {
        /** Send these, for this reason. */
        record Flush(List<Long> sectors, String reason) implements Verdict {
            public Flush {
                sectors = List.copyOf(sectors);
            }
        }

        /** Wait, for this reason. */
        record Hold(String reason) implements Verdict {}
    }

    /** Decides for sectors in ascending order. */
    public Verdict decide(List<Long> waiting) {
        if (waiting.size() < most) {
            return new Verdict.Hold("waits: " + waiting.size() + " of " + most + " sectors");
        }
        return new Verdict.Flush(waiting.subList(0, most),
                "full: " + most + " of " + most + (most == 1 ? " sector" : " sectors"));
    }
}
