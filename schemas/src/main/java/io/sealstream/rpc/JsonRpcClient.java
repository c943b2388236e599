package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The calling end. Thread-safe. Futures complete on an event loop: their handlers must not block. */
public interface JsonRpcClient extends AutoCloseable {
    /** One POST a call; connections are pooled. */
    static JsonRpcClient http(Vertx vertx, RpcClientOptions options) {
        return new HttpJsonRpcClient(vertx, options);
    }

    /** One WebSocket, made again whenever it is lost; begins to connect at once. */
    static JsonRpcSocket webSocket(Vertx vertx, RpcClientOptions options) {
        return new WebSocketJsonRpcClient(vertx, options).connect();
    }

    /**
     * Calls a method.
     *
     * @return its result; fails with {@link RpcException} where the server answered with an error, and with
     *         {@link RpcUnavailableException} where no answer came: then the call may or may not have been carried out
     */
    Future<JsonNode> call(String method, List<? extends JsonNode> params);

    /** {@link #call(String, List)} with the parameters one by one. */
    default Future<JsonNode> call(String method, JsonNode... params) {
        return call(method, List.of(params));
    }

    /** Pending calls fail. */
    @Override
    void close();
}
