package io.sealstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.sealstream.schemas.registry.RegistryTls.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Registries behind https: trusted by PEM and by stores, strange ones, and those that want to know who asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryTlsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    /** Long enough for a handshake on a busy machine: what fails is tried until it is over. */
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final byte[] KNOWN = "{\"schema\":\"\\\"long\\\"\"}".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestKeys keys;

    @SuppressWarnings("NullAway.Init")
    private Store server;

    @SuppressWarnings("NullAway.Init")
    private Store client;

    @BeforeAll
    void makeKeys(@TempDir Path given) throws Exception {
        folder = given;
        keys = new TestKeys(folder);
        server = keys.key("server");
        client = keys.key("client");
    }

    @Test
    void shouldTrustWhatAPemFileHolds() throws Exception {
        ask(trusting(keys.pem(server)), false, LONG);
        ask(trusting(keys.pem(client, server)), false, LONG);
    }

    @Test
    void shouldTrustWhatAStoreHolds() throws Exception {
        ask(new RegistryTls(Optional.of(keys.trust("PKCS12", server)), Optional.empty()), false, LONG);
        ask(new RegistryTls(Optional.of(keys.trust("JKS", server)), Optional.empty()), false, LONG);
    }

    @Test
    void shouldShowWhoItIs() throws Exception {
        ask(new RegistryTls(Optional.of(new Store(keys.pem(server), Optional.empty())), Optional.of(client)), true, LONG);
        assertThatThrownBy(() -> ask(trusting(keys.pem(server)), true, SHORT)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void shouldTellHowToTrustAStranger() {
        assertThatThrownBy(() -> ask(RegistryTls.USUAL, false, SHORT)).isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("does registry-trust name its authority?");
        assertThatThrownBy(() -> ask(trusting(keys.pem(client)), false, SHORT)).isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("does registry-trust name its authority?");
    }

    @Test
    void shouldTellThatAServerSpeaksNoHttps() throws IOException {
        try (TroubledServer plain = TroubledServer.talking("HTTP/1.1 400 Bad Request\r\n\r\n");
                SchemaRegistryClient asking = new HttpSchemaRegistryClient(
                        settings(URI.create("https://127.0.0.1:" + plain.url().getPort()), RegistryTls.USUAL, SHORT))) {
            assertThatThrownBy(() -> asking.byId(1)).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("does it speak https");
        }
    }

    @Test
    void shouldNameTheFileThatCannotBeUsed() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no certificate");
        Path broken = Files.writeString(folder.resolve("broken.pem"),
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        refused(trusting(folder.resolve("missing.pem")), "missing.pem cannot be read; check the path");
        refused(trusting(text), "notes.txt is neither PEM nor a PKCS12 or JKS store");
        refused(trusting(broken), "broken.pem is neither PEM nor");
        refused(new RegistryTls(Optional.of(server), Optional.empty()), "server.p12 holds no certificate of an authority");
        Store wrong = new Store(client.file(), Optional.of("guess"));
        refused(new RegistryTls(Optional.empty(), Optional.of(wrong)), "client.p12 cannot be read; check the path");
        assertThat(new RegistryTls(Optional.of(wrong), Optional.of(wrong)).toString()).doesNotContain("guess");
    }

    private static void refused(RegistryTls tls, String message) {
        assertThatThrownBy(tls::context).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static RegistryTls trusting(Path file) {
        return new RegistryTls(Optional.of(new Store(file, Optional.empty())), Optional.empty());
    }

    private static RegistrySettings settings(URI url, RegistryTls tls, Duration patience) {
        return RegistrySettings.of(List.of(url), Optional.empty(), Optional.empty()).with(tls).with(patience, patience);
    }

    /** One question to a server that has the key {@code server} and trusts {@code client}. */
    private void ask(RegistryTls tls, boolean wantsToKnow, Duration patience) throws Exception {
        HttpsServer running = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext its = new RegistryTls(Optional.of(new Store(keys.pem(client), Optional.empty())), Optional.of(server))
                .context();
        running.setHttpsConfigurator(new HttpsConfigurator(its) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = its.getDefaultSSLParameters();
                wanted.setNeedClientAuth(wantsToKnow);
                parameters.setSSLParameters(wanted);
            }
        });
        running.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, KNOWN.length);
            exchange.getResponseBody().write(KNOWN);
            exchange.close();
        });
        running.start();
        try (SchemaRegistryClient asking = new HttpSchemaRegistryClient(
                settings(URI.create("https://127.0.0.1:" + running.getAddress().getPort()), tls, patience))) {
            assertThat(asking.byId(1)).contains(SchemaBuilder.builder().longType());
        } finally {
            running.stop(0);
        }
    }
}
