package io.sealstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.runtime.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to a registry: several URLs, authentication, and patience with what may pass (no connection, 429, 5xx). */
final class RegistryHttp implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RegistryHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final long MAX_ANSWER_BYTES = 4 << 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final RegistrySettings settings;
    private final HttpClient client;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        // HTTP/1.1: registries do not offer h2c, and some of them trip over the upgrade headers.
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
    }

    /** The answer of the first registry that gives one. */
    JsonNode call(String method, String path, Optional<ObjectNode> body) {
        long deadline = System.nanoTime() + settings.giveUpAfter().toNanos();
        for (int attempt = 1;; attempt++) {
            URI base = settings.urls().get((attempt - 1) % settings.urls().size());
            String problem = "";
            try {
                HttpResponse<String> response = client.send(request(base, method, path, body),
                        BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
                if (!mayPass(response.statusCode())) {
                    return read(base, response);
                }
                problem = "HTTP " + response.statusCode();
            } catch (IOException e) {
                problem = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryUnavailableException("interrupted while asking the schema registry " + base, e);
            }
            if (attempt == 1) {
                LOGGER.atWarn().addKeyValue("registry", base).addKeyValue("problem", problem)
                        .log("Schema registry does not answer");
            }
            waitOrGiveUp(base, problem, attempt, deadline);
        }
    }

    private void waitOrGiveUp(URI base, String problem, int attempt, long deadline) {
        Duration pause = BACKOFF.after(attempt);
        if (deadline - System.nanoTime() < pause.toNanos()) {
            throw new RegistryUnavailableException("the schema registry at " + base + " did not answer in "
                    + settings.giveUpAfter().toSeconds() + " s (" + problem + "); check that it runs and the registry URL");
        }
        try {
            BACKOFF.pause(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry " + base, e);
        }
    }

    private HttpRequest request(URI base, String method, String path, Optional<ObjectNode> body) {
        String root = base.toString().replaceAll("/+$", "");
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(root + path)).timeout(settings.requestTimeout())
                .header("Accept", CONTENT_TYPE + ", application/json");
        settings.basic().ifPresent(user -> builder.header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
        settings.bearer().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        body.ifPresent(json -> builder.header("Content-Type", CONTENT_TYPE));
        return builder.method(method, body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                .orElseGet(HttpRequest.BodyPublishers::noBody)).build();
    }

    private static JsonNode read(URI base, HttpResponse<String> response) {
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RegistryRefusedException(response.statusCode(),
                    base + " answered HTTP " + response.statusCode() + " without JSON; is it a schema registry?");
        }
        if (response.statusCode() / 100 == 2) {
            return answer;
        }
        int code = answer.path("error_code").asInt(response.statusCode());
        String hint = response.statusCode() == 401 || response.statusCode() == 403 ? "; check the registry's user or token" : "";
        throw new RegistryRefusedException(code,
                "the schema registry refused (" + code + "): " + answer.path("message").asText("no reason given") + hint);
    }

    private static boolean mayPass(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
