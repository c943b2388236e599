package io.sealstream.manager.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that happened, and a digest of everything: two runs of one seed are the same run if their digests are equal. */
final class Trace {
    private static final int KEPT = 4_000;

    private final Scheduler scheduler;
    private final Deque<String> lines = new ArrayDeque<>();
    private long digest = 1;

    Trace(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void say(String who, String what) {
        digest = digest * 31 + who.hashCode();
        digest = digest * 31 + what.hashCode();
        digest = digest * 31 + scheduler.now();
        lines.add(Instant.ofEpochMilli(scheduler.now()) + " " + who + ": " + what);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    long digest() {
        return digest;
    }

    /** The last lines, without those of a kind that tell nothing. */
    List<String> last(int most) {
        List<String> told = lines.stream().toList();
        return told.subList(Math.max(0, told.size() - most), told.size());
    }
}
