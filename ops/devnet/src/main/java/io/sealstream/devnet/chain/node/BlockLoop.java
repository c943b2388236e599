package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tipsets in time: one each block time, many at once when the pace says so, none while blocks are made by hand. One thread,
 * {@code chain-blocks}.
 */
public final class BlockLoop implements AutoCloseable {
    /** Shortest and longest block time. */
    public static final Duration SHORTEST = Duration.ofMillis(10);
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(BlockLoop.class);
    /** Pause before a block is tried again for which a proof could not be checked. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final DevChain chain;
    private final AtomicReference<Optional<Duration>> blockTime;
    private final Semaphore changed = new Semaphore(0);
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final AtomicReference<String> skipping = new AtomicReference<>("");
    private final Thread thread;
    private volatile boolean closed;

    public BlockLoop(DevChain chain, Duration blockTime) {
        this(chain, Optional.of(blockTime));
    }

    /** @param blockTime of an epoch; empty while blocks are made by hand */
    public BlockLoop(DevChain chain, Optional<Duration> blockTime) {
        this.chain = chain;
        this.blockTime = new AtomicReference<>(blockTime);
        this.thread = Thread.ofPlatform().name("chain-blocks").unstarted(this::run);
    }

    public BlockLoop start() {
        thread.start();
        return this;
    }

    /** Real time of an epoch; empty while blocks are made by hand. */
    public Optional<Duration> blockTime() {
        return blockTime.get();
    }

    /**
     * Changes the block time, at once.
     *
     * @throws ChainException for a time that is too short or too long
     */
    public void blockTime(Optional<Duration> time) {
        if (time.filter(each -> each.compareTo(SHORTEST) < 0 || each.compareTo(LONGEST) > 0).isPresent()) {
            throw new ChainException("a block time is " + SHORTEST.toMillis() + "ms to " + LONGEST.toHours() + "h, not "
                    + time.get().toMillis() + "ms");
        }
        blockTime.set(time);
        changed.release();
    }

    private void run() {
        long due = System.nanoTime();
        try {
            while (!closed) {
                Optional<Duration> time = blockTime.get();
                due = time.isEmpty() ? idle() : step(chain.next(), time.get(), due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long idle() throws InterruptedException {
        note("");
        changed.acquire();
        return System.nanoTime();
    }

    /** When the last epoch was due. */
    private long step(Pace.Step next, Duration time, long last) throws InterruptedException {
        return switch (next) {
            case Pace.Step.RealTime realTime -> {
                note("");
                long due = Math.max(last + time.toNanos(), System.nanoTime());
                if (changed.tryAcquire(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    yield System.nanoTime();
                }
                attempt(chain::tick);
                yield due;
            }
            case Pace.Step.Skip skip -> {
                note(skip.reason());
                attempt(() -> chain.produce(skip.epoch()));
                yield System.nanoTime();
            }
        };
    }

    private void note(String reason) {
        if (!skipping.getAndSet(reason).equals(reason) && !reason.isEmpty()) {
            LOGGER.atInfo().addKeyValue("epoch", chain.chain().head().height()).addKeyValue("reason", reason)
                    .log("Skipping ahead");
        }
    }

    private void attempt(Runnable production) throws InterruptedException {
        try {
            production.run();
            trouble.set("");
        } catch (RuntimeException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!trouble.getAndSet(why).equals(why)) {
                LOGGER.atError().addKeyValue("epoch", chain.chain().head().height()).setCause(e)
                        .log("No block can be made over this epoch; trying again");
            }
            if (changed.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                changed.release();
            }
        }
    }

    /** Why no block can be made at the moment. */
    public Optional<String> trouble() {
        return Optional.of(trouble.get()).filter(why -> !why.isEmpty());
    }

    /** What is skipped to at the moment. */
    public Optional<String> skipping() {
        return Optional.of(skipping.get()).filter(why -> !why.isEmpty());
    }

    @Override
    public void close() {
        closed = true;
        changed.release();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
