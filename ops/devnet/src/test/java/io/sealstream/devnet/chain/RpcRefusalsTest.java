package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.rpc.ChainAccess;
import io.sealstream.rpc.JsonRpcServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says to bad input, over both transports: codes and texts of go-jsonrpc {@code handler.go} and of lotus. */
final class RpcRefusalsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNKNOWN = "bafy2bzaceaxm23epjsmh75yvzcecsrbavlmkcxnva66bkdebdcnyw3bjrc74u";

    /**
     * A bad message.
     *
     * @param status of HTTP
     */
    private record Case(String body, int status, int code, String text) {}

    private static final List<Case> CASES = List.of(
            new Case("{\"jsonrpc\":", 500, -32700, "Parse error"),
            new Case("\"text\"", 500, -32700, "Parse error"),
            new Case(request("Filecoin.Nothing", "[]"), 500, -32601, "method 'Filecoin.Nothing' not found"),
            new Case("{\"id\":1,\"params\":[]}", 500, -32601, "method '' not found"),
            new Case(request("Filecoin.StateMinerInfo", "[\"f01000\"]"), 500, -32602,
                    "wrong param count (method 'Filecoin.StateMinerInfo'): 1 != 2"),
            new Case(request("Filecoin.ChainHead", "[1]"), 500, -32602,
                    "wrong param count (method 'Filecoin.ChainHead'): 1 != 0"),
            new Case(request("Filecoin.StateMinerInfo", "{\"miner\":\"f01000\"}"), 500, -32700, "unmarshaling param array"),
            new Case(request("Filecoin.StateMinerInfo", "[\"nonsense\",null]"), 500, -32700,
                    "unmarshaling params for 'Filecoin.StateMinerInfo' (param: 0)"),
            new Case(request("Filecoin.StateMinerInfo", "[17,null]"), 500, -32700, "(param: 0): expected text"),
            new Case(request("Filecoin.ChainGetTipSetByHeight", "[\"7\",[]]"), 500, -32700, "(param: 0)"),
            new Case(request("Filecoin.ChainGetBlock", "[{\"/\":\"bafynonsense\"}]"), 500, -32700, "(param: 0)"),
            new Case(request("Filecoin.MpoolPush", "[{\"Message\":{\"Version\":1}}]"), 500, -32700, "(param: 0)"),
            new Case(request("Filecoin.StateSearchMsg", "[[],{\"/\":\"" + UNKNOWN + "\"},\"-1\",true]"), 500, -32700,
                    "(param: 2)"),
            new Case(request("Filecoin.StateMinerInfo", "[\"f09999\",[]]"), 200, 1, "actor not found"),
            new Case(request("Filecoin.StateMinerInfo", "[\"f0100\",[]]"), 200, 1, "f0100 is not a miner"),
            new Case(request("Filecoin.StateLookupID", "[\"f09999\",[]]"), 200, 3, "actor not found"),
            new Case(request("Filecoin.StateGetActor", "[\"f0100\",[{\"/\":\"" + UNKNOWN + "\"}]]"), 200, 1,
                    "loading tipset {" + UNKNOWN + "}: get block " + UNKNOWN + ": ipld: could not find " + UNKNOWN),
            new Case(request("Filecoin.ChainGetMessage", "[{\"/\":\"" + UNKNOWN + "\"}]"), 200, 1,
                    "ipld: could not find " + UNKNOWN),
            new Case(request("Filecoin.ChainReadObj", "[{\"/\":\"" + UNKNOWN + "\"}]"), 200, 1,
                    "blockstore get: ipld: could not find " + UNKNOWN),
            new Case(request("Filecoin.ChainGetTipSetByHeight", "[-1,[]]"), 200, 1, "height -1 is negative"),
            new Case(request("Filecoin.StateActorCodeCIDs", "[27]"), 200, 1, "invalid network version 27"),
            new Case(request("Filecoin.StateGetRandomnessFromBeacon", "[1,99999,null,[]]"), 200, 1,
                    "cannot draw randomness from the future"),
            new Case(request("Filecoin.MpoolPush", "[" + message() + "]"), 200, 1, "gas fee cap is below the minimum base fee"),
            new Case(request("Filecoin.AuthVerify", "[\"a.b.c\"]"), 200, 1, "JWT Verification failed"),
            new Case("{\"method\":\"Filecoin.ChainHead\",\"params\":[],\"id\":{}}", 500, -32700, "failed to parse ID"));

    @TempDir
    private Path home = Path.of("");
    private RunningChain chain;

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** A signed message of the faucet that pays nothing. */
    private static String message() {
        String from = Genesis.faucet(TestChain.settings()).toString();
        return "{\"Message\":{\"Version\":0,\"To\":\"f05\",\"From\":\"" + from
                + "\",\"Nonce\":0,\"Value\":\"0\",\"GasLimit\":10000000,"
                + "\"GasFeeCap\":\"0\",\"GasPremium\":\"0\",\"Method\":0,\"Params\":null},\"Signature\":{\"Type\":1,\"Data\":\""
                + "A".repeat(86)
                + "A=\"}}";
    }

    @BeforeEach
    void start() {
        chain = new RunningChain(home);
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(chain.url("http", "v1")).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertRefused(JsonNode answer, Case bad) {
        assertThat(answer.path("error").path("code").asInt()).as(bad.body()).isEqualTo(bad.code());
        assertThat(answer.path("error").path("message").asText()).as(bad.body()).contains(bad.text());
        assertThat(answer.has("result")).as(bad.body()).isFalse();
    }

    @Test
    void shouldAnswerBadInputOverHttpAndGoOn() throws Exception {
        for (Case bad : CASES) {
            HttpResponse<String> answer = post(bad.body().getBytes(StandardCharsets.UTF_8));
            assertRefused(JSON.readTree(answer.body()), bad);
            assertThat(answer.statusCode()).as(bad.body()).isEqualTo(bad.status());
        }
        assertThat(chain.call("Filecoin.ChainHead").path("Height").longValue()).isEqualTo(chain.height());
    }

    @Test
    void shouldAnswerBadInputOverOneWebSocketAndGoOn() throws Exception {
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        WebSocket socket = connect(answers);
        for (Case bad : CASES) {
            socket.writeTextMessage(bad.body());
            await().until(() -> !answers.isEmpty());
            assertRefused(JSON.readTree(answers.remove()), bad);
        }
        socket.writeBinaryMessage(Buffer.buffer(request("Filecoin.StateNetworkName", "[]")));
        await().until(() -> !answers.isEmpty());
        assertThat(answers.remove()).contains("\"result\":\"devnet\"");
    }

    private WebSocket connect(Queue<String> answers) {
        WebSocket socket = RunningChain.await(chain.vertx.createWebSocketClient()
                .connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(chain.server.port()).setURI("/rpc/v1")));
        socket.textMessageHandler(answers::add);
        return socket;
    }

    @Test
    void shouldRefuseABodyAndAFrameThatAreTooLargeAndGoOn() throws Exception {
        HttpResponse<String> answer = post(new byte[JsonRpcServer.MAX_BODY_BYTES + 1]);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("-32700").contains("request bigger than maximum 8388608 allowed");
        WebSocket socket = RunningChain.await(chain.vertx
                .createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(16 << 20).setMaxMessageSize(16 << 20))
                .connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(chain.server.port()).setURI("/rpc/v1")));
        socket.writeFinalTextFrame(" ".repeat(JsonRpcServer.MAX_BODY_BYTES + 1));
        await().until(socket::isClosed);
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        connect(answers).writeTextMessage(request("Filecoin.StateNetworkName", "[]"));
        await().until(() -> !answers.isEmpty());
    }

    @Test
    void shouldAnswerBatchesOfRequestsOverHttp() throws Exception {
        String batch = "[" + request("Filecoin.StateNetworkName", "[]") + "," + request("Filecoin.Nothing", "[]") + "]";
        JsonNode answers = JSON.readTree(post(batch.getBytes(StandardCharsets.UTF_8)).body());
        assertThat(answers.path(0).path("result").asText()).isEqualTo("devnet");
        assertThat(answers.path(1).path("error").path("code").asInt()).isEqualTo(-32601);
    }

    @Test
    void shouldRefuseBadTokensBeforeAnythingElseWhereTokensAreDemanded(@TempDir Path other) throws Exception {
        try (RunningChain closed = new RunningChain(other, ChainAccess.of(other, TestChain.settings(), true));
                HttpClient client = HttpClient.newHttpClient()) {
            for (String token : List.of("nonsense", "a.b.c", "")) {
                HttpRequest request = HttpRequest.newBuilder(closed.url("http", "v1")).header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(request("Filecoin.ChainHead", "[]"))).build();
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(token).isEqualTo(401);
                assertThat(answer.body()).contains("the token is not good");
            }
            WebSocketConnectOptions upgrade = new WebSocketConnectOptions().setHost("127.0.0.1").setPort(closed.server.port())
                    .setURI("/rpc/v1?token=nonsense");
            Throwable refused = closed.vertx.createWebSocketClient().connect(upgrade).toCompletionStage().toCompletableFuture()
                    .handle((socket, e) -> e).get();
            assertThat(refused).isInstanceOfSatisfying(UpgradeRejectedException.class,
                    e -> assertThat(e.getStatus()).isEqualTo(401));
            assertThat(closed.call("Filecoin.ChainHead").path("Height").longValue()).isEqualTo(closed.height());
        }
    }
}
