package io.sealstream.manager.edge.chain;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at each chain node every few seconds, on a virtual thread of its own, so that one that hangs delays no other. */
public final class ChainWatch implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;

    public ChainWatch(ChainNodes nodes) {
        this.threads = nodes.all().stream()
                .map(each -> Thread.ofVirtual().name("chain-watch-" + each.name()).unstarted(() -> watch(each))).toList();
    }

    public ChainWatch start() {
        threads.forEach(Thread::start);
        return this;
    }

    private void watch(WatchedNode node) {
        try {
            do {
                node.lookIfDue();
            } while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.forEach(Thread::interrupt);
    }
}
