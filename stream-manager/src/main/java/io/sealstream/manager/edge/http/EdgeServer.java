package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.CodecException;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.rpc.Authorizer;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the manager: {@code /rpc/v0} (POST and WebSocket), {@code /healthz}, {@code /metrics} and a page at {@code /}.
 * Handlers may block: each call runs on a virtual thread, the event loop only reads and writes.
 */
public final class EdgeServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EdgeServer.class);
    private static final String NAMESPACE = "Sealstream.";
    /** The count of parameters is checked by each method, whose errors name what is missing. */
    private static final int MOST_PARAMS = 16;
    /** Calls under way at a time. */
    private static final int MOST_CALLS = 2000;
    /** Methods that change something; all others need read permission only. */
    private static final Set<String> WRITING = Set.of("SetPolicy", "AllocateSectors", "AbortSector", "RetrySector", "FlushBatch",
            "SendMessage");

    /** A page of text with its status. */
    public record Page(int status, String type, String body) {}

    /**
     * What is served besides the RPC.
     *
     * @param health  {@code /healthz}
     * @param metrics {@code /metrics}
     * @param status  {@code /}
     */
    public record Pages(Supplier<Page> health, Supplier<Page> metrics, Supplier<Page> status) {}

    private final Vertx vertx;
    private final JsonRpcServer rpc;
    private final Pages pages;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rpc-", 0).factory());
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final HttpServer server;

    public EdgeServer(Vertx vertx, SealstreamApi api, Authorizer authorizer, Pages pages) {
        this.vertx = vertx;
        this.pages = pages;
        this.rpc = new JsonRpcServer(vertx, authorizer);
        api.methods()
                .forEach((name, method) -> rpc.method(NAMESPACE + name,
                        WRITING.contains(name) ? Permission.WRITE : Permission.READ, 0,
                        MOST_PARAMS, (params, context) -> onThread(() -> call(method, params))));
        this.server = vertx.createHttpServer(JsonRpcServer.httpOptions());
    }

    /** Begins to listen; the port that was taken. */
    public Future<Integer> listen(String host, int port) {
        return server.requestHandler(this::route).listen(port, host).map(HttpServer::actualPort);
    }

    private void route(HttpServerRequest request) {
        switch (request.path()) {
            case "/rpc/v0" -> rpc.handle(request);
            case "/healthz" -> page(request, pages.health());
            case "/metrics" -> page(request, pages.metrics());
            case "/" -> page(request, pages.status());
            case null, default -> send(request, new Page(404, "text/plain", "There is /rpc/v0, /healthz, /metrics and /\n"));
        }
    }

    private void page(HttpServerRequest request, Supplier<Page> supplier) {
        onThread(supplier).onSuccess(page -> send(request, page)).onFailure(e -> {
            LOGGER.atWarn().addKeyValue("path", request.path()).setCause(e).log("Page failed");
            send(request, new Page(500, "text/plain", "The page failed: " + e.getMessage() + "\n"));
        });
    }

    private static void send(HttpServerRequest request, Page page) {
        request.response().setStatusCode(page.status()).putHeader("Content-Type", page.type() + "; charset=utf-8")
                .end(page.body());
    }

    private static JsonNode call(EdgeMethod method, JsonNode params) {
        try {
            return method.call(new Params(params));
        } catch (RpcFault e) {
            throw new RpcException(e.code(), e.reason());
        } catch (ManagerQueries.StoresNotReady e) {
            throw new RpcException(RpcFault.NOT_READY,
                    "the manager's stores are being opened (" + e.getMessage() + "); ask again");
        } catch (CodecException e) {
            throw new RpcException(RpcFault.BAD_PARAMS, String.valueOf(e.getMessage()));
        }
    }

    private <T> Future<T> onThread(Supplier<T> work) {
        Context context = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        if (!calls.tryAcquire()) {
            return Future.failedFuture(new RpcException(RpcFault.BUSY, MOST_CALLS + " calls are under way; ask again later"));
        }
        try {
            threads.execute(() -> {
                try {
                    T result = work.get();
                    context.runOnContext(done -> promise.complete(result));
                } catch (RuntimeException e) {
                    context.runOnContext(done -> promise.fail(e));
                } finally {
                    calls.release();
                }
            });
        } catch (RejectedExecutionException e) {
            calls.release();
            return Future.failedFuture(new RpcException(RpcFault.NOT_READY, "the manager is stopping; ask again"));
        }
        return promise.future();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        threads.shutdownNow();
    }
}
