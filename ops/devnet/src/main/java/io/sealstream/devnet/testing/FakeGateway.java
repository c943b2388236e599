package io.sealstream.devnet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.GatewayChallenge;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.rpc.Authorizer;
import io.sealstream.rpc.CallContext;
import io.sealstream.rpc.ChannelSink;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A gateway as sophon-gateway is one (chain.md 1.7, 1.8), on a real WebSocket: asks for the keys, has each proven, accepts, and then asks for
 * signatures. It can drop connections, close channels, hold back and repeat what it sends. It believes only signatures that hold.
 */
public final class FakeGateway implements AutoCloseable {
    /** The only token that is let in. */
    public static final String TOKEN = "token-of-account";
    private static final Bls BLS = Bls.open();
    private static final Bytes RANDOM = Bytes.fromHex("0a".repeat(32));

    /** A wallet that was accepted, or is on its way there. */
    public static final class Wallet {
        public final String channel = UUID.randomUUID().toString();
        public final List<String> accounts = new CopyOnWriteArrayList<>();
        public final List<Address> addresses = new CopyOnWriteArrayList<>();
        public final Bytes signBytes;
        public final ChannelSink sink;
        public volatile boolean accepted;

        Wallet(Bytes signBytes, ChannelSink sink) {
            this.signBytes = signBytes;
            this.sink = sink;
        }
    }

    public final List<Wallet> wallets = new CopyOnWriteArrayList<>();
    public final List<String> refusedAnswers = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Promise<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    /** Sends an event: now, later, twice. */
    public volatile Consumer<Runnable> sending = Runnable::run;
    /** Runs before a wallet is accepted. */
    public volatile Runnable beforeAccepting = () -> {};

    public FakeGateway() {
        server = listen(0);
    }

    private HttpServer listen(int port) {
        JsonRpcServer rpc = new JsonRpcServer(vertx, Authorizer.tokens(Map.of(TOKEN, Set.of(Permission.values())), Set.of()));
        rpc.stream("Gateway.ListenWalletEvent", Permission.WRITE, 1, this::open)
                .method("Gateway.ResponseWalletEvent", Permission.WRITE, 1, (params, context) -> answered(params.get(0)))
                .method("Gateway.SupportNewAccount", Permission.WRITE, 2, (params, context) -> {
                    wallet(params).accounts.add(params.get(1).asText());
                    return Future.succeededFuture(NullNode.getInstance());
                })
                .method("Gateway.AddNewAddress", Permission.WRITE, 2, (params, context) -> {
                    Wallet wallet = wallet(params);
                    return prove(wallet, addresses(params.get(1))).map(done -> NullNode.getInstance());
                })
                .method("Gateway.RemoveAddress", Permission.WRITE, 2, (params, context) -> {
                    wallet(params).addresses.removeAll(addresses(params.get(1)));
                    return Future.succeededFuture(NullNode.getInstance());
                });
        return vertx.createHttpServer(JsonRpcServer.httpOptions()).connectionHandler(connection -> {
            connections.add(connection);
            connection.closeHandler(closed -> connections.remove(connection));
        }).requestHandler(request -> {
            if ("/rpc/v1".equals(request.path())) {
                rpc.handle(request);
            } else {
                request.response().setStatusCode(404).end();
            }
        }).listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public String address() {
        return "/ip4/127.0.0.1/tcp/" + server.actualPort();
    }

    private Future<Void> open(JsonNode params, CallContext context, ChannelSink sink) {
        JsonNode policy = params.get(0);
        Wallet wallet = new Wallet(Bytes.fromBase64(policy.path("SignBytes").asText()), sink);
        policy.path("SupportAccounts").forEach(account -> wallet.accounts.add(account.asText()));
        wallets.add(wallet);
        send(wallet, "WalletList", NullNode.getInstance()).compose(list -> prove(wallet, addresses(list))).onSuccess(done -> {
            beforeAccepting.run();
            wallet.accepted = true;
            event(wallet, UUID.randomUUID().toString(), "InitConnect",
                    JsonNodeFactory.instance.objectNode().put("ChannelId", wallet.channel));
        }).onFailure(e -> sink.close());
        return Future.succeededFuture();
    }

    private static List<Address> addresses(JsonNode list) {
        return list.valueStream().map(each -> Address.parse(each.asText())).toList();
    }

    private Wallet wallet(JsonNode params) {
        return wallets.stream().filter(wallet -> wallet.accepted && wallet.channel.equals(params.get(0).asText())).findFirst()
                .orElseThrow(() -> RpcException.of("no channel " + params.get(0)));
    }

    private Future<Void> prove(Wallet wallet, List<Address> addresses) {
        Future<Void> all = Future.succeededFuture();
        Bytes toSign = GatewayChallenge.bytesToSign(RANDOM, wallet.signBytes);
        for (Address address : addresses) {
            all = all.compose(before -> sign(wallet, address, toSign, "verifyaddress", RANDOM)).compose(signature -> {
                if (!holds(signature, address, toSign.toArray())) {
                    return Future.failedFuture("the signature of " + address + " does not hold");
                }
                wallet.addresses.add(address);
                return Future.succeededFuture();
            });
        }
        return all;
    }

    /** Whether a signature of an address is good. */
    public static boolean holds(Signature signature, Address signer, byte[] data) {
        return signature.type() == SignatureType.BLS
                ? BLS.verify(signature.data().toArray(), signer.payload(), data)
                : Secp256k1.verify(signature, signer, data);
    }

    /** Asks a wallet for a signature. */
    public Future<Signature> sign(Wallet wallet, Address signer, Bytes toSign, String type, Bytes extra) {
        return send(wallet, "WalletSign", signRequest(signer, toSign, type, extra))
                .map(json -> FilecoinJson.read(Signature.SHAPE, json));
    }

    public static ObjectNode signRequest(Address signer, Bytes toSign, String type, Bytes extra) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("Signer", signer.toString()).put("ToSign",
                toSign.toBase64());
        payload.putObject("Meta").put("Type", type).put("Extra", extra.toBase64());
        return payload;
    }

    public Future<JsonNode> send(Wallet wallet, String method, JsonNode payload) {
        String id = UUID.randomUUID().toString();
        Future<JsonNode> answer = expect(id);
        event(wallet, id, method, payload);
        return answer;
    }

    public Future<JsonNode> expect(String id) {
        Promise<JsonNode> promise = Promise.promise();
        pending.put(id, promise);
        return promise.future();
    }

    public void event(Wallet wallet, String id, String method, JsonNode payload) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("Id", id).put("Method", method).put("Payload",
                Bytes.of(payload.toString().getBytes(StandardCharsets.UTF_8)).toBase64());
        sending.accept(() -> wallet.sink.send(event));
    }

    private Future<JsonNode> answered(JsonNode answer) {
        Promise<JsonNode> promise = pending.remove(answer.path("Id").asText());
        if (promise == null) {
            refusedAnswers.add(answer.path("Id").asText());
            return Future.failedFuture(RpcException.of("request id " + answer.path("Id").asText() + " not exit"));
        }
        if (answer.path("Error").asText().isEmpty()) {
            promise.complete(json(answer.path("Payload").asText()));
        } else {
            promise.fail(answer.path("Error").asText());
        }
        return Future.succeededFuture(NullNode.getInstance());
    }

    private static JsonNode json(String base64) {
        try {
            return new ObjectMapper().readTree(Bytes.fromBase64(base64).toArray());
        } catch (IOException e) {
            throw RpcException.of("the payload is no JSON");
        }
    }

    /** Runs later, as a slow network would. */
    public void later(Runnable action) {
        vertx.setTimer(50, fired -> action.run());
    }

    /** The network goes away for every wallet. */
    public void drop() {
        connections.forEach(HttpConnection::close);
    }

    /** The gateway goes away and comes back on its port. */
    public void stop() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    public void restart() {
        server = listen(server.actualPort());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
