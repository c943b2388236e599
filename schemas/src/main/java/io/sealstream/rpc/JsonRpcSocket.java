package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client over a WebSocket. When the connection is lost, pending calls fail with {@link RpcUnavailableException}, subscriptions end,
 * and it connects again after 100 ms, then longer, up to 5 s. Subscriptions are not made again by themselves: their owner does that in
 * {@link #onConnect}, because only the owner knows where to go on.
 */
public interface JsonRpcSocket extends JsonRpcClient {
    /** A channel in use. */
    interface Subscription {
        /** Tells the server that nobody listens any more. The end is not reported to the owner then. */
        void cancel();
    }

    /**
     * Calls a method whose result is a channel.
     *
     * @param values gets each value, in order, on an event loop
     * @param ended  called once, with the reason, when the server closes the channel or the connection is lost
     */
    Future<Subscription> subscribe(String method, List<? extends JsonNode> params, Consumer<JsonNode> values,
            Consumer<String> ended);

    /** Runs {@code action} on an event loop at each new connection; at once where there is one. */
    void onConnect(Runnable action);

    /** Tells, on an event loop, why the connection was lost, or an attempt to connect failed. */
    void onDisconnect(Consumer<String> action);

    /** Succeeds as soon as there is a connection. */
    Future<Void> connected();

    boolean isConnected();
}
