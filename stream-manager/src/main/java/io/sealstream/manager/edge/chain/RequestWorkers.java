package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.CodecException;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works chain requests off concurrently: each on a virtual thread of its own, bounded per kind by permits, so that a push never waits
 * behind state queries. A node that is not reached is asked again with a growing pause until the budget of the request is spent; then the
 * asking machine is told and asks again itself.
 */
final class RequestWorkers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestWorkers.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * @param pushes    pushes at a time
     * @param estimates estimations at a time
     * @param reads     state queries at a time
     * @param budget    how long a node that is not reached is asked again for one request
     */
    record Bounds(int pushes, int estimates, int reads, Duration budget) {}

    private final Supplier<ChainRequests> requests;
    private final Map<RequestFacts.Kind, Semaphore> permits;
    private final Duration budget;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("chain-request-", 0).factory());
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param requests the translation at the node that is asked now; each try takes it anew */
    RequestWorkers(Supplier<ChainRequests> requests, Bounds bounds) {
        this.requests = requests;
        this.budget = bounds.budget();
        this.permits = Map.of(RequestFacts.Kind.PUSH, new Semaphore(bounds.pushes(), true), RequestFacts.Kind.ESTIMATE,
                new Semaphore(bounds.estimates(), true), RequestFacts.Kind.READ, new Semaphore(bounds.reads(), true));
    }

    /**
     * Begins a request.
     *
     * @param answer takes the result, once, on the worker's thread; not called when the worker is closed first
     * @return false when the same request id is being worked on already: its one result answers both
     */
    boolean begin(RequestFacts facts, SpecificRecord request, Consumer<SpecificRecord> answer) {
        if (!running.add(facts.requestId())) {
            return false;
        }
        threads.execute(() -> {
            try {
                SpecificRecord result = work(facts, request);
                running.remove(facts.requestId());
                answer.accept(result);
            } catch (InterruptedException e) {
                running.remove(facts.requestId());
                LOGGER.atDebug().addKeyValue("request", facts.requestId()).log("Chain request left undone at close");
            }
        });
        return true;
    }

    private SpecificRecord work(RequestFacts facts, SpecificRecord request) throws InterruptedException {
        Semaphore permit = permits.get(facts.kind());
        if (permit == null) {
            throw new IllegalStateException("no permits for " + facts.kind());
        }
        permit.acquire();
        try {
            return attempt(facts, request);
        } catch (CodecException e) {
            return ChainRequests.malformed(facts, e);
        } catch (ChainCallException e) {
            LOGGER.atInfo().addKeyValue("request", facts.requestId()).addKeyValue("record", facts.name())
                    .addKeyValue("reason", e.reason())
                    .log("Chain request failed");
            return ChainRequests.failed(facts, e);
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("request", facts.requestId()).addKeyValue("record", facts.name()).setCause(e)
                    .log("Chain request hit a bug");
            return ChainRequests.failed(facts, new ChainCallException(Kind.UNREADABLE, "bug in the chain edge: " + e, e));
        } finally {
            permit.release();
        }
    }

    private SpecificRecord attempt(RequestFacts facts, SpecificRecord request) throws InterruptedException {
        long end = System.nanoTime() + budget.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return requests.get().answer(facts, request);
            } catch (ChainCallException e) {
                if (e.kind() != Kind.UNREACHABLE || System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Stops without waiting for the node: what is undone is read again by the next owner of the partition. */
    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
    }
}
