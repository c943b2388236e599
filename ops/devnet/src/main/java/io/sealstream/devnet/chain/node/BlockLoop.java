package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tipsets in time: one each block time, many at once when the pace says so. One thread, {@code chain-blocks}. */
public final class BlockLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BlockLoop.class);
    /** Pause before a block is tried again for which a proof could not be checked. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final DevChain chain;
    private final Duration blockTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final AtomicReference<String> skipping = new AtomicReference<>("");
    private final Thread thread;

    public BlockLoop(DevChain chain, Duration blockTime) {
        this.chain = chain;
        this.blockTime = blockTime;
        this.thread = Thread.ofPlatform().name("chain-blocks").unstarted(this::run);
    }

    public BlockLoop start() {
        thread.start();
        return this;
    }

    private void run() {
        long due = System.nanoTime();
        try {
            while (closed.getCount() > 0) {
                switch (chain.next()) {
                    case Pace.Step.RealTime realTime -> {
                        note("");
                        due = Math.max(due + blockTime.toNanos(), System.nanoTime());
                        if (closed.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                            return;
                        }
                        produce(chain.chain().head().height() + 1);
                    }
                    case Pace.Step.Skip skip -> {
                        note(skip.reason());
                        produce(skip.epoch());
                        due = System.nanoTime();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String reason) {
        if (!skipping.getAndSet(reason).equals(reason) && !reason.isEmpty()) {
            LOGGER.atInfo().addKeyValue("epoch", chain.chain().head().height()).addKeyValue("reason", reason)
                    .log("Skipping ahead");
        }
    }

    private void produce(long epoch) throws InterruptedException {
        try {
            chain.produce(epoch);
            trouble.set("");
        } catch (RuntimeException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!trouble.getAndSet(why).equals(why)) {
                LOGGER.atError().addKeyValue("epoch", epoch).setCause(e).log("No block can be made; trying again");
            }
            closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
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
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
