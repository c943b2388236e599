package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcClientTest {
    private HttpServer server;
    private String answer = "";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldWaitForAManagerThatIsStillOpeningItsStores() {
        answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"the manager is starting\"}}";

        assertThat(client().tryCall("Sealstream.Sectors", "f01000")).isEmpty();
    }

    @Test
    void shouldSayWhatARefusalSays() {
        answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"no such miner\"}}";

        assertThatThrownBy(() -> client().call("Sealstream.Sectors", "f01000")).isInstanceOf(DevnetException.class)
                .hasMessageContaining("no such miner");
    }

    @Test
    void shouldTakeAProcessThatIsAwayForOneThatRestarts() {
        RpcClient client = client();
        server.stop(0);

        assertThat(client.tryCall("Sealstream.Sectors", "f01000")).isEmpty();
    }

    private RpcClient client() {
        return new RpcClient("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
