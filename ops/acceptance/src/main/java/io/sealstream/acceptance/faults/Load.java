package io.sealstream.acceptance.faults;

import io.sealstream.devnet.up.RpcClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Commands one after the other from several clients, each refused and answered in a transaction, so that nearly always one is open. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    /** A sector that nobody has. */
    private static final long NOWHERE = 999_999_999;

    private final AtomicLong answered = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param run names the clients; numbers of one client only rise */
    Load(RpcClient manager, String miner, String run) {
        for (int i = 0; i < CLIENTS; i++) {
            String client = run + "-" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (long number = 1; !over; number++) {
                    try {
                        manager.call("Sealstream.RetrySector", client, number, miner, NOWHERE);
                    } catch (RpcClient.Refused e) {
                        answered.incrementAndGet();
                    } catch (RpcClient.Unreachable e) {
                        Thread.yield();
                    }
                }
            }));
        }
    }

    long answered() {
        return answered.get();
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
    }
}
