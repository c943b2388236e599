package io.sealstream.schemas.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orderly end of a process. What was started last is closed first; each closing has a bound, so that one stuck part cannot keep the
 * others open. Runs once: on SIGTERM or SIGINT (through {@link #onSignal}), or when {@link #close} is called. Thread-safe.
 */
public final class Shutdown implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration PER_STEP = Duration.ofSeconds(15);

    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean closing;
    private volatile boolean awaited;
    private volatile int exitCode;

    private record Step(String name, AutoCloseable part) {}

    /**
     * Also closes when the JVM is told to end. A process that runs (its main is in {@link #await}) then ends with code 0, and not with
     * the 143 of an unhandled SIGTERM. Only a main calls this.
     */
    public Shutdown onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close();
            if (awaited) {
                Runtime.getRuntime().halt(exitCode);
            }
        }, "shutdown"));
        return this;
    }

    /** Closes everything and ends the process with this code: for a failure that a running process cannot survive. */
    public void exit(int code) {
        exitCode = code;
        System.exit(code);
    }

    /** Closes {@code part} before everything added earlier. A part that comes after the end began is closed at once. */
    public <T extends AutoCloseable> T add(String name, T part) {
        synchronized (this) {
            if (!closing) {
                steps.push(new Step(name, part));
                return part;
            }
        }
        run(new Step(name, part));
        return part;
    }

    /** Waits until everything is closed: the last line of a main. */
    public void await() throws InterruptedException {
        awaited = true;
        done.await();
    }

    /** Closes everything, newest first. A second call waits for the first. */
    @Override
    public void close() {
        if (!begin()) {
            awaitQuietly();
            return;
        }
        while (!steps.isEmpty()) {
            run(steps.pop());
        }
        done.countDown();
    }

    private synchronized boolean begin() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private void awaitQuietly() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Step step) {
        CountDownLatch closed = new CountDownLatch(1);
        Thread.ofPlatform().name("close-" + step.name()).daemon().start(() -> {
            try {
                step.part().close();
            } catch (Exception e) {
                LOGGER.atWarn().addKeyValue("part", step.name()).setCause(e).log("Part failed to close");
            } finally {
                closed.countDown();
            }
        });
        try {
            if (!closed.await(PER_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().addKeyValue("part", step.name()).addKeyValue("waited", PER_STEP)
                        .log("Part does not close; going on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
