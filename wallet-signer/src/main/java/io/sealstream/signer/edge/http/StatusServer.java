package io.sealstream.signer.edge.http;

import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.HealthState.Status;
import io.sealstream.signer.edge.Listening;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** {@code /healthz} for operators and supervisors, {@code /metrics} for Prometheus. Read-only and without secrets, so without a token. */
public final class StatusServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final HostPort listen;

    private StatusServer(HttpServer server, HostPort listen) {
        this.server = server;
        this.listen = listen;
    }

    /**
     * Starts listening.
     *
     * @param health what the parts of the process say now; called on an event loop, must not block
     */
    public static StatusServer start(Vertx vertx, HostPort listen, Supplier<List<HealthState>> health, SignerMeters meters) {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> route(request, health, meters));
        HttpServer bound = Listening.on(server, listen);
        return new StatusServer(bound, new HostPort(listen.host(), bound.actualPort()));
    }

    private static void route(HttpServerRequest request, Supplier<List<HealthState>> health, SignerMeters meters) {
        switch (String.valueOf(request.path())) {
            case "/healthz", "/healthcheck" -> health(request, health.get());
            case "/metrics" -> request.response().putHeader("content-type", "text/plain; version=0.0.4").end(meters.scrape());
            default -> request.response().setStatusCode(NOT_FOUND).end("there is /healthz and /metrics\n");
        }
    }

    private static void health(HttpServerRequest request, List<HealthState> parts) {
        Status worst = parts.stream().map(HealthState::status).max(Comparator.naturalOrder()).orElse(Status.UP);
        JsonArray list = new JsonArray();
        parts.forEach(part -> list
                .add(new JsonObject().put("part", part.part()).put("status", part.status().name()).put("detail", part.detail())
                        .put("since", part.since().toString())));
        request.response().setStatusCode(worst == Status.DOWN ? UNAVAILABLE : OK).putHeader("content-type", "application/json")
                .end(new JsonObject().put("status", worst.name()).put("parts", list).encode());
    }

    /** Where it listens, with the port that was chosen. */
    public HostPort address() {
        return listen;
    }

    @Override
    public void close() {
        Listening.stop(server);
    }
}
