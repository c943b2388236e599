package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client as a site has it: one {@code AllocateSectors} after the other to one miner over JSON-RPC; when a manager fails it repeats the
 * same number at the next one until it has the answer. Remembers the longest time between two answers.
 */
final class SteadyClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String name;
    private final String miner;
    private final Supplier<List<URI>> managers;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong wanted = new AtomicLong();
    private final Thread thread;
    private int preferred;
    private volatile boolean closed;
    private volatile String trouble = "";

    /** @param preferred index of the manager that is asked first */
    SteadyClient(String name, String miner, int preferred, Supplier<List<URI>> managers) {
        this.name = name;
        this.miner = miner;
        this.preferred = preferred;
        this.managers = managers;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    SteadyClient start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            long number = answers.get() + 1;
            while (!closed && !ask(number)) {
                preferred++;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean ask(long number) {
        List<URI> urls = managers.get();
        ObjectNode call = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", number).put("method",
                "Sealstream.AllocateSectors");
        call.putArray("params").add(name).add(number).add(miner).add(1);
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(urls.get(preferred % urls.size())).timeout(CALL)
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(call.toString()))
                    .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (!answer.has("result")) {
                trouble = answer.path("error").toString();
                return false;
            }
            answered(answer.path("result"));
            return true;
        } catch (IOException e) {
            trouble = e.toString();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return false;
        }
    }

    private void answered(JsonNode result) {
        wanted.accumulateAndGet(result.path("wanted").asLong(), Math::max);
        long now = System.nanoTime();
        longest.accumulateAndGet(now - lastAnswer.getAndSet(now), Math::max);
        answers.incrementAndGet();
    }

    String miner() {
        return miner;
    }

    long answers() {
        return answers.get();
    }

    /** Sectors of the miner that were asked for by all clients, as the newest answer has it. */
    long wanted() {
        return wanted.get();
    }

    /** Forgets the longest gap so far. */
    void forget() {
        longest.set(0);
    }

    /** The longest time between two answers since {@link #forget}, the one under way included. */
    Duration longest() {
        return Duration.ofNanos(Math.max(longest.get(), System.nanoTime() - lastAnswer.get()));
    }

    /** The newest failure, for a person. */
    String trouble() {
        return name + ": " + trouble;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CALL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
