package io.sealstream.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of requests, answers and notifications. Names and shapes: go-jsonrpc, {@code websocket.go} and {@code handler.go}. */
final class Wire {
    static final String CHANNEL_VALUE = "xrpc.ch.val";
    static final String CHANNEL_CLOSE = "xrpc.ch.close";
    static final String CANCEL = "xrpc.cancel";
    private static final String VERSION = "2.0";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * A request or notification.
     *
     * @param id     missing for a notification
     * @param params as they came; {@link #positional} checks them
     */
    record Request(JsonNode id, String method, JsonNode params) {
        /** The parameters as a list; none where they are absent or null. */
        JsonNode positional() {
            if (params.isMissingNode() || params.isNull()) {
                return JSON.arrayNode();
            }
            if (!params.isArray()) {
                throw new RpcException(RpcException.PARSE_ERROR,
                        "unmarshaling param array: params must be an array: parameters are positional");
            }
            return params;
        }

        boolean notification() {
            return id.isMissingNode() || id.isNull();
        }
    }

    private Wire() {}

    /** The JSON of a body; texts and codes of refusals are those of go-jsonrpc with the reason behind them. */
    static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new RpcException(RpcException.INVALID_REQUEST,
                        "Invalid request: the body is empty; send a JSON-RPC 2.0 request");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new RpcException(RpcException.PARSE_ERROR, "Parse error: the body is not JSON: " + e.getOriginalMessage());
        }
    }

    static Request request(JsonNode node) {
        JsonNode method = node.path("method");
        if (!node.isObject() || !(method.isTextual() || method.isMissingNode() || method.isNull())) {
            throw new RpcException(RpcException.PARSE_ERROR,
                    "Parse error: not a JSON-RPC 2.0 request, which is an object with a method");
        }
        JsonNode id = node.path("id");
        if (!id.isMissingNode() && !id.isNull() && !id.isTextual() && !id.isNumber()) {
            throw new RpcException(RpcException.PARSE_ERROR, "failed to parse ID: the id is neither a number nor a text");
        }
        return new Request(id, method.asText(""), node.path("params"));
    }

    static String call(long id, String method, List<? extends JsonNode> params) {
        return envelope().put("id", id).put("method", method).<ObjectNode>set("params", array(params)).toString();
    }

    static String notification(String method, List<? extends JsonNode> params) {
        return envelope().put("method", method).<ObjectNode>set("params", array(params)).toString();
    }

    static String result(JsonNode id, JsonNode result) {
        return envelope().<ObjectNode>set("result", result).<ObjectNode>set("id", id).toString();
    }

    static String error(JsonNode id, int code, String message) {
        ObjectNode error = JSON.objectNode().put("code", code).put("message", message);
        JsonNode known = id instanceof MissingNode ? NullNode.getInstance() : id;
        return envelope().<ObjectNode>set("error", error).<ObjectNode>set("id", known).toString();
    }

    /** What a failure tells the caller. */
    static RpcException failure(Throwable cause) {
        if (cause instanceof RpcException known) {
            return known;
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return RpcException.of(text);
    }

    private static ObjectNode envelope() {
        return JSON.objectNode().put("jsonrpc", VERSION);
    }

    private static ArrayNode array(List<? extends JsonNode> params) {
        return JSON.arrayNode().addAll(params);
    }
}
