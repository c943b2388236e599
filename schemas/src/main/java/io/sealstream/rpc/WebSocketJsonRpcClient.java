package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.sealstream.rpc.ClientSession.Pending;
import io.sealstream.schemas.runtime.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket that comes back. All its state lives on one event loop. */
final class WebSocketJsonRpcClient implements JsonRpcSocket {
    private static final Logger LOGGER = LoggerFactory.getLogger(WebSocketJsonRpcClient.class);
    /** Reconnect times: go-jsonrpc. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final Vertx vertx;
    private final RpcClientOptions options;
    private final Context context;
    private final WebSocketClient client;
    private final List<Runnable> onConnect = new ArrayList<>();
    private final List<Consumer<String>> onDisconnect = new ArrayList<>();
    private Promise<Void> connected = Promise.promise();
    private volatile @Nullable ClientSession session;
    private long ids;
    /** Since a connection that lasted: a server that takes connections and drops them at once is not stormed. */
    private int failures;
    private long stable = -1;
    private boolean closed;

    WebSocketJsonRpcClient(Vertx vertx, RpcClientOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setSsl(options.tls())
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS).setMaxFrameSize(options.maxMessage())
                .setMaxMessageSize(options.maxMessage()));
    }

    WebSocketJsonRpcClient connect() {
        context.runOnContext(now -> attempt());
        return this;
    }

    private void attempt() {
        if (closed) {
            return;
        }
        WebSocketConnectOptions target = new WebSocketConnectOptions().setHost(options.url().getHost()).setPort(options.port())
                .setURI(options.pathAndQuery()).setTimeout(CONNECT_TIMEOUT_MILLIS);
        options.token().ifPresent(token -> target.putHeader(HttpHeaders.AUTHORIZATION.toString(), "Bearer " + token));
        client.connect(target).onSuccess(this::opened).onFailure(e -> failed(e.toString(), false));
    }

    private void opened(WebSocket socket) {
        if (closed) {
            socket.close();
            return;
        }
        ClientSession fresh = new ClientSession(vertx, socket, options);
        session = fresh;
        socket.closeHandler(end -> context.runOnContext(now -> lost(fresh)));
        if (failures > 0) {
            LOGGER.atInfo().addKeyValue("url", options.url()).log("Connected again");
        }
        stable = vertx.setTimer(BACKOFF.longest().toMillis(), lasted -> failures = 0);
        connected.tryComplete();
        List.copyOf(onConnect).forEach(Runnable::run);
    }

    private void lost(ClientSession gone) {
        vertx.cancelTimer(stable);
        String reason = "the connection to " + options.url() + " was lost";
        gone.end(reason);
        session = null;
        connected = Promise.promise();
        if (!closed) {
            failed(reason, true);
        }
    }

    private void failed(String reason, boolean wasConnected) {
        failures++;
        if (failures == 1 || wasConnected) {
            LOGGER.atWarn().addKeyValue("url", options.url()).addKeyValue("problem", reason)
                    .log("Not connected; trying again until it works");
        }
        List.copyOf(onDisconnect).forEach(action -> action.accept(reason));
        vertx.setTimer(BACKOFF.after(failures).toMillis(), again -> attempt());
    }

    @Override
    public Future<JsonNode> call(String method, List<? extends JsonNode> params) {
        Promise<JsonNode> promise = Promise.promise();
        context.runOnContext(now -> start(method, params, new Pending(promise, method, answer -> {
            // A plain call: nobody listens to a channel.
        })));
        return promise.future();
    }

    @Override
    public Future<Subscription> subscribe(String method, List<? extends JsonNode> params, Consumer<JsonNode> values,
            Consumer<String> ended) {
        Promise<JsonNode> answered = Promise.promise();
        Promise<Subscription> promise = Promise.promise();
        context.runOnContext(now -> {
            long id = start(method, params, new Pending(answered, method, answer -> {
                if (answer.isIntegralNumber() && session != null) {
                    session.listen(answer.longValue(), values, ended);
                }
            }));
            answered.future().onSuccess(channel -> {
                if (channel.isIntegralNumber()) {
                    promise.complete(() -> context.runOnContext(later -> cancel(id, channel.longValue())));
                } else {
                    promise.fail(RpcException.of(method + " did not answer with a channel"));
                }
            }).onFailure(promise::fail);
        });
        return promise.future();
    }

    private long start(String method, List<? extends JsonNode> params, Pending pending) {
        long id = ++ids;
        ClientSession current = session;
        if (current == null) {
            pending.promise().fail(new RpcUnavailableException(method + ": not connected to " + options.url()));
        } else {
            current.send(id, params, pending);
        }
        return id;
    }

    private void cancel(long id, long channel) {
        ClientSession current = session;
        if (current != null && current.forget(channel)) {
            current.write(Wire.notification(Wire.CANCEL, List.of(LongNode.valueOf(id))));
        }
    }

    @Override
    public void onConnect(Runnable action) {
        context.runOnContext(now -> {
            onConnect.add(action);
            if (session != null) {
                action.run();
            }
        });
    }

    @Override
    public void onDisconnect(Consumer<String> action) {
        context.runOnContext(now -> onDisconnect.add(action));
    }

    @Override
    public Future<Void> connected() {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(now -> connected.future().onComplete(promise));
        return promise.future();
    }

    @Override
    public boolean isConnected() { return session != null; }

    @Override
    public void close() {
        context.runOnContext(now -> {
            closed = true;
            ClientSession current = session;
            if (current != null) {
                current.end("closed by us");
            }
            connected.tryFail(new RpcUnavailableException("closed by us"));
            client.close();
        });
    }
}
