package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.rpc.RpcException;
import io.sealstream.rpc.TokenClaims;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.TestWallet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.CopyOnWriteArrayList;

/** The API over a real wallet, with stand-ins for gateways, logs and the record's reader. */
final class RunningApi implements AutoCloseable {
    static final long PATIENCE_SECONDS = 20;
    final TestWallet wallet;
    final Jwt tokens;
    final List<String> supported = new CopyOnWriteArrayList<>();
    final List<Address> announced = new CopyOnWriteArrayList<>();
    final List<String> levels = new CopyOnWriteArrayList<>();
    final List<String> counted = new CopyOnWriteArrayList<>();
    final List<SignedRecords.Query> queries = new CopyOnWriteArrayList<>();
    final List<SignedRecords.Entry> entries = new ArrayList<>();
    volatile Instant now = Instant.ofEpochSecond(1_000);
    volatile List<HealthState> health = List.of();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonRpcClient> clients = new ArrayList<>();
    private final WalletRpcServer server;

    RunningApi(Path home) {
        this(home, settings(false, NetworkPrefix.MAINNET));
    }

    RunningApi(Path home, RpcSettings settings) {
        this(home, settings, new byte[]{ 7, 7, 7});
    }

    RunningApi(Path home, RpcSettings settings, byte[] secret) {
        tokens = new Jwt(secret);
        wallet = new TestWallet(home);
        InstantSource clock = () -> now;
        server = WalletRpcServer.start(vertx, settings,
                new RpcParts("1.2.3", wallet.keys, wallet.desk, tokens, gateways(), logs(), query -> {
                    queries.add(query);
                    return entries;
                }, () -> health, (method, outcome, nanos) -> counted.add(method + " " + outcome), clock));
    }

    static RpcSettings settings(boolean tokenSuffices, NetworkPrefix prefix) {
        return new RpcSettings(new HostPort("127.0.0.1", 0), Optional.empty(), prefix, tokenSuffices);
    }

    private GatewayControl gateways() {
        return new GatewayControl() {
            @Override
            public Future<Void> support(String account) {
                supported.add(account);
                return Future.succeededFuture();
            }

            @Override
            public Future<Void> announce(List<Address> addresses) {
                announced.addAll(addresses);
                return Future.failedFuture(RpcException.of("the gateway is not there"));
            }
        };
    }

    private LogControl logs() {
        return new LogControl() {
            @Override
            public List<String> names() {
                return List.of("a", "b");
            }

            @Override
            public void setLevel(String name, String level) {
                if (!level.equals("debug")) {
                    throw new IllegalArgumentException("no level " + level);
                }
                levels.add(name + "=" + level);
            }
        };
    }

    int port() {
        return server.address().port();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/rpc/v0");
    }

    String token(Permission permission) {
        return tokens.issue(new TokenClaims.Account("tester", permission, ""));
    }

    JsonRpcClient client(Optional<String> token) {
        return remember(JsonRpcClient.http(vertx, RpcClientOptions.of(url(), token)));
    }

    JsonRpcClient socket(String token) throws Exception {
        var socket = JsonRpcClient.webSocket(vertx, RpcClientOptions.of(url(), Optional.of(token)));
        remember(socket);
        await(socket.connected());
        return socket;
    }

    private JsonRpcClient remember(JsonRpcClient client) {
        clients.add(client);
        return client;
    }

    JsonNode as(Permission permission, String method, JsonNode... params) throws Exception {
        return call(client(Optional.of(token(permission))), method, params);
    }

    static JsonNode call(JsonRpcClient client, String method, JsonNode... params) throws Exception {
        return await(client.call("Filecoin." + method, params));
    }

    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String token, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static TextNode text(String text) {
        return TextNode.valueOf(text);
    }

    static TextNode base64(Bytes bytes) {
        return TextNode.valueOf(bytes.toBase64());
    }

    static JsonNode meta(String type, Bytes extra) {
        return JsonNodeFactory.instance.objectNode().put("Type", type).put("Extra", extra.toBase64());
    }

    static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Override
    public void close() {
        clients.forEach(JsonRpcClient::close);
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        http.close();
        wallet.close();
    }
}
