package io.sealstream.manager.edge.chain;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which records of one partition are done while they are worked on concurrently. The committed offset is the lowest one that is not done,
 * so a crash repeats work but loses none.
 */
final class OffsetLedger {
    private final TreeSet<Long> open = new TreeSet<>();
    private long next;
    private long committed;

    /** @param start offset of the first record that will be opened */
    OffsetLedger(long start) {
        next = start;
        committed = start;
    }

    /** A record was taken; offsets come in rising order, with gaps where the log has transaction markers. */
    synchronized void open(long offset) {
        open.add(offset);
        next = Math.max(next, offset + 1);
    }

    /** The record's result is stored. */
    synchronized void done(long offset) {
        open.remove(offset);
    }

    /** The offset to commit, when it has risen since the last call. */
    synchronized OptionalLong advance() {
        long now = open.isEmpty() ? next : open.first();
        if (now <= committed) {
            return OptionalLong.empty();
        }
        committed = now;
        return OptionalLong.of(now);
    }

    synchronized int inFlight() {
        return open.size();
    }
}
