package io.sealstream.signer.edge.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A request of a gateway, as it comes over the channel: {@code {"Id": uuid, "Method": text, "Payload": base64(JSON)}} (venus
 * {@code venus-shared/types/gateway}, {@code RequestEvent}).
 *
 * @param id      by which it is answered; a repeat has the same
 * @param method  what is wanted
 * @param payload base64 of its JSON, not read yet
 */
record GatewayEvent(String id, String method, JsonNode payload) {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws CodecException where it cannot even be answered */
    static GatewayEvent of(JsonNode json) {
        String id = json.path("Id").asText("");
        if (!UUID.matcher(id).matches()) {
            throw CodecException.of("a request without an id");
        }
        return new GatewayEvent(id, json.path("Method").asText(""), json.path("Payload"));
    }

    /** The content; null for none. */
    JsonNode content() {
        if (payload.isMissingNode() || payload.isNull()) {
            return NullNode.getInstance();
        }
        if (!payload.isTextual()) {
            throw CodecException.of("the payload is not base64 text");
        }
        try {
            JsonNode read = JSON.readTree(Bytes.fromBase64(payload.textValue()).toArray());
            return read == null || read.isMissingNode() ? NullNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            throw CodecException.of("the payload is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw CodecException.of("the payload cannot be read");
        }
    }

    /** The answer that says this. */
    ObjectNode value(JsonNode result) {
        return answer("").put("Payload", Bytes.of(result.toString().getBytes(StandardCharsets.UTF_8)).toBase64());
    }

    /** The answer that says no. */
    ObjectNode error(String reason) {
        return answer(reason);
    }

    private ObjectNode answer(String error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("Id", id);
        json.putNull("Payload");
        return json.put("Error", error);
    }
}
