package io.sealstream.manager.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.manager.query.SectorView;
import io.sealstream.rpc.Authorizer;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.FlushBatch;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.OrderLane;
import io.sealstream.schemas.avro.SendMessage;
import io.sealstream.schemas.avro.SetPolicy;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The edge over real HTTP; the log answers what a test tells it. */
class EdgeServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = Address.bls(new byte[48]).toString();

    /** A log that keeps commands and may reply at once. */
    private final class Log implements CommandLog {
        @Override
        public CompletionStage<Void> append(Topic topic, String key, SpecificRecord command) {
            appended.add(topic.name() + " " + key);
            commands.add(command);
            Reply reply = replies.apply(command);
            if (reply != null) {
                gateway.replied(reply);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public int replyPartition() {
            return 3;
        }
    }

    private final List<String> appended = new CopyOnWriteArrayList<>();
    private final List<SpecificRecord> commands = new CopyOnWriteArrayList<>();
    private volatile Function<SpecificRecord, @org.jspecify.annotations.Nullable Reply> replies = command -> null;
    private final CannedQueries queries = new CannedQueries();
    private final CommandGateway gateway = new CommandGateway(new Log(), Duration.ofMillis(700), 10);
    private final Vertx vertx = Vertx.vertx();
    private final SealstreamApi api = new SealstreamApi(gateway, queries, queries,
            account -> account.isKey() ? account : Address.parse(KEY),
            new SealstreamApi.About(() -> JsonNodeFactory.instance.objectNode().put("status", "up"),
                    JsonNodeFactory.instance.objectNode().put("network", "devnet"), JsonNodeFactory.instance::arrayNode));
    private final EdgeServer server = new EdgeServer(vertx, api, Authorizer.open(),
            new EdgeServer.Pages(() -> new EdgeServer.Page(503, "application/json", "{\"status\":\"waiting\"}"),
                    () -> new EdgeServer.Page(200, "text/plain", "sealstream_sectors 1\n"),
                    () -> new EdgeServer.Page(200, "text/plain",
                            new StatusPage(queries, "devnet", () -> List.of("http://b is lagging")).text())));
    private final int port = server.listen("127.0.0.1", 0).toCompletionStage().toCompletableFuture().join();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        api.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<String> post(String body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rpc/v0"))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode call(String method, String params) {
        try {
            return JSON.readTree(
                    post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Sealstream." + method + "\",\"params\":" + params + "}")
                            .body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(Request request, boolean ok, String text) {
        return Reply.newBuilder().setClient(request.getClient()).setNumber(request.getNumber()).setOk(ok).setValue(ok ? text : "")
                .setError(ok ? "" : text).build();
    }

    @Test
    void shouldAskTheMinerOrTheLaneForItsDigest() {
        replies = command -> command instanceof ReadDigest r ? reply(r.getRequest(), true, "{\"sequence\":7}") : null;
        assertThat(call("Digest", "[\"cli\", 1, \"f01000\"]").path("result").path("sequence").asLong()).isEqualTo(7);
        assertThat(call("Digest", "[\"cli\", 2, \"" + KEY + "\"]").path("result").path("sequence").asLong()).isEqualTo(7);
        assertThat(appended).containsExactly("miner.command f01000", "message.command " + KEY);
        assertThat(call("Digest", "[\"cli\", 3, \"f2\"]").path("error").path("message").asText()).contains("log");
    }

    @Test
    void shouldWriteACommandAndAnswerItsReply() {
        replies = command -> reply(((AllocateSectors) command).getRequest(), true, "{\"wanted\":5}");
        JsonNode answer = call("AllocateSectors", "[\"cli@host\",7,\"t01000\",2]");
        assertThat(answer.at("/result/wanted").asInt()).isEqualTo(5);
        assertThat(appended).containsExactly("miner.command f01000");
        AllocateSectors command = (AllocateSectors) commands.getFirst();
        assertThat(command.getCount()).isEqualTo(2);
        assertThat(command.getRequest().getReplyPartition()).isEqualTo(3);
        assertThat(command.getRequest().getClient()).isEqualTo("cli@host");
    }

    @Test
    void shouldHandOnARefusalWithItsReason() {
        replies = command -> reply(((AllocateSectors) command).getRequest(), false, "sealing is CONTINUOUS");
        JsonNode error = call("AllocateSectors", "[\"c\",1,\"f01000\",1]").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(RpcFault.REFUSED);
        assertThat(error.path("message").asText()).isEqualTo("sealing is CONTINUOUS");
    }

    @Test
    void shouldTellTheCallerToRepeatItsNumberWhenNoReplyComes() {
        JsonNode error = call("AllocateSectors", "[\"c\",9,\"f01000\",1]").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(RpcFault.NO_REPLY);
        assertThat(error.path("message").asText()).contains("request 9").contains("client c").contains("repeat");
    }

    @Test
    void shouldRefuseBadParametersNamingThem() {
        assertThat(call("AllocateSectors", "[\"c\",1,\"f3nonsense\",1]").at("/error/message").asText())
                .contains("parameter 3 (miner)");
        assertThat(call("AllocateSectors", "[\"c\",1,\"f01000\",0]").at("/error/message").asText())
                .contains("parameter 4 (count)");
        assertThat(call("AllocateSectors", "[\"c\",1]").at("/error/message").asText()).contains("parameter 3 (miner) is missing");
        assertThat(call("Sector", "[\"f01000\",\"x\"]").at("/error/code").asInt()).isEqualTo(RpcFault.BAD_PARAMS);
        assertThat(commands).isEmpty();
    }

    @Test
    void shouldFlushABatchAndNameWhatIsNoSectorOrPurpose() {
        replies = command -> reply(((FlushBatch) command).getRequest(), true, "{\"sectors\":[3]}");
        assertThat(call("FlushBatch", "[\"cli@host\",7,\"t01000\",\"PRECOMMIT\",[3]]").at("/result/sectors/0").asLong())
                .isEqualTo(3);
        assertThat(((FlushBatch) commands.getFirst()).getSectors()).containsExactly(3L);
        assertThat(call("FlushBatch", "[\"c\",8,\"f01000\",\"WINDOW_POST\",[]]").at("/error/message").asText())
                .contains("must be PRECOMMIT or PROVE_COMMIT, not WINDOW_POST");
        assertThat(call("FlushBatch", "[\"c\",8,\"f01000\",\"PRECOMMIT\",[-1]]").at("/error/message").asText())
                .contains("parameter 5 (sectors) must be a list of sector numbers");
    }

    @Test
    void shouldAnswerBadBodiesWithAClearError() {
        HttpResponse<String> broken = post("{\"jsonrpc\":");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("error").contains("message");
        assertThat(call("Nonsense", "[]").at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void shouldSetAPolicyGivenAsObjectAndRefuseAWrongField() {
        replies = command -> reply(((SetPolicy) command).getRequest(), true, "");
        String policy = """
                        {"minNumber":1,"maxNumber":100,"sealProof":5,"sealing":"ON_DEMAND","lifetimeEpochs":1555200,"stores":["s"],
                        "preCommitSenders":["%1$s"],"proveCommitSenders":["%1$s"],"postSenders":["%1$s"],"preCommitMaxFee":"1","proveCommitMaxFee":"1",
                        "postMaxFee":"1","sendFunds":true,"messageConfidence":5,"seedConfidence":5,"challengeConfidence":5,"submitConfidence":4,
                        "maxTaskAttempts":3%2$s}""";
        assertThat(call("SetPolicy", "[\"c\",1,\"f01000\"," + policy.formatted(KEY, "") + "]").has("error")).isFalse();
        assertThat(((SetPolicy) commands.getFirst()).getPolicy().getMaxNumber()).isEqualTo(100);
        assertThat(call("SetPolicy", "[\"c\",2,\"f01000\"," + policy.formatted(KEY, ",\"colour\":1") + "]").at("/error/message")
                .asText())
                .contains("policy.colour");
        assertThat(call("SetPolicy", "[\"c\",3,\"f01000\"," + policy.formatted("f1bad", "") + "]").at("/error/code").asInt())
                .isEqualTo(RpcFault.BAD_PARAMS);
    }

    @Test
    void shouldSendAMessageThroughTheLaneOfTheKeyAndWaitForIt() {
        replies = command -> reply(((SendMessage) command).getRequest(), true, "");
        JsonNode sent = call("SendMessage",
                "[\"cli@h\",4,\"f01001\",\"f04\",\"1 FIL\",2,\"power.CreateMiner\",\"gA==\",\"1 FIL\"]");
        assertThat(sent.at("/result/intent").asText()).isEqualTo("cli@h/4");
        SendMessage message = (SendMessage) commands.getFirst();
        assertThat(message.getSender()).isEqualTo(KEY);
        assertThat(message.getValue()).isEqualTo("1000000000000000000");
        assertThat(appended).containsExactly("message.command " + KEY);
        assertThat(call("WaitMessage", "[\"cli@h/4\",0]").at("/error/code").asInt()).isEqualTo(RpcFault.NOT_FOUND);
        queries.message = CannedQueries.message("cli@h/4", "Final");
        assertThat(call("WaitMessage", "[\"cli@h/4\",10]").at("/result/over").asBoolean()).isTrue();
    }

    @Test
    void shouldActOnAMessageInItsLaneAndOnALane() {
        replies = command -> reply(((OrderLane) command).getRequest(), true, "{}");
        assertThat(call("ActOnMessage", "[\"c\",1,\"cli@h/4\",\"CANCEL\",\"why\"]").at("/error/code").asInt())
                .isEqualTo(RpcFault.NOT_FOUND);
        queries.message = CannedQueries.message("cli@h/4", "Queued");
        assertThat(call("ActOnMessage", "[\"c\",1,\"cli@h/4\",\"REPLACE\",\"stuck\",\"2 FIL\"]").has("result")).isTrue();
        OrderLane order = (OrderLane) commands.getLast();
        assertThat(order.getSender()).isEqualTo("f3x");
        assertThat(order.getIntent()).isEqualTo("cli@h/4");
        assertThat(order.getMaxFee()).isEqualTo("2000000000000000000");
        assertThat(call("ActOnMessage", "[\"c\",2,\"cli@h/4\",\"CANCEL\",\"why\",\"2 FIL\"]").at("/error/message").asText())
                .contains("parameter 6 (maxFee) is for REPLACE only");
        assertThat(call("ActOnMessage", "[\"c\",2,\"cli@h/4\",\"PAUSE\",\"why\"]").at("/error/message").asText())
                .contains("parameter 4 (action) is not one of [RESEND, REPLACE, CANCEL]");
        assertThat(call("ActOnMessage", "[\"c\",2,\"cli@h/4\",\"CANCEL\",\" \"]").at("/error/message").asText())
                .contains("parameter 5 (reason)");
        assertThat(call("ActOnLane", "[\"c\",3,\"f01001\",\"PAUSE\",\"storm\"]").has("result")).isTrue();
        assertThat(((OrderLane) commands.getLast()).getSender()).isEqualTo(KEY);
    }

    @Test
    void shouldNotWaitForTheEndOfAMessageThatTheLaneHas() {
        queries.message = CannedQueries.message("cli@h/4", "Queued");
        JsonNode sent = call("SendMessage", "[\"cli@h\",4,\"f01001\",\"f04\",\"0\",0,\"send\",null,\"1\"]");
        assertThat(sent.at("/result/intent").asText()).isEqualTo("cli@h/4");
    }

    @Test
    void shouldServeViewsPagesAndSayWhenStoresAreNotReady() {
        queries.sectors = List.of(
                new SectorView("f01000/1", "AwaitingPc1", "PC1 on node-1", false, "node-1", "scratch-1", null, null, 10, null));
        JsonNode sector = call("Sectors", "[\"f01000\"]").path("result").path(0);
        assertThat(sector.path("state").asText()).isEqualTo("AwaitingPc1");
        assertThat(sector.path("needsPerson").asBoolean(true)).isFalse();
        assertThat(get("/").body()).contains("network devnet").contains("f01000/1");
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/metrics").body()).contains("sealstream_sectors");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        queries.ready = false;
        assertThat(call("Miners", "[]").at("/error/code").asInt()).isEqualTo(RpcFault.NOT_READY);
    }
}
