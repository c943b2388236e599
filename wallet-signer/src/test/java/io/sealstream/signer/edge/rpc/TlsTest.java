package io.sealstream.signer.edge.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path dir;

    /** A certificate of this test's own, made by the JDK's tool. */
    private KeyStore selfSigned() throws Exception {
        Path file = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias",
                "a", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1",
                "-validity", "2",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit").redirectErrorStream(true).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        return Files.writeString(dir.resolve(name), "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{ '\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", store.getCertificate("a"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private RpcSettings settings(Path certificate, Path key) {
        return new RpcSettings(new HostPort("127.0.0.1", 0), Optional.of(new RpcSettings.Tls(certificate, key)),
                NetworkPrefix.MAINNET,
                false);
    }

    @Test
    void shouldServeOverTlsAndNotInTheClear() throws Exception {
        KeyStore store = selfSigned();
        Path certificate = pem("server.crt", "CERTIFICATE", store.getCertificate("a").getEncoded());
        Path key = pem("server.key", "PRIVATE KEY", store.getKey("a", PASSWORD).getEncoded());
        try (RunningApi api = new RunningApi(dir, settings(certificate, key));
                HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + api.port() + "/rpc/v0"))
                            .POST(HttpRequest.BodyPublishers
                                    .ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin.Version\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("1.2.3");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> api.get("/healthcheck"));
        }
    }

    @Test
    void shouldSayWhenACertificateCannotBeRead() {
        Path missing = dir.resolve("missing.crt");
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> new RunningApi(dir, settings(missing, missing)))
                .withMessageContaining("missing.crt");
    }
}
