package io.sealstream.node.fetch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes and files that are here, counted by all threads that fetch. */
final class Tally {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();

    /** Bytes that came, or, below zero, were thrown away. */
    void came(long more) {
        bytes.addAndGet(more);
    }

    /** Bytes that are to come altogether, more or less than was thought before. */
    void expect(long more) {
        total.addAndGet(more);
    }

    void fileDone() {
        files.incrementAndGet();
    }

    long bytes() {
        return bytes.get();
    }

    long total() {
        return total.get();
    }

    int files() {
        return files.get();
    }
}
