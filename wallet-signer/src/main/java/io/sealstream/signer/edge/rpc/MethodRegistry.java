package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.rpc.CallContext;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.rpc.RpcMethod;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Puts methods into the server: each is counted, and a refusal of the wallet becomes an answer. Methods that wait for a password or a disk
 * run one after the other on the wallet's thread; only a few may queue for it, because each can take a second.
 */
final class MethodRegistry {
    private static final String NAMESPACE = "Filecoin.";
    private static final int MAX_QUEUED = 16;

    private final JsonRpcServer server;
    private final WorkerExecutor worker;
    private final RpcMetrics metrics;
    private final AtomicInteger queued = new AtomicInteger();

    MethodRegistry(JsonRpcServer server, WorkerExecutor worker, RpcMetrics metrics) {
        this.server = server;
        this.worker = worker;
        this.metrics = metrics;
    }

    /** Answers without waiting. */
    interface Answering {
        JsonNode answer(Params params);
    }

    /** Answers later. */
    interface Asking {
        Future<? extends JsonNode> answer(Params params, CallContext context);
    }

    /** A method that answers on the event loop. */
    MethodRegistry quick(String name, Permission permission, int params, Answering method) {
        return later(name, permission, params, (given, context) -> Future.succeededFuture(method.answer(given)));
    }

    /** A method that answers later, without blocking. */
    MethodRegistry later(String name, Permission permission, int params, Asking method) {
        server.method(NAMESPACE + name, permission, params, counted(name, method));
        return this;
    }

    /** A method for everybody, also without a token. */
    MethodRegistry open(String name, Answering method) {
        server.open(NAMESPACE + name, 0, counted(name, (given, context) -> Future.succeededFuture(method.answer(given))));
        return this;
    }

    /** A method that blocks. */
    MethodRegistry blocking(String name, Permission permission, int params, Answering method) {
        return blocking(name, permission, params, params, method);
    }

    /** A method that blocks, with {@code least} to {@code most} parameters. */
    MethodRegistry blocking(String name, Permission permission, int least, int most, Answering method) {
        server.method(NAMESPACE + name, permission, least, most,
                counted(name, (given, context) -> work(() -> method.answer(given))));
        return this;
    }

    private Future<JsonNode> work(Supplier<JsonNode> answer) {
        if (queued.incrementAndGet() > MAX_QUEUED) {
            queued.decrementAndGet();
            return Future.failedFuture(RpcException.of(MAX_QUEUED + " calls wait for the wallet already; call again later"));
        }
        return worker.executeBlocking(() -> Future.succeededFuture(answer.get()), true).compose(done -> done)
                .onComplete(done -> queued.decrementAndGet());
    }

    private RpcMethod counted(String name, Asking method) {
        return (params, context) -> {
            long begun = System.nanoTime();
            return answer(new Params(name, params), context, method)
                    .onComplete(done -> metrics.called(name, outcome(done.succeeded(), done.cause()), System.nanoTime() - begun));
        };
    }

    private static Future<JsonNode> answer(Params params, CallContext context, Asking method) {
        try {
            return method.answer(params, context).<JsonNode>map(json -> json).recover(e -> Future.failedFuture(refusal(e)));
        } catch (RuntimeException e) {
            return Future.failedFuture(refusal(e));
        }
    }

    private static Throwable refusal(Throwable e) {
        return e instanceof RuntimeException known ? Refusals.of(known) : e;
    }

    private static String outcome(boolean succeeded, Throwable cause) {
        if (succeeded) {
            return "ok";
        }
        return cause instanceof RpcException ? "refused" : "failed";
    }

    /** The answer of a method that has nothing to say. */
    static JsonNode nothing() {
        return NullNode.getInstance();
    }
}
