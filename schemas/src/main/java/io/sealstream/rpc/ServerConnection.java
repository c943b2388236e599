package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealstream.rpc.MethodTable.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket of a server: requests in any order, channels, cancellation. Messages arrive on the socket's event loop, in text or binary
 * frames. Where go-jsonrpc drops what it cannot read, this answers with an error without id.
 */
final class ServerConnection {
    /** More calls at once are refused; each holds a promise until it is answered. */
    static final int MAX_CALLS = 1_000;
    /** A receiver that is so many messages behind is disconnected. */
    static final int MAX_UNSENT = 10_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerConnection.class);
    private static final short POLICY_VIOLATION = 1008;

    private final Vertx vertx;
    private final JsonRpcServer server;
    private final Bearer bearer;
    private final ServerWebSocket socket;
    private final String remote;
    private final Map<JsonNode, Promise<Void>> calls = new ConcurrentHashMap<>();
    private final AtomicLong channels = new AtomicLong();
    private final AtomicInteger unsent = new AtomicInteger();

    ServerConnection(Vertx vertx, JsonRpcServer server, Bearer bearer, ServerWebSocket socket) {
        this.vertx = vertx;
        this.server = server;
        this.bearer = bearer;
        this.socket = socket;
        this.remote = String.valueOf(socket.remoteAddress());
    }

    void start() {
        KeepAlive keepAlive = new KeepAlive(vertx, socket, KeepAlive.PING, KeepAlive.SILENCE);
        socket.textMessageHandler(text -> {
            keepAlive.heard();
            received(text);
        });
        socket.binaryMessageHandler(bytes -> {
            keepAlive.heard();
            received(bytes.toString(StandardCharsets.UTF_8));
        });
        socket.exceptionHandler(e -> LOGGER.atDebug().addKeyValue("remote", remote).setCause(e).log("WebSocket failed"));
        socket.closeHandler(closed -> {
            keepAlive.stop();
            calls.values().forEach(Promise::tryComplete);
            calls.clear();
        });
    }

    private void received(String text) {
        Wire.Request request;
        try {
            request = Wire.request(Wire.parse(text));
        } catch (RpcException e) {
            write(Wire.error(MissingNode.getInstance(), e.code(), String.valueOf(e.getMessage())));
            return;
        }
        if (request.method().equals(Wire.CANCEL)) {
            Promise<Void> call = calls.remove(request.params().path(0));
            if (call != null) {
                call.tryComplete();
            }
            return;
        }
        Promise<Void> cancelled = Promise.promise();
        if (calls.size() >= MAX_CALLS || (!request.notification() && calls.putIfAbsent(request.id(), cancelled) != null)) {
            fail(request, RpcException.of("too many calls at once, or an id in use; wait for answers"));
            return;
        }
        serve(request, new CallContext(request.method(), remote, bearer, cancelled.future()), cancelled);
    }

    private void serve(Wire.Request request, CallContext context, Promise<Void> cancelled) {
        try {
            switch (server.find(request, bearer.permissions())) {
                case Entry.Answering answering -> JsonRpcServer.run(answering, request, context).onComplete(done -> {
                    calls.remove(request.id(), cancelled);
                    if (done.succeeded()) {
                        reply(request, done.result());
                    } else {
                        fail(request, done.cause());
                    }
                });
                case Entry.Streaming streaming -> open(streaming, request, context, cancelled);
            }
        } catch (RpcException e) {
            calls.remove(request.id(), cancelled);
            fail(request, e);
        }
    }

    /** A channel lives as long as its call: until cancelled, closed by the handler, or the connection ends. */
    private void open(Entry.Streaming entry, Wire.Request request, CallContext context, Promise<Void> cancelled) {
        ServerChannel channel = new ServerChannel(channels.incrementAndGet(), this, cancelled);
        Future<Void> opened;
        try {
            opened = entry.stream().open(request.positional(), context, channel);
        } catch (RuntimeException e) {
            opened = Future.failedFuture(e);
        }
        cancelled.future().onComplete(ended -> calls.remove(request.id(), cancelled));
        opened.onSuccess(done -> {
            reply(request, LongNode.valueOf(channel.id()));
            channel.opened();
        }).onFailure(e -> {
            JsonRpcServer.log(request.method(), e);
            cancelled.tryComplete();
            fail(request, e);
        });
    }

    void notify(String method, List<JsonNode> params) {
        write(Wire.notification(method, params));
    }

    private void reply(Wire.Request request, JsonNode result) {
        if (!request.notification()) {
            write(Wire.result(request.id(), result));
        }
    }

    private void fail(Wire.Request request, Throwable cause) {
        RpcException failure = Wire.failure(cause);
        if (!request.notification()) {
            write(Wire.error(request.id(), failure.code(), String.valueOf(failure.getMessage())));
        }
    }

    private void write(String text) {
        if (socket.isClosed()) {
            return;
        }
        if (unsent.incrementAndGet() > MAX_UNSENT) {
            socket.close(POLICY_VIOLATION, "reads too slowly");
            return;
        }
        socket.writeTextMessage(text).onComplete(done -> unsent.decrementAndGet());
    }
}
