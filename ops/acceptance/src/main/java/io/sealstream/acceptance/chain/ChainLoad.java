package io.sealstream.acceptance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.up.RpcClient;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.json.FilecoinJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Callers of a chain that work until it dies: one thread for each sender, one that watches heads and receipts. */
final class ChainLoad {
    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final int LOOK_UPS = 20;

    private final RpcClient rpc;
    private final Acknowledged facts;
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("chain-load-", 0).factory());
    private final List<Future<?>> running;

    ChainLoad(RpcClient rpc, Acknowledged facts, List<Sender> senders) {
        this.rpc = rpc;
        this.facts = facts;
        this.running = Stream.concat(senders.stream().<Runnable>map(sender -> () -> sender.push(rpc, facts)),
                Stream.of(this::watch)).<Future<?>>map(step -> threads.submit(() -> repeat(step))).toList();
    }

    private static void repeat(Runnable step) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                step.run();
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        } catch (RpcClient.Unreachable e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        JsonNode head = rpc.call("Filecoin.ChainHead");
        facts.heads().put(head.path("Height").longValue(), head.path("Cids"));
        facts.messages().keySet().stream().filter(cid -> !facts.receipts().containsKey(cid)).limit(LOOK_UPS)
                .forEach(this::search);
    }

    private void search(Cid cid) {
        JsonNode found = lookup(rpc, cid);
        if (!found.isNull()) {
            facts.receipts().put(cid, found);
        }
    }

    /** Where a message landed, or null. */
    static JsonNode lookup(RpcClient rpc, Cid cid) {
        return rpc.call("Filecoin.StateSearchMsg", List.of(), FilecoinJson.cid(cid), -1, true);
    }

    /** Waits until every thread has met the end of the chain; anything else that ended one is an error. */
    void awaitEnd() {
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a caller of the living chain failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
