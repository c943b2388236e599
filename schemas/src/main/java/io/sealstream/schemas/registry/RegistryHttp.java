package io.sealstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.runtime.Backoff;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to a registry: several URLs, authentication, and patience with what may pass (no connection, no answer, 408, 429, 5xx). All
 * URLs are asked in turn before the first pause. Thread-safe.
 */
final class RegistryHttp implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RegistryHttp.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final long MAX_ANSWER_BYTES = 4 << 20;

    private final RegistrySettings settings;
    private final List<URI> urls;
    private final HttpClient client;
    /** Index of the URL that is asked first: the one that answered last, or the one after those that did not. */
    private final AtomicInteger first = new AtomicInteger();

    /** One call: what it asks, until when, and what went wrong so far, by URL. */
    private record Call(String method, String path, Optional<ObjectNode> body, long deadline, Map<URI, String> problems) {
        long nanosLeft() {
            return deadline - System.nanoTime();
        }
    }

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.urls = settings.urls();
        // HTTP/1.1: registries do not offer h2c, and some of them trip over the upgrade headers.
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT)
                .sslContext(settings.tls().context()).build();
    }

    /** The answer of the first registry that gives one. */
    JsonNode call(String method, String path, Optional<ObjectNode> body) {
        long deadline = System.nanoTime() + settings.giveUpAfter().toNanos();
        Call call = new Call(method, path, body, deadline, new TreeMap<>());
        int begin = first.get();
        for (int attempt = 0;; attempt++) {
            int index = Math.floorMod(begin + attempt, urls.size());
            Optional<JsonNode> answer = attempt(call, urls.get(index));
            if (answer.isPresent()) {
                first.set(index);
                return answer.get();
            }
            first.set((index + 1) % urls.size());
            pause(call, attempt + 1);
        }
    }

    private Optional<JsonNode> attempt(Call call, URI base) {
        try {
            HttpResponse<String> response = send(call, base);
            if (!RegistryAnswer.mayPass(response.statusCode())) {
                return Optional.of(RegistryAnswer.read(base, response));
            }
            note(call, base, RegistryAnswer.problem(response));
        } catch (ExecutionException e) {
            note(call, base, problem(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            // The last attempt is cut short: what an earlier one met says more.
            note(call, base, call.problems().getOrDefault(base, "no whole answer in time"));
        } catch (InterruptedException e) {
            throw interrupted(base, e);
        }
        return Optional.empty();
    }

    /** The client's own timeout ends with the headers; this one bounds the body too. */
    private HttpResponse<String> send(Call call, URI base) throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request(base, call),
                BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
        try {
            return sent.get(Math.min(settings.requestTimeout().toNanos(), call.nanosLeft()), TimeUnit.NANOSECONDS);
        } finally {
            sent.cancel(true);
        }
    }

    private HttpRequest request(URI base, Call call) {
        String root = base.toString().replaceAll("/+$", "");
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(root + call.path()))
                .header("Accept", CONTENT_TYPE + ", application/json");
        settings.basic().ifPresent(user -> builder.header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
        settings.bearer().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        call.body().ifPresent(json -> builder.header("Content-Type", CONTENT_TYPE));
        return builder.method(call.method(), call.body().map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                .orElseGet(HttpRequest.BodyPublishers::noBody)).build();
    }

    private static void note(Call call, URI base, String problem) {
        if (call.problems().put(base, problem) == null) {
            LOGGER.atWarn().addKeyValue("registry", base).addKeyValue("problem", problem).log("Schema registry does not answer");
        }
    }

    private static String problem(Throwable e) {
        return switch (e) {
            case ConnectException _ -> "no connection";
            case SSLException _ -> e.getMessage() + "; does it speak https, and does registry-trust name its authority?";
            default -> e.toString();
        };
    }

    /** Between rounds over all URLs; within a round the next one is asked at once. */
    private void pause(Call call, int attempts) {
        int rounds = attempts / urls.size();
        boolean roundEnds = attempts % urls.size() == 0;
        long pause = roundEnds ? BACKOFF.after(rounds).toNanos() : 0;
        if (call.nanosLeft() <= pause) {
            throw new RegistryUnavailableException("no schema registry answered in " + settings.giveUpAfter().toMillis() + " ms: "
                    + call.problems() + "; check that it runs and the registry URL");
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(urls.getFirst(), e);
        }
    }

    private static RegistryUnavailableException interrupted(URI base, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException("interrupted while asking the schema registry " + base, e);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
