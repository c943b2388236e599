package io.sealstream.devnet.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.rpc.ChainAccess;
import io.sealstream.devnet.chain.rpc.ChainRpcServer;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A chain with its RPC on a free port, mined by hand. Signatures are taken as given, proofs are scripted. */
final class RunningChain implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    final Vertx vertx = Vertx.vertx();
    final ScriptedVerifier verifier = new ScriptedVerifier();
    final DevChain node;
    final ChainRpcServer server;
    final JsonRpcClient client;

    /** Everybody may do everything. */
    RunningChain(Path home) {
        this(home, ChainAccess.open(TestChain.settings()));
    }

    RunningChain(Path home, ChainAccess access) {
        node = DevChain.open(home,
                new DevChain.Parts(TestChain.settings(), TestChain.TRUSTING, verifier, Clock.systemUTC(), true));
        server = ChainRpcServer.start(node, Optional.empty(), access, "127.0.0.1", 0);
        client = http("v1", Optional.empty());
    }

    URI url(String scheme, String version) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + "/rpc/" + version);
    }

    private RpcClientOptions options(String scheme, String version) {
        return RpcClientOptions.of(url(scheme, version), Optional.empty());
    }

    JsonRpcClient http(String version) {
        return http(version, Optional.empty());
    }

    JsonRpcClient http(String version, Optional<String> token) {
        return JsonRpcClient.http(vertx, RpcClientOptions.of(url("http", version), token));
    }

    JsonRpcSocket socket() {
        JsonRpcSocket socket = JsonRpcClient.webSocket(vertx, options("ws", "v1"));
        await(socket.connected());
        return socket;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    JsonNode call(String method, JsonNode... params) {
        return await(client.call(method, List.of(params)));
    }

    long height() {
        return node.chain().head().height();
    }

    /** Funds an account; the blocks it takes are mined. */
    void fund(Address address) {
        Future<JsonNode> funded = client.call("Devchain.Fund", List.of(FilecoinJson.address(address), TextNodes.of("100 FIL")));
        while (!funded.isComplete()) {
            node.mine(1);
            Thread.onSpinWait();
        }
        await(funded);
    }

    /** Estimates, pushes and mines a message; its lookup. */
    JsonNode send(Address from, Address to, TokenAmount value, long method, Bytes params) {
        SignedMessage signed = push(Message.call(to, from, value, method, params));
        node.mine(2);
        return call("Filecoin.StateSearchMsg", TextNodes.none(), FilecoinJson.cid(signed.cid()), TextNodes.number(-1),
                TextNodes.yes());
    }

    SignedMessage push(Message message) {
        Message filled = FilecoinJson.message(
                call("Filecoin.GasEstimateMessageGas", FilecoinJson.message(message), TextNodes.none(), TextNodes.none()));
        long nonce = call("Filecoin.MpoolGetNonce", FilecoinJson.address(message.from())).longValue();
        SignedMessage signed = TestChain.signed(filled.withNonce(nonce));
        call("Filecoin.MpoolPush", FilecoinJson.signedMessage(signed));
        return signed;
    }

    @Override
    public void close() {
        server.close();
        node.close();
        await(vertx.close());
    }
}
