package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.HealthState.Status;
import io.sealstream.signer.edge.Listening;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /rpc/v0} (HTTP and WebSocket, namespace {@code Filecoin}) and {@code /healthcheck}. Callers without a token get the version
 * and the health, and nothing else.
 */
public final class WalletRpcServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(WalletRpcServer.class);
    private static final String RPC = "/rpc/v0";
    private static final String HEALTH = "/healthcheck";
    private static final int MAX_CALL_SECONDS = 60;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final WorkerExecutor worker;
    private final JsonRpcServer rpc;
    private final Supplier<List<HealthState>> health;
    private final HttpServer server;
    private final HostPort address;

    private WalletRpcServer(Vertx vertx, RpcSettings settings, RpcParts parts) {
        this.worker = vertx.createSharedWorkerExecutor("wallet", 1, MAX_CALL_SECONDS, TimeUnit.SECONDS);
        this.rpc = new JsonRpcServer(vertx, parts.tokens().authorizer(Set.of()));
        this.health = parts.health();
        register(new MethodRegistry(rpc, worker, parts.metrics()), settings, parts);
        this.server = Listening.on(vertx.createHttpServer(options(settings)).requestHandler(this::handle), settings.listen());
        this.address = new HostPort(settings.listen().host(), server.actualPort());
    }

    /** Begins to listen. */
    public static WalletRpcServer start(Vertx vertx, RpcSettings settings, RpcParts parts) {
        if (settings.tls().isEmpty() && !isLoopback(settings.listen().host())) {
            LOGGER.atWarn().addKeyValue("listen", settings.listen())
                    .log("The API is open to the network without TLS: tokens and passwords travel readable; set TLSCert and TLSKey");
        }
        return new WalletRpcServer(vertx, settings, parts);
    }

    private static void register(MethodRegistry methods, RpcSettings settings, RpcParts parts) {
        PasswordGuard guard = new PasswordGuard(parts.clock());
        new KeyMethods(parts.keys(), guard, settings).register(methods);
        new LockMethods(parts.keys(), guard).register(methods);
        new SignMethods(parts.desk()).register(methods);
        new AuthMethods(parts.tokens()).register(methods);
        new CommonMethods(parts.version(), parts.logs(), parts.gateways()).register(methods);
        new RecordMethods(parts.records()).register(methods);
    }

    private static HttpServerOptions options(RpcSettings settings) {
        HttpServerOptions options = JsonRpcServer.httpOptions();
        settings.tls().ifPresent(tls -> options.setSsl(true).setKeyCertOptions(
                new PemKeyCertOptions().addCertPath(tls.certificate().toString()).addKeyPath(tls.key().toString())));
        return options;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void handle(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        switch (path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path) {
            case RPC -> rpc.handle(request);
            case HEALTH -> health(request);
            default -> request.response().setStatusCode(NOT_FOUND).end("there is " + RPC + " and " + HEALTH + "\n");
        }
    }

    /** The form of venus-wallet's: a word, and what is wrong by part. */
    private void health(HttpServerRequest request) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        health.get().stream().filter(part -> part.status() == Status.DOWN)
                .forEach(part -> errors.put(part.part(), part.detail()));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", errors.isEmpty() ? "OK" : "Service Unavailable");
        if (!errors.isEmpty()) {
            body.set("errors", errors);
        }
        request.response().setStatusCode(errors.isEmpty() ? OK : UNAVAILABLE).putHeader("content-type", "application/json")
                .end(body.toString());
    }

    /** Where it listens, with the port that was chosen. */
    public HostPort address() {
        return address;
    }

    @Override
    public void close() {
        Listening.stop(server);
        worker.close();
    }
}
