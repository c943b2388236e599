package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

/** The sending end of a channel. Thread-safe; values arrive in the order of the calls. */
public interface ChannelSink {
    /** Sends a value. False, and nothing sent, when the channel is closed; a receiver that lags too far behind is disconnected. */
    boolean send(JsonNode value);

    /** Ends the channel from this side. */
    void close();

    /** Succeeds when the channel has ended, from whichever side. */
    Future<Void> closed();
}
