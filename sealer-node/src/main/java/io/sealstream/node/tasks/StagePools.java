package io.sealstream.node.tasks;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform threads that stages run on, {@code pc1-0}, {@code c2-0} and so on: native calls block for hours and would pin
 * virtual threads. Queues are bounded; a full one refuses with {@link java.util.concurrent.RejectedExecutionException}.
 */
public final class StagePools implements AutoCloseable {
    /** More than the sectors of any partition (2349), whose vanilla proofs are queued at once, times a few partitions. */
    private static final int QUEUE = 16_384;

    private final Map<Pool, ThreadPoolExecutor> executors = new EnumMap<>(Pool.class);

    /** Pools of the given sizes; a pool that is not named has one thread. */
    public StagePools(Map<Pool, Integer> sizes) {
        for (Pool pool : Pool.values()) {
            int size = sizes.getOrDefault(pool, 1);
            AtomicInteger next = new AtomicInteger();
            executors.put(pool, new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE),
                    work -> Thread.ofPlatform().daemon().name(pool.prefix() + "-" + next.getAndIncrement()).unstarted(work)));
        }
    }

    void execute(Pool pool, Runnable work) {
        executor(pool).execute(work);
    }

    /** Threads of a pool that work at this moment. */
    public int busy(Pool pool) {
        return executor(pool).getActiveCount();
    }

    /** Stages that wait for a thread of a pool. */
    public int queued(Pool pool) {
        return executor(pool).getQueue().size();
    }

    public int size(Pool pool) {
        return executor(pool).getCorePoolSize();
    }

    private ThreadPoolExecutor executor(Pool pool) {
        ThreadPoolExecutor executor = executors.get(pool);
        if (executor == null) {
            throw new IllegalStateException("no pool " + pool);
        }
        return executor;
    }

    /** Interrupts every stage; engine processes in the middle of a call are ended by that. */
    @Override
    public void close() {
        executors.values().forEach(ThreadPoolExecutor::shutdownNow);
    }
}
