package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** Reading of answers. */
final class Answers {
    private Answers() {}

    /** The result; an absent one is null, which is how go-jsonrpc writes an empty result. */
    static JsonNode result(JsonNode answer) {
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            throw new RpcException(error.path("code").asInt(RpcException.GENERAL),
                    error.path("message").asText("no reason given"));
        }
        JsonNode result = answer.get("result");
        return result == null ? NullNode.getInstance() : result;
    }
}
