package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

/** A method that answers once. Called on an event loop: must not block. */
@FunctionalInterface
public interface RpcMethod {
    /**
     * Answers.
     *
     * @param params positional parameters, their number already checked; an absent optional one is simply not there
     * @return the result; {@link RpcException} (failed or thrown) goes to the caller as it is, anything else as code 1 with its text
     */
    Future<? extends JsonNode> call(JsonNode params, CallContext context);
}
