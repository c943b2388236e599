package io.sealstream.manager.edge.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A chain node over our JSON-RPC client. */
public final class VertxChainNode implements ChainNode {
    private static final String NAMESPACE = "Filecoin.";

    private final JsonRpcClient client;

    public VertxChainNode(JsonRpcClient client) {
        this.client = client;
    }

    @Override
    public Answer call(String method, JsonTree... params) {
        List<JsonNode> nodes = Arrays.stream(params).map(FilecoinJson::toNode).toList();
        try {
            JsonNode result = client.call(NAMESPACE + method, nodes).toCompletionStage().toCompletableFuture().get();
            return new Answer(method, FilecoinJson.toTree(result));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RpcException refused) {
                throw new ChainCallException(Kind.REFUSED, method + ": " + refused.getMessage(), refused);
            }
            throw new ChainCallException(Kind.UNREACHABLE, String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChainCallException(Kind.UNREACHABLE, method + " was interrupted", e);
        } catch (CodecException e) {
            throw new ChainCallException(Kind.UNREADABLE,
                    "the chain node's " + method + " answer cannot be read: " + e.getMessage(), e);
        }
    }
}
