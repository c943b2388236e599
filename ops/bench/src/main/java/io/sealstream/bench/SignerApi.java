package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** JSON-RPC of a running signer, as its callers use it. */
final class SignerApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JsonRpcClient client;

    /** @param address host and port */
    SignerApi(Vertx vertx, String address, String token) {
        this.client = JsonRpcClient.http(vertx,
                RpcClientOptions.of(URI.create("http://" + address + "/rpc/v0"), Optional.of(token)).withCallTimeout(PATIENCE));
    }

    SigningKey newKey(String type) {
        return new SigningKey(type, Address.parse(await(call("WalletNew", TextNode.valueOf(type))).asText()));
    }

    void unlock(String password) {
        await(call("Unlock", TextNode.valueOf(password)));
    }

    void lock(String password) {
        await(call("Lock", TextNode.valueOf(password)));
    }

    /** The signature of a message; fails with the signer's reason. */
    Future<Signature> sign(SigningKey key, Message message) {
        JsonNode meta = JsonNodeFactory.instance.objectNode().put("Type", "message").put("Extra",
                Bytes.of(message.toCbor()).toBase64());
        return call("WalletSign", TextNode.valueOf(key.address().toString()),
                TextNode.valueOf(Bytes.of(message.bytesToSign()).toBase64()), meta)
                .map(json -> FilecoinJson.read(Signature.SHAPE, json));
    }

    private Future<JsonNode> call(String method, JsonNode... params) {
        return client.call("Filecoin." + method, params);
    }

    /** Waits for an answer. */
    static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new BenchException("the signer answered: " + Optional.ofNullable(e.getCause()).orElse(e).getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
