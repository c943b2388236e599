package io.sealstream.manager.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.manager.cli.RpcCaller;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcException;
import java.util.concurrent.ExecutionException;

/** The command line's client of the manager. */
final class BlockingRpc implements RpcCaller {
    private final JsonRpcClient client;

    BlockingRpc(JsonRpcClient client) {
        this.client = client;
    }

    @Override
    public JsonNode call(String method, JsonNode... params) {
        try {
            return client.call(method, params).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RpcException refused) {
                throw new Refused(refused.code(), String.valueOf(refused.getMessage()));
            }
            throw new Unreachable(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
