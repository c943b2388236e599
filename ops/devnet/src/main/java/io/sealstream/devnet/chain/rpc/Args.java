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

/** The positional parameters of a call; those that cannot be read are refused with their position. */
record Args(JsonNode params) {

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
            throw RpcException.invalidParams("unmarshaling params for parameter " + index + ": " + e.getMessage());
        }
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

    /** A text, or the fallback where the parameter is missing or null. */
    String text(int index, String fallback) {
        JsonNode value = json(index);
        if (value.isNull()) {
            return fallback;
        }
        if (!value.isTextual()) {
            throw RpcException
                    .invalidParams("unmarshaling params for parameter " + index + ": expected text, not " + value.getNodeType());
        }
        return value.textValue();
    }

    /** A tipset key; missing, null and empty mean the head. */
    TipSetKey tipSetKey(int index) {
        return as(index, TipSetKey.SHAPE);
    }
}
