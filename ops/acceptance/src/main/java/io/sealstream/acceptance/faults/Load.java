package io.sealstream.acceptance.faults;

import io.sealstream.devnet.up.RpcClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Commands one after the other from several clients, each refused and answered in a transaction, so that nearly always one is open. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    /** A sector that nobody has. */
    private static final long NOWHERE = 999_999_999;
    private static final String REFUSAL = "nothing of sector";
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final AtomicLong answered = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private long lastAnswer = System.nanoTime();
    private long longestGap;
    private volatile boolean over;

    /** @param run names the clients; numbers of one client only rise */
    Load(RpcClient manager, String miner, String run) {
        for (int i = 0; i < CLIENTS; i++) {
            String client = run + "-" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (long number = 1; !over;) {
                    if (isAnswered(manager, client, number, miner)) {
                        number++;
                        answer();
                    } else {
                        LockSupport.parkNanos(AGAIN.toNanos());
                    }
                }
            }));
        }
    }

    /** Only the manager's own refusal is an answer; a timeout means that the same number is to be sent again. */
    private static boolean isAnswered(RpcClient manager, String client, long number, String miner) {
        try {
            manager.call("Sealstream.RetrySector", client, number, miner, NOWHERE);
            return true;
        } catch (RpcClient.Refused e) {
            return String.valueOf(e.getMessage()).contains(REFUSAL);
        } catch (RpcClient.Unreachable e) {
            return false;
        }
    }

    private synchronized void answer() {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastAnswer);
        lastAnswer = now;
        answered.incrementAndGet();
    }

    long answered() {
        return answered.get();
    }

    /** From now on gaps count. */
    synchronized void forgetGaps() {
        longestGap = 0;
    }

    /** Longest time in which no client had an answer. */
    synchronized Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap, System.nanoTime() - lastAnswer));
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
    }
}
