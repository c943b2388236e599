package io.sealstream.preflight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sealstream.manager.config.ChainAddress;
import io.sealstream.preflight.facts.ChainFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.PlanReader;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP, to a node that answers three methods. The sample of the manager is of calibnet. */
class ChainProbeTest {
    private static final String CID = "bafy2bzacecnamqgqmifpluoeldx7zzglxcljo6oja4vrmtj7432rphldpdmm2";
    private static final Plan PLAN = PlanReader.read(Path.of("..", "..", "stream-manager", "stream-manager.toml"));

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private String network = "calibrationnet";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode call = new ObjectMapper().readTree(exchange.getRequestBody());
        String result = switch (call.path("method").asText()) {
            case "Filecoin.StateNetworkName" -> "\"" + network + "\"";
            case "Filecoin.ChainGetTipSetByHeight" -> tipset(0, 1_700_000_000);
            default -> tipset(1234, 1_764_158_400);
        };
        byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":" + call.path("id") + ",\"result\":" + result + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String tipset(long height, long time) {
        return "{\"Cids\":[{\"/\":\"" + CID + "\"}],\"Height\":" + height + ",\"Blocks\":[{\"Parents\":[{\"/\":\"" + CID
                + "\"}],\"ParentBaseFee\":\"100\",\"Timestamp\":" + time + "}]}";
    }

    private ChainFacts look() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rpc/v1");
        return new ChainProbe(vertx).look(PLAN, new ChainAddress(url, ""));
    }

    @Test
    void shouldReadWhoTheNodeIsAndWhereItsHeadIs() {
        assertThat(look()).isEqualTo(new ChainFacts.Reached("", CID, 1234, Instant.ofEpochSecond(1_764_158_400)));
    }

    @Test
    void shouldSayThatANodeIsOfAnotherNetwork() {
        network = "mainnet";

        assertThat(look()).isInstanceOfSatisfying(ChainFacts.Reached.class,
                found -> assertThat(found.foreign()).contains("serves network mainnet, and the configuration says calibnet"));
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        server.stop(0);

        assertThat(look()).isInstanceOf(ChainFacts.Unusable.class);
    }
}
