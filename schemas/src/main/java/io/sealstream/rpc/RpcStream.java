package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

/** A method whose result is a channel of values; WebSocket only. Called on an event loop: must not block. */
@FunctionalInterface
public interface RpcStream {
    /**
     * Opens the channel. Values may be sent at once: they follow the answer with the channel's id.
     *
     * @return succeeds when the caller may be told that the channel is open
     */
    Future<Void> open(JsonNode params, CallContext context, ChannelSink sink);
}
