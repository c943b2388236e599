package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import io.sealstream.signer.keys.Secret;

/** The positional parameters of one call. What does not fit is refused by its place, without repeating it: it may be a secret. */
final class Params {
    private final String method;
    private final JsonNode values;

    /** @param method without namespace */
    Params(String method, JsonNode values) {
        this.method = method;
        this.values = values;
    }

    boolean has(int index) {
        return values.hasNonNull(index);
    }

    JsonNode json(int index) {
        return values.path(index);
    }

    Address address(int index) {
        return read(index, Shapes.ADDRESS);
    }

    Bytes bytes(int index) {
        return read(index, Shapes.BYTES);
    }

    <T> T read(int index, Shape<T> shape) {
        return read(index, json(index), shape);
    }

    /** Reads a part of a parameter. */
    <T> T read(int index, JsonNode part, Shape<T> shape) {
        try {
            return FilecoinJson.read(shape, part);
        } catch (CodecException e) {
            throw refuse(index, String.valueOf(e.getMessage()));
        }
    }

    String text(int index) {
        if (!json(index).isTextual()) {
            throw refuse(index, "it must be text");
        }
        return json(index).textValue();
    }

    /** The text of a parameter as a secret; what JSON left of it on the heap stays there until it is collected. */
    Secret secret(int index) {
        return Secret.take(text(index).toCharArray());
    }

    RpcException refuse(int index, String why) {
        return RpcException.invalidParams("parameter " + (index + 1) + " of " + method + ": " + why);
    }
}
