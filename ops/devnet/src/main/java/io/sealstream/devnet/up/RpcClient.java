package io.sealstream.devnet.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Blocking JSON-RPC calls to the processes of a devnet. */
public final class RpcClient {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3)).build();
    private final URI url;

    public RpcClient(String url) {
        this.url = URI.create(url);
    }

    /** Calls and returns the result; a process that cannot be asked or refuses is an error. */
    public JsonNode call(String method, Object... params) {
        ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        ArrayNode list = request.putArray("params");
        for (Object param : params) {
            list.add(JSON.<JsonNode>valueToTree(param));
        }
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(url).timeout(CALL_LIMIT).header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                    HttpResponse.BodyHandlers.ofString());
            return result(method, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new Unreachable(method + " at " + url + " cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(method + " was interrupted", e);
        }
    }

    /** As {@link #call}, but empty while the process is away or cannot answer yet: it may be restarting. */
    public Optional<JsonNode> tryCall(String method, Object... params) {
        try {
            return Optional.of(call(method, params));
        } catch (Unreachable | Refused e) {
            return Optional.empty();
        }
    }

    private JsonNode result(String method, JsonNode response) {
        JsonNode error = response.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new Refused(method + " was refused by " + url + ": " + error.path("message").asText());
        }
        return response.path("result");
    }

    /** The process answered with an error. */
    public static final class Refused extends DevnetException {
        private static final long serialVersionUID = 1L;

        Refused(String what) {
            super(what);
        }
    }

    /** The process is not there at the moment. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
