package io.sealstream.manager.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is due runs in the order of its time, and at equal times in the order in which it was asked for. */
final class Scheduler {
    private final PriorityQueue<Due> queue = new PriorityQueue<>(
            Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long now;
    private long order;
    private long steps;

    private record Due(long at, long order, Runnable action) {}

    Scheduler(long start) {
        this.now = start;
    }

    /** Unix milliseconds. */
    long now() {
        return now;
    }

    /** Actions run so far. */
    long steps() {
        return steps;
    }

    /** Runs an action some milliseconds from now. */
    void after(long millis, Runnable action) {
        queue.add(new Due(now + Math.max(0, millis), order++, action));
    }

    /** Runs the next action; false when there is none. */
    boolean step() {
        Due due = queue.poll();
        if (due == null) {
            return false;
        }
        now = due.at();
        steps++;
        due.action().run();
        return true;
    }
}
