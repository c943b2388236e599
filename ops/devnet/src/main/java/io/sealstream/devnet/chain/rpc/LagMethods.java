package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.node.LaggingNode;
import io.sealstream.rpc.RpcException;

/** {@code Devchain.Lag}: how far a second node is behind. */
final class LagMethods {
    private final LaggingNode node;

    LagMethods(LaggingNode node) {
        this.node = node;
    }

    void register(Methods methods) {
        methods.admin("Lag", 0, 1, this::lag);
    }

    private JsonNode lag(Args args) {
        if (args.size() > 0) {
            try {
                node.lag(args.number(0));
            } catch (IllegalArgumentException e) {
                throw RpcException.invalidParams(String.valueOf(e.getMessage()));
            }
        }
        return JsonNodeFactory.instance.objectNode().put("lag", node.lag()).put("epoch", node.chain().head().height());
    }
}
