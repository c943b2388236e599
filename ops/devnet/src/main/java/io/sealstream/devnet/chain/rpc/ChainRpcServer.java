package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.metrics.MethodMetrics;
import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.LaggingNode;
import io.sealstream.devnet.chain.node.NodeSender;
import io.sealstream.devnet.chain.rpc.faults.Connections;
import io.sealstream.devnet.chain.rpc.faults.Faults;
import io.sealstream.devnet.chain.rpc.faults.FaultyCalls;
import io.sealstream.rpc.CallContext;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The chain's HTTP and WebSocket server: {@code /rpc/v0}, {@code /rpc/v1}, {@code /healthz} and {@code /metrics.html}. Who may do what at the
 * first two is the access' affair; the others only show.
 */
public final class ChainRpcServer implements AutoCloseable {
    private static final int WORKERS = 6;
    private static final long LONGEST_CALL_MINUTES = 5;
    private static final long LONGEST_CLOSE_SECONDS = 10;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final ChainHost node;
    private final Optional<BlockLoop> loop;
    private final Map<ApiVersion, JsonRpcServer> rpc = new EnumMap<>(ApiVersion.class);
    private final MethodMetrics counts;
    private final HttpServer http;
    private final Faults faults = new Faults();
    private final Connections connections = new Connections();
    private final FaultyCalls faulty;

    private ChainRpcServer(ChainHost node, Optional<BlockLoop> loop, ChainAccess access, Consumer<Methods> admin) {
        this.vertx = Vertx.vertx();
        this.node = node;
        this.loop = loop;
        this.workers = vertx.createSharedWorkerExecutor("chain-rpc", WORKERS, LONGEST_CALL_MINUTES, TimeUnit.MINUTES);
        this.faulty = new FaultyCalls(vertx, faults, connections);
        this.counts = new MethodMetrics(node.chain().store());
        for (ApiVersion version : ApiVersion.values()) {
            rpc.put(version, server(version, access, admin));
        }
        this.http = vertx.createHttpServer(JsonRpcServer.httpOptions()).connectionHandler(connections::opened)
                .requestHandler(this::handle);
    }

    private JsonRpcServer server(ApiVersion version, ChainAccess access, Consumer<Methods> admin) {
        JsonRpcServer server = new JsonRpcServer(vertx, access.authorizer());
        Methods methods = new Methods((name, permission, least, most, method) -> server.method(name, permission, least, most,
                (params, context) -> faulty.call(context, () -> call(method, new Args(name, params), context))));
        NodeMethods.register(node, version, methods);
        new AuthMethods(access.tokens()).register(methods);
        new FaultMethods(faults, connections).register(methods);
        new MetricsMethods(node.chain(), counts).register(methods);
        admin.accept(methods);
        server.stream(Methods.NODE + "ChainNotify", Permission.READ, 0,
                (params, context, sink) -> faulty.call(context, () -> {
                    HeadChannel.open(node, sink);
                    return Future.succeededFuture();
                }));
        return server;
    }

    private Future<JsonNode> call(Methods.Waiting method, Args args, CallContext context) {
        return workers.executeBlocking(() -> method.call(args, context.cancelled()), false).compose(answer -> answer);
    }

    /** Starts to listen; everybody may do everything. */
    public static ChainRpcServer start(DevChain node, Optional<BlockLoop> loop, String host, int port) {
        return start(node, loop, ChainAccess.open(node.chain().settings()), host, port);
    }

    /**
     * Starts to listen.
     *
     * @param loop makes blocks in time; none in manual mode
     * @param port 0 takes a free one
     */
    public static ChainRpcServer start(DevChain node, Optional<BlockLoop> loop, ChainAccess access, String host, int port) {
        NodeSender sender = new NodeSender(node, node.genesis(), access.wallet());
        return start(new ChainRpcServer(node, loop, access, methods -> {
            new WalletMethods(node, sender).register(methods);
            new DevchainMethods(node, loop).register(methods);
            new ControlMethods(node, loop).register(methods);
            new DataMethods(node).register(methods);
            new GrantMethods(node).register(methods);
        }), host, port);
    }

    /** Starts to listen as a second node, which has no keys; of the admin methods it has {@code Devchain.Lag} and those of faults. */
    public static ChainRpcServer start(LaggingNode node, ChainAccess access, String host, int port) {
        return start(new ChainRpcServer(node, Optional.empty(), access, new LagMethods(node)::register), host, port);
    }

    private static ChainRpcServer start(ChainRpcServer server, String host, int port) {
        try {
            server.http.listen(port, host).toCompletionStage().toCompletableFuture().join();
            return server;
        } catch (CompletionException e) {
            server.close();
            throw new ChainException(
                    "cannot listen on " + host + ":" + port + " (" + e.getCause() + "); choose another address and port",
                    e);
        }
    }

    private void handle(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
            connections.upgraded(request);
        }
        String path = String.valueOf(request.path());
        switch (path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path) {
            case "/rpc/v0" -> server(ApiVersion.V0).handle(request);
            case "/rpc/v1" -> server(ApiVersion.V1).handle(request);
            case "/healthz" -> health(request);
            case "/metrics.html" -> page(request);
            default -> request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private JsonRpcServer server(ApiVersion version) {
        return Objects.requireNonNull(rpc.get(version));
    }

    private void page(HttpServerRequest request) {
        workers.executeBlocking(new MetricsPage(node.chain(), counts)::html, false).onSuccess(html -> request.response()
                .putHeader("Content-Type", "text/html; charset=utf-8").putHeader("Cache-Control", "no-store").end(html))
                .onFailure(e -> request.response().setStatusCode(UNAVAILABLE).end());
    }

    private void health(HttpServerRequest request) {
        Optional<String> trouble = loop.flatMap(BlockLoop::trouble);
        request.response().setStatusCode(trouble.isEmpty() ? OK : UNAVAILABLE).putHeader("Content-Type", "application/json")
                .end(JsonNodeFactory.instance.objectNode().put("epoch", node.chain().head().height())
                        .put("trouble", trouble.orElse("")).toString());
    }

    /** Which calls go wrong at this server. */
    public Faults faults() {
        return faults;
    }

    public int port() {
        return http.actualPort();
    }

    @Override
    public void close() {
        workers.close();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }
}
