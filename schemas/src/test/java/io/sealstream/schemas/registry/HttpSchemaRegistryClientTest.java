package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Patience and refusal, against a server that answers from a script. */
final class HttpSchemaRegistryClientTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private final Queue<Answer> script = new ArrayDeque<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private URI url;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            Answer answer = script.isEmpty() ? new Answer(200, "{\"schema\":\"\\\"long\\\"\"}") : script.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SchemaRegistryClient client(Optional<String> basic, Optional<String> bearer, Duration giveUp, URI... urls) {
        return new HttpSchemaRegistryClient(
                RegistrySettings.of(List.of(urls), basic, bearer).with(Duration.ofSeconds(2), giveUp));
    }

    private SchemaRegistryClient client(URI... urls) {
        return client(Optional.empty(), Optional.empty(), Duration.ofSeconds(10), urls);
    }

    @Test
    void shouldAskAgainWhenTheServerFails() {
        script.add(new Answer(503, "busy"));
        script.add(new Answer(500, "{}"));
        try (SchemaRegistryClient client = client(url)) {
            assertThat(client.byId(1)).hasValueSatisfying(schema -> assertThat(schema).hasToString("\"long\""));
            assertThat(client.byId(1)).isPresent();
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldTurnToTheNextUrl() {
        try (SchemaRegistryClient client = client(NOBODY, url)) {
            assertThat(client.byId(1)).isPresent();
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        try (SchemaRegistryClient client = client(Optional.empty(), Optional.empty(), Duration.ofMillis(300), NOBODY)) {
            assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("http://127.0.0.1:1").hasMessageContaining("check that it runs");
        }
    }

    @Test
    void shouldNotRepeatWhatIsRefused() {
        script.add(new Answer(409, "{\"error_code\":409,\"message\":\"incompatible\"}"));
        script.add(new Answer(401, "{\"error_code\":40101,\"message\":\"who\"}"));
        script.add(new Answer(200, "<html>"));
        try (SchemaRegistryClient client = client(url)) {
            assertThatThrownBy(() -> client.byId(1)).isInstanceOfSatisfying(RegistryRefusedException.class,
                    e -> assertThat(e.code()).isEqualTo(409)).hasMessageContaining("incompatible");
            assertThatThrownBy(() -> client.byId(1)).hasMessageContaining("check the registry's user or token");
            assertThatThrownBy(() -> client.byId(1)).hasMessageContaining("is it the URL of a schema registry?");
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldSendItsCredentials() {
        try (SchemaRegistryClient basic = client(Optional.of("u:p"), Optional.empty(), Duration.ofSeconds(5), url);
                SchemaRegistryClient bearer = client(Optional.empty(), Optional.of("t"), Duration.ofSeconds(5), url)) {
            basic.byId(1);
            bearer.byId(2);
        }
        assertThat(asked).containsExactly("GET /schemas/ids/1 Basic dTpw", "GET /schemas/ids/2 Bearer t");
    }
}
