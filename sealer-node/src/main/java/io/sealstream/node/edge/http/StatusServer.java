package io.sealstream.node.edge.http;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.HealthState.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@code /status} and {@code /healthz} for operators and supervisors, {@code /metrics} for Prometheus. Read-only and without
 * secrets, so without a token.
 */
public final class StatusServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final HttpServer server;
    private final HostPort address;
    private final Supplier<List<HealthState>> health;
    private final NodeMeters meters;
    private final Supplier<StatusPage> page;

    private StatusServer(Vertx vertx, HostPort listen, Supplier<List<HealthState>> health, NodeMeters meters,
            Supplier<StatusPage> page) {
        this.vertx = vertx;
        this.health = health;
        this.meters = meters;
        this.page = page;
        this.server = bind(vertx.createHttpServer().requestHandler(this::route), listen);
        this.address = new HostPort(listen.host(), server.actualPort());
    }

    /**
     * Starts listening.
     *
     * @param health what the parts of the node say now; must not block
     * @param page   the page, asked for at each request
     */
    public static StatusServer start(Vertx vertx, HostPort listen, Supplier<List<HealthState>> health, NodeMeters meters,
            Supplier<StatusPage> page) {
        return new StatusServer(vertx, listen, health, meters, page);
    }

    private static HttpServer bind(HttpServer server, HostPort listen) {
        try {
            return await(server.listen(listen.port(), listen.host()));
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigException(
                    "http.listen: cannot listen on " + listen + " (" + cause.getMessage()
                            + "); choose another address or free this one");
        }
    }

    private void route(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/healthz" -> health(request);
            case "/metrics" -> request.response().putHeader("content-type", "text/plain; version=0.0.4").end(meters.scrape());
            case "/status" -> status(request);
            default -> request.response().setStatusCode(NOT_FOUND).end("there is /status, /healthz and /metrics\n");
        }
    }

    private void status(HttpServerRequest request) {
        vertx.executeBlocking(() -> page.get().render().encodePrettily())
                .onSuccess(text -> request.response().putHeader("content-type", "application/json").end(text))
                .onFailure(e -> request.response().setStatusCode(FAILED).end("the status cannot be read: " + e + "\n"));
    }

    private void health(HttpServerRequest request) {
        List<HealthState> parts = health.get();
        Status worst = parts.stream().map(HealthState::status).max(Comparator.naturalOrder()).orElse(Status.UP);
        JsonArray list = new JsonArray();
        parts.forEach(part -> list.add(new JsonObject().put("part", part.part()).put("status", part.status().name())
                .put("detail", part.detail()).put("since", part.since().toString())));
        request.response().setStatusCode(worst == Status.DOWN ? UNAVAILABLE : OK).putHeader("content-type", "application/json")
                .end(new JsonObject().put("status", worst.name()).put("parts", list).encode());
    }

    /** Where it listens, with the port that was chosen. */
    public HostPort address() {
        return address;
    }

    @Override
    public void close() {
        await(server.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
