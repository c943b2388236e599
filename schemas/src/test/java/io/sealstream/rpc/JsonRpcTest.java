package io.sealstream.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server and clients against each other, over real connections. */
final class JsonRpcTest {
    private static final long PATIENCE_SECONDS = 20;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<ChannelSink> channel = new AtomicReference<>();
    private final AtomicReference<CallContext> slow = new AtomicReference<>();
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        server = listen(0);
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/rpc/v1");
    }

    private HttpServer listen(int port) throws Exception {
        Authorizer authorizer = Authorizer.tokens(Map.of("secret", Set.of(Permission.READ, Permission.WRITE)),
                Set.of(Permission.READ));
        JsonRpcServer rpc = new JsonRpcServer(vertx, authorizer)
                .method("Test.Echo", Permission.READ, 1, 2, (params, context) -> Future.succeededFuture(params.get(0)))
                .method("Test.Fail", Permission.READ, 0, (params, context) -> Future.failedFuture(new RpcException(7, "seven")))
                .method("Test.Throw", Permission.READ, 0, (params, context) -> {
                    throw new IllegalStateException("broken inside");
                }).method("Test.Write", Permission.WRITE, 0, (params, context) -> Future.succeededFuture(IntNode.valueOf(1)))
                .method("Test.Never", Permission.READ, 0, (params, context) -> {
                    slow.set(context);
                    return Promise.<JsonNode>promise().future();
                })
                .open("Test.Open", 0,
                        (params, context) -> Future
                                .succeededFuture(TextNode.valueOf(context.bearer().name() + context.permissions())))
                .stream("Test.Notify", Permission.READ, 0, (params, context, sink) -> {
                    sink.send(TextNode.valueOf("first"));
                    channel.set(sink);
                    return Future.succeededFuture();
                });
        return get(vertx.createHttpServer(JsonRpcServer.httpOptions()).requestHandler(rpc).listen(port, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(strings = { "http", "ws"})
    void shouldAnswerCalls(String transport) throws Exception {
        try (JsonRpcClient client = client(transport, Optional.empty())) {
            JsonNode value = JsonNodeFactory.instance.objectNode().put("Height", 17);
            assertThat(get(client.call("Test.Echo", value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({ "Test.Fail,0,7,seven", "Test.Throw,0,1,broken inside", "Test.Gone,0,-32601,method 'Test.Gone' not found",
        "Test.Echo,0,-32602,wrong param count (method 'Test.Echo'): 0 != 1 to 2",
        "Test.Fail,1,-32602,wrong param count (method 'Test.Fail'): 1 != 0",
        "Test.Write,0,1,missing permission to invoke 'Write' (need 'write')"})
    void shouldReportErrorsOverBothTransports(String method, int params, int code, String message) throws Exception {
        for (String transport : List.of("http", "ws")) {
            try (JsonRpcClient client = client(transport, Optional.empty())) {
                JsonNode[] given = new JsonNode[params];
                Arrays.fill(given, IntNode.valueOf(0));
                assertThatThrownBy(() -> get(client.call(method, given))).isInstanceOfSatisfying(RpcException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e).hasMessage(message);
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "http", "ws"})
    void shouldGiveTheBearerOfATokenItsPermissions(String transport) throws Exception {
        try (JsonRpcClient client = client(transport, Optional.of("secret"))) {
            assertThat(get(client.call("Test.Write")).asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "http", "ws"})
    void shouldAnswerEverybodyWhereAMethodIsOpen(String transport) throws Exception {
        try (JsonRpcClient client = client(transport, Optional.empty())) {
            assertThat(get(client.call("Test.Open")).asText()).isEqualTo("[READ]");
        }
    }

    @Test
    void shouldRefuseAnUnknownToken() {
        JsonRpcClient client = JsonRpcClient.http(vertx, RpcClientOptions.of(url, Optional.of("wrong")));
        assertThatThrownBy(() -> get(client.call("Test.Echo", IntNode.valueOf(1)))).isInstanceOf(RpcException.class)
                .hasMessageContaining("refuses our token");
    }

    /** Codes, texts and statuses: go-jsonrpc {@code handler.go}, {@code server.go}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"jsonrpc\":|-32700|500|Parse error", "[]|-32600|400|Invalid request",
        "{\"id\":1}|-32601|500|method '' not found", "''|-32600|400|Invalid request", "5|-32700|500|Parse error",
        "{\"method\":\"Test.Echo\",\"params\":{\"a\":1},\"id\":1}|-32700|500|unmarshaling param array",
        "{\"method\":1,\"id\":1}|-32700|500|Parse error", "{\"method\":\"Test.Fail\",\"id\":true}|-32700|500|failed to parse ID",
        "{} {}|-32700|500|Parse error", "[5]|-32700|500|Parse error",
        "{\"method\":\"Test.Notify\",\"id\":1}|-32601|500|no out channel support"})
    void shouldAnswerABadBodyAndGoOn(String body, int code, int status, String message) throws Exception {
        HttpResponse<String> bad = post(body);
        assertThat(Wire.parse(bad.body()).path("error").path("code").asInt()).isEqualTo(code);
        assertThat(Wire.parse(bad.body()).path("error").path("message").asText()).contains(message);
        assertThat(bad.statusCode()).isEqualTo(status);
        HttpResponse<String> good = post("{\"jsonrpc\":\"2.0\",\"method\":\"Test.Echo\",\"params\":[5],\"id\":\"a\"}");
        assertThat(good.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":5,\"id\":\"a\"}");
    }

    private HttpResponse<String> post(String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void shouldAnswerABatchInItsOrder() throws Exception {
        HttpResponse<String> answer = post(
                "[{\"method\":\"Test.Echo\",\"params\":[5],\"id\":1},{\"method\":\"Test.Echo\",\"params\":[0]},"
                        + "{\"method\":\"Test.Fail\",\"id\":2}]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[{\"jsonrpc\":\"2.0\",\"result\":5,\"id\":1},"
                + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":7,\"message\":\"seven\"},\"id\":2}]");
        assertThat(post("[" + "{},".repeat(100) + "{}]").body()).contains("-32600").contains("1 to 100 requests");
        assertThat(post("[{\"method\":\"Test.Echo\",\"params\":[5]}]").statusCode()).isEqualTo(204);
    }

    @Test
    void shouldReadBinaryFramesAndAnswerWhatItCannotRead() throws Exception {
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        WebSocketClient client = vertx.createWebSocketClient();
        WebSocket socket = get(client.connect(url.getPort(), "127.0.0.1", "/rpc/v1"));
        socket.textMessageHandler(answers::add);
        socket.writeTextMessage("[1,");
        socket.writeBinaryMessage(Buffer.buffer("{\"method\":\"Test.Echo\",\"params\":[5],\"id\":1}"));
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> answers.size() == 2);
        assertThat(answers.poll()).contains("-32700").contains("\"id\":null");
        assertThat(answers.poll()).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":5,\"id\":1}");
    }

    @Test
    void shouldRefuseAHeaderThatIsNoBearerToken() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest bare = HttpRequest.newBuilder(url).header("Authorization", "secret")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")).build();
            assertThat(client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var body = HttpRequest.BodyPublishers.ofByteArray(new byte[JsonRpcServer.MAX_BODY_BYTES + 1]);
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(url).POST(body).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("-32700").contains("request bigger than maximum 8388608 allowed");
        }
    }

    @Test
    void shouldStreamValuesOfAChannelInOrder() throws Exception {
        try (JsonRpcSocket socket = socket()) {
            Queue<String> values = new ConcurrentLinkedQueue<>();
            Queue<String> ends = new ConcurrentLinkedQueue<>();
            get(socket.subscribe("Test.Notify", List.of(), value -> values.add(value.asText()), ends::add));
            channel.get().send(TextNode.valueOf("second"));
            channel.get().send(TextNode.valueOf("third"));
            channel.get().close();
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> !ends.isEmpty());
            assertThat(values).containsExactly("first", "second", "third");
            assertThat(ends).containsExactly("the server closed the channel");
            assertThat(channel.get().send(TextNode.valueOf("late"))).isFalse();
        }
    }

    @Test
    void shouldEndAChannelThatTheClientCancels() throws Exception {
        try (JsonRpcSocket socket = socket()) {
            Queue<String> ends = new ConcurrentLinkedQueue<>();
            get(socket.subscribe("Test.Notify", List.of(), value -> {}, ends::add)).cancel();
            get(channel.get().closed());
            assertThat(channel.get().send(TextNode.valueOf("late"))).isFalse();
            assertThat(ends).isEmpty();
        }
    }

    @Test
    void shouldRefuseAChannelOverHttp() {
        JsonRpcClient client = JsonRpcClient.http(vertx, RpcClientOptions.of(url, Optional.empty()));
        assertThatThrownBy(() -> get(client.call("Test.Notify"))).isInstanceOf(RpcException.class)
                .hasMessageContaining("WebSocket");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http", "ws"})
    void shouldGiveUpOnASlowAnswerAndTellTheServer(String transport) throws Exception {
        RpcClientOptions options = RpcClientOptions.of(url, Optional.empty()).withCallTimeout(Duration.ofSeconds(2));
        JsonRpcClient client = transport.equals("http") ? JsonRpcClient.http(vertx, options) : connected(options);
        Future<JsonNode> answer = client.call("Test.Never");
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> slow.get() != null);
        assertThatThrownBy(() -> get(answer)).isInstanceOf(RpcUnavailableException.class);
        get(slow.get().cancelled());
    }

    @Test
    void shouldFailWhatIsPendingAndConnectAgainWhenTheServerReturns() throws Exception {
        try (JsonRpcSocket socket = socket()) {
            Queue<String> ends = new ConcurrentLinkedQueue<>();
            Queue<String> losses = new ConcurrentLinkedQueue<>();
            Queue<Integer> connections = new ConcurrentLinkedQueue<>();
            socket.onConnect(() -> connections.add(1));
            socket.onDisconnect(losses::add);
            get(socket.subscribe("Test.Notify", List.of(), value -> {}, ends::add));
            Future<JsonNode> pending = socket.call("Test.Never");
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> slow.get() != null);
            int port = server.actualPort();
            get(server.close());
            assertThatThrownBy(() -> get(pending)).isInstanceOf(RpcUnavailableException.class).hasMessageContaining("lost");
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> losses.size() >= 2);
            assertThat(ends).hasSize(1);
            assertThatThrownBy(() -> get(socket.call("Test.Echo", IntNode.valueOf(1))))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageContaining("not connected");
            server = listen(port);
            get(socket.connected());
            assertThat(get(socket.call("Test.Echo", IntNode.valueOf(3))).asInt()).isEqualTo(3);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> connections.size() == 2);
            assertThat(channel.get().closed().isComplete()).isTrue();
        }
    }

    @Test
    void shouldReportAServerThatIsNotThere() throws Exception {
        get(server.close());
        JsonRpcClient client = JsonRpcClient.http(vertx, RpcClientOptions.of(url, Optional.empty()));
        assertThatThrownBy(() -> get(client.call("Test.Echo", IntNode.valueOf(1)))).isInstanceOf(RpcUnavailableException.class)
                .hasMessageContaining("Test.Echo");
    }

    private JsonRpcClient client(String transport, Optional<String> token) throws Exception {
        RpcClientOptions options = RpcClientOptions.of(url, token);
        return transport.equals("http") ? JsonRpcClient.http(vertx, options) : connected(options);
    }

    private JsonRpcSocket socket() throws Exception {
        return connected(RpcClientOptions.of(url, Optional.empty()));
    }

    private JsonRpcSocket connected(RpcClientOptions options) throws Exception {
        JsonRpcSocket socket = JsonRpcClient.webSocket(vertx, options);
        get(socket.connected());
        return socket;
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
