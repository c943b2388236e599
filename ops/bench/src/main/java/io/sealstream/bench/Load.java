package io.sealstream.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Keeps a number of requests in flight and takes the time of each. */
final class Load {
    /** More requests than are ever in flight, a power of two. */
    private static final int RING = 1 << 16;
    private static final int MOST_MEASURED = 4_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RoundTrip trip;
    private final AtomicLongArray sentAt = new AtomicLongArray(RING);
    private final Semaphore free = new Semaphore(0);
    private final AtomicLong measured = new AtomicLong();
    private final long[] times = new long[MOST_MEASURED];
    private volatile boolean measuring;
    private long next;

    Load(RoundTrip trip) {
        this.trip = trip;
        trip.onAnswer(this::answered);
    }

    private void answered(long number) {
        long took = System.nanoTime() - sentAt.get((int) (number % RING));
        if (measuring) {
            long index = measured.getAndIncrement();
            if (index < MOST_MEASURED) {
                times[(int) index] = took;
            }
        }
        free.release();
    }

    /** Runs warm, then measures. */
    Latencies run(int inFlight, Duration warm, Duration time) {
        free.release(inFlight);
        sendFor(warm);
        measured.set(0);
        measuring = true;
        long began = System.nanoTime();
        sendFor(time);
        measuring = false;
        double seconds = (System.nanoTime() - began) / 1e9;
        acquire(inFlight);
        int count = (int) Math.min(measured.get(), MOST_MEASURED);
        return new Latencies(java.util.Arrays.copyOf(times, count), seconds);
    }

    /** How many requests were sent in all. */
    long sent() {
        return next;
    }

    private void sendFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            acquire(1);
            sentAt.set((int) (next % RING), System.nanoTime());
            trip.send(next);
            next++;
        }
    }

    private void acquire(int permits) {
        try {
            boolean got = free.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS);
            trip.check();
            if (!got) {
                throw new BenchException("no answer within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
