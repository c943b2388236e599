package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;

/**
 * The positional parameters of a call; those that cannot be read are refused with their position, as go-jsonrpc does.
 *
 * @param method full name, for refusals
 */
record Args(String method, JsonNode params) {

    JsonNode json(int index) {
        JsonNode value = params.get(index);
        return value == null ? NullNode.getInstance() : value;
    }

    int size() {
        return params.size();
    }

    <T> T as(int index, Shape<T> shape) {
        try {
            return FilecoinJson.read(shape, json(index));
        } catch (CodecException e) {
            throw refuse(index, String.valueOf(e.getMessage()));
        }
    }

    /** The refusal of a parameter: it is not what the method takes. */
    RpcException refuse(int index, String why) {
        return new RpcException(RpcException.PARSE_ERROR,
                "unmarshaling params for '" + method + "' (param: " + index + "): " + why);
    }

    Address address(int index) {
        return as(index, Shapes.ADDRESS);
    }

    Cid cid(int index) {
        return as(index, Shapes.CID);
    }

    ChainEpoch epoch(int index) {
        return as(index, Shapes.EPOCH);
    }

    long unsigned(int index) {
        return as(index, Shapes.UNSIGNED);
    }

    long number(int index) {
        return as(index, Shapes.INTEGER);
    }

    boolean flag(int index) {
        return as(index, Shapes.BOOL);
    }

    /** A text, or the fallback where the parameter is missing or null. */
    String text(int index, String fallback) {
        JsonNode value = json(index);
        if (value.isNull()) {
            return fallback;
        }
        if (!value.isTextual()) {
            throw refuse(index, "expected text, not " + value.getNodeType());
        }
        return value.textValue();
    }

    /** A tipset key; missing, null and empty mean the head. */
    TipSetKey tipSetKey(int index) {
        return as(index, TipSetKey.SHAPE);
    }
}
