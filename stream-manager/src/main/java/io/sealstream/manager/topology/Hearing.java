package io.sealstream.manager.topology;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what this process hears (heads and heartbeats), so that its own deafness is not taken for the silence of nodes. Thread-safe. */
final class Hearing {
    private final AtomicLong heard = new AtomicLong();

    void heardSomething() {
        heard.incrementAndGet();
    }

    long count() {
        return heard.get();
    }
}
