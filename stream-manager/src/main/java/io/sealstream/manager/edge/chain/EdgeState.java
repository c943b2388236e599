package io.sealstream.manager.edge.chain;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What people may ask about the chain edge; written by its threads, read by the health check. */
public final class EdgeState {
    private final Map<Use, Exception> failures = new ConcurrentSkipListMap<>();
    private final AtomicReference<String> chain = new AtomicReference<>("not asked yet");
    private final AtomicReference<String> heads = new AtomicReference<>("another process writes heads");
    private final AtomicLong headEpoch = new AtomicLong(-1);
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** What the edge uses Kafka for. */
    enum Use {
        /** Its requests are taken. */
        REQUESTS,
        /** Its results are stored. */
        RESULTS,
        /** Heads are stored. */
        HEADS
    }

    /** Why Kafka is of no use to the edge now; empty where it works. */
    public Optional<Exception> failure() {
        return failures.values().stream().findFirst();
    }

    /** {@code ok}, or why the chain node gives no answers. */
    public String chain() {
        return chain.get();
    }

    /** {@code ok}, or why no heads are written here. */
    public String heads() {
        return heads.get();
    }

    /** Epoch of the newest head written here; -1 before the first. */
    public long headEpoch() {
        return headEpoch.get();
    }

    /** Requests that are worked on. */
    public long inFlight() {
        return inFlight.get();
    }

    /** Requests that were answered since the start. */
    public long answered() {
        return answered.get();
    }

    /** Requests that were answered with a failure since the start. */
    public long failed() {
        return failed.get();
    }

    void failed(Use use, Exception failure) {
        failures.put(use, failure);
    }

    void works(Use use) {
        failures.remove(use);
    }

    void chainIs(String state) {
        chain.set(state);
    }

    void headsAre(String state) {
        heads.set(state);
    }

    void headWritten(long epoch) {
        works(Use.HEADS);
        headEpoch.set(epoch);
        heads.set("ok");
    }

    void began() {
        inFlight.incrementAndGet();
    }

    void ended(boolean ok) {
        inFlight.decrementAndGet();
        (ok ? answered : failed).incrementAndGet();
    }

    void forgotten() {
        inFlight.decrementAndGet();
    }
}
