package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.rpc.Authorizer;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The chain's HTTP and WebSocket server: {@code /rpc/v0}, {@code /rpc/v1} and {@code /healthz}. Loopback only, so everybody may do all. */
public final class ChainRpcServer implements AutoCloseable {
    private static final int WORKERS = 6;
    private static final long LONGEST_CALL_MINUTES = 5;
    private static final long LONGEST_CLOSE_SECONDS = 10;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final DevChain node;
    private final Optional<BlockLoop> loop;
    private final JsonRpcServer rpc;
    private final HttpServer http;

    private ChainRpcServer(Vertx vertx, DevChain node, Optional<BlockLoop> loop) {
        this.vertx = vertx;
        this.node = node;
        this.loop = loop;
        this.workers = vertx.createSharedWorkerExecutor("chain-rpc", WORKERS, LONGEST_CALL_MINUTES, TimeUnit.MINUTES);
        this.rpc = new JsonRpcServer(vertx, Authorizer.open());
        Methods methods = new Methods(this::register);
        NodeMethods.register(node, methods);
        new DevchainMethods(node, loop).register(methods);
        rpc.stream(Methods.NODE + "ChainNotify", Permission.READ, 0, (params, context, sink) -> {
            HeadChannel.open(node, sink);
            return Future.succeededFuture();
        });
        this.http = vertx.createHttpServer(JsonRpcServer.httpOptions()).requestHandler(this::handle);
    }

    private void register(String name, Permission permission, int least, int most, Methods.Later method) {
        rpc.method(name, permission, least, most,
                (params, context) -> workers.executeBlocking(() -> method.call(new Args(params)), false)
                        .compose(answer -> answer));
    }

    /**
     * Starts to listen.
     *
     * @param port 0 takes a free one
     */
    public static ChainRpcServer start(DevChain node, Optional<BlockLoop> loop, String host, int port) {
        Vertx vertx = Vertx.vertx();
        ChainRpcServer server = new ChainRpcServer(vertx, node, loop);
        try {
            server.http.listen(port, host).toCompletionStage().toCompletableFuture().join();
            return server;
        } catch (CompletionException e) {
            server.close();
            throw new ChainException("cannot listen on " + host + ":" + port + " (" + e.getCause() + "); choose another --listen",
                    e);
        }
    }

    private void handle(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/rpc/v0", "/rpc/v1", "/rpc/v0/", "/rpc/v1/" -> rpc.handle(request);
            case "/healthz" -> health(request);
            default -> request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private void health(HttpServerRequest request) {
        Optional<String> trouble = loop.flatMap(BlockLoop::trouble);
        request.response().setStatusCode(trouble.isEmpty() ? OK : UNAVAILABLE).putHeader("Content-Type", "application/json")
                .end(JsonNodeFactory.instance.objectNode().put("epoch", node.chain().head().height())
                        .put("trouble", trouble.orElse("")).toString());
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
