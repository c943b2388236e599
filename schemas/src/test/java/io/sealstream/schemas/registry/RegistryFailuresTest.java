package io.sealstream.schemas.registry;

import static io.sealstream.schemas.registry.TroubledServer.answer;
import static io.sealstream.schemas.registry.TroubledServer.drop;
import static io.sealstream.schemas.registry.TroubledServer.reset;
import static io.sealstream.schemas.registry.TroubledServer.say;
import static io.sealstream.schemas.registry.TroubledServer.stall;
import static io.sealstream.schemas.registry.TroubledServer.stallAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.registry.TroubledServer.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client among servers that refuse, stall, drop and lie. */
final class RegistryFailuresTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final Schema SCHEMA = SchemaBuilder.builder().longType();
    private static final String KNOWN = "{\"schema\":\"\\\"long\\\"\"}";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1_500);

    /** A way to fail that passes by itself or at another server. One that stalls ends only by the bound of a request. */
    record Failing(String name, Trouble trouble, boolean stalls) {
        Duration oneRequest() {
            return stalls ? Duration.ofMillis(500) : LONG;
        }

        Duration untilGivenUp() {
            return stalls ? SHORT : Duration.ofMillis(300);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Failing failing(String name, Trouble trouble) {
        return new Failing(name, trouble, false);
    }

    private static Failing stalling(String name, Trouble trouble) {
        return new Failing(name, trouble, true);
    }

    static Stream<Failing> passing() {
        return Stream.of(failing("closes without a word", drop()), failing("resets", reset()), stalling("says nothing", stall()),
                stalling("stops within the headers", stallAfter("HTTP/1.1 200 OK\r\nContent-")),
                stalling("stops within the body", stallAfter("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"schema\":")),
                failing("closes within the body", say("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"schema\":")),
                failing("does not speak HTTP", say("SSH-2.0-OpenSSH_9.6\r\n")),
                failing("fails", answer("500 Oops", "{\"error_code\":50001,\"message\":\"disk\"}")),
                failing("has no leader", answer("500 Oops", "{\"error_code\":50004,\"message\":\"Leader not known.\"}")),
                failing("is behind a proxy that does not find it", answer("502 Bad Gateway", "<html>")),
                failing("is asked too much", answer("429 Too Many Requests", "")),
                failing("was too slow for itself", answer("408 Request Timeout", "")),
                failing("never ends", say("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(5 << 20))));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldAskAgainUntilItIsWell(Failing way) throws IOException {
        try (TroubledServer server = new TroubledServer(way.trouble(), way.trouble(), answer("200 OK", KNOWN));
                SchemaRegistryClient client = client(way.oneRequest(), LONG, server.url())) {
            assertThat(client.byId(7)).contains(SCHEMA);
            assertThat(server.requests()).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldTurnToTheNextUrlAndStayThere(Failing way) throws IOException {
        try (TroubledServer bad = new TroubledServer(way.trouble());
                TroubledServer good = new TroubledServer(answer("200 OK", KNOWN));
                SchemaRegistryClient client = client(way.oneRequest(), LONG, NOBODY, bad.url(), good.url())) {
            assertThat(client.byId(1)).contains(SCHEMA);
            int asked = bad.requests();
            assertThat(asked).isPositive();
            assertThat(client.byId(2)).contains(SCHEMA);
            assertThat(client.byId(3)).contains(SCHEMA);
            assertThat(bad.requests()).as("the bad one is asked by the first call alone").isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldGiveUpInTheEndAndNameEachUrl(Failing way) throws IOException {
        try (TroubledServer bad = new TroubledServer(way.trouble());
                SchemaRegistryClient client = client(way.oneRequest(), way.untilGivenUp(), bad.url(), NOBODY)) {
            assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(bad.url() + "=").hasMessageContaining(NOBODY + "=")
                    .hasMessageContaining("check that it runs");
        }
    }

    @Test
    void shouldStartTheNextCallBehindThoseThatFailed() throws IOException {
        try (TroubledServer stalled = new TroubledServer(stall());
                TroubledServer good = new TroubledServer(answer("200 OK", KNOWN));
                SchemaRegistryClient client = client(LONG, SHORT, stalled.url(), good.url())) {
            assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("no whole answer in time");
            assertThat(client.byId(7)).contains(SCHEMA);
        }
    }

    /** What no registry says, however often it is asked. */
    static Stream<Arguments> lies() {
        return Stream.of(Arguments.of("200 OK", "<html>"), Arguments.of("200 OK", ""), Arguments.of("200 OK", "{}"),
                Arguments.of("200 OK", "[]"), Arguments.of("200 OK", "{\"id\":\"7\",\"schema\":8,\"is_compatible\":\"yes\"}"),
                Arguments.of("200 OK", "[\"1\",2]"), Arguments.of("204 No Content", ""), Arguments.of("404 Not Found", "<html>"),
                Arguments.of("404 Not Found", "{\"error\":\"no route\"}"), Arguments.of("418 I'm a teapot", "short and stout"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lies")
    void shouldTakeNothingForAnAnswerThatNoRegistryGives(String status, String body) throws IOException {
        try (TroubledServer server = new TroubledServer(answer(status, body));
                SchemaRegistryClient client = client(LONG, LONG, server.url())) {
            List<Runnable> calls = new ArrayList<>(List.of(() -> client.register("s", SCHEMA), () -> client.lookup("s", SCHEMA),
                    () -> client.byId(7), () -> client.version("s", 1), () -> client.compatible("s", SCHEMA)));
            if (!body.equals("[]")) {
                calls.add(() -> client.versions("s"));
                calls.add(client::subjects);
            }
            for (Runnable call : calls) {
                assertThatThrownBy(call::run).isInstanceOf(RegistryRefusedException.class)
                        .hasMessageContaining("is it the URL of a schema registry?");
            }
            assertThat(server.requests()).as("each is asked once").isEqualTo(calls.size());
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() {
        try (SchemaRegistryClient client = client(LONG, SHORT, NOBODY)) {
            assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(NOBODY + "=no connection");
        }
    }

    @Test
    void shouldSayWhereItIsSent() throws IOException {
        String moved = "HTTP/1.1 301 Moved\r\nConnection: close\r\nContent-Length: 0\r\nLocation: https://registry.example/\r\n\r\n";
        try (TroubledServer server = new TroubledServer(say(moved));
                SchemaRegistryClient client = client(LONG, LONG, server.url())) {
            assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryRefusedException.class)
                    .hasMessageContaining("it points to https://registry.example/, give that as the URL");
        }
    }

    @Test
    void shouldSayThatASchemaCannotBeUsed() throws IOException {
        try (TroubledServer server = new TroubledServer(answer("200 OK", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"),
                answer("200 OK", "{\"schema\":\"{\\\"type\\\":\\\"what\\\"}\"}"));
                SchemaRegistryClient client = client(LONG, LONG, server.url())) {
            assertThatThrownBy(() -> client.byId(7)).isInstanceOf(UnusableSchemaException.class)
                    .hasMessage("the schema of id 7 is of type JSON, not Avro");
            assertThatThrownBy(() -> client.byId(8)).isInstanceOf(UnusableSchemaException.class)
                    .hasMessageContaining("the schema of id 8 is not readable");
        }
    }

    @Test
    void shouldStopWhenInterrupted() throws IOException {
        try (TroubledServer server = new TroubledServer(stall());
                SchemaRegistryClient client = client(LONG, LONG, server.url())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        }
    }

    private static SchemaRegistryClient client(Duration oneRequest, Duration oneCall, URI... urls) {
        return new HttpSchemaRegistryClient(
                RegistrySettings.of(List.of(urls), Optional.empty(), Optional.empty()).with(oneRequest, oneCall));
    }
}
