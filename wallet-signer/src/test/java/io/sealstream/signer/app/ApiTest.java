package io.sealstream.signer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.filecoin.Vector;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.runtime.Shutdown;
import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole daemon without Kafka: its API, the commands about it, its metrics. */
class ApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private Path config;
    private Path password;
    private Shutdown shutdown;
    private JsonObject ready;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        config = Files.writeString(dir.resolve("signer.toml"), """
                                                               [network]
                                                               name = "devnet"
                                                               [signer]
                                                               home = "wallet"
                                                               scrypt-n = 2
                                                               [API]
                                                               ListenAddress = "/ip4/127.0.0.1/tcp/0/http"
                                                               [APIRegisterHub]
                                                               RegisterAPI = ["/ip4/127.0.0.1/tcp/1"]
                                                               SupportAccounts = ["storage"]
                                                               """);
        password = Files.writeString(dir.resolve("password"), "correct horse\n");
        open(SignerConfig.read(config));
    }

    private void open() {
        open(SignerConfig.read(config));
    }

    private void open(SignerConfig settings) {
        shutdown = new Shutdown();
        Daemon daemon = Daemon.start(settings, Optional.of(Secret.take("correct horse".toCharArray())), config,
                shutdown);
        ready = new JsonObject(daemon.readyLine());
    }

    @AfterEach
    void stop() {
        shutdown.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--config", config.toString()));
        CommandLine line = WalletSigner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(line.execute(all.toArray(String[]::new)), out.toString().strip(), err.toString().strip());
    }

    private String list(String token) throws Exception {
        URI url = URI.create("http://" + ready.getString("api") + "/rpc/v0");
        try (JsonRpcClient client = JsonRpcClient.http(vertx, RpcClientOptions.of(url, Optional.of(token)))) {
            return client.call("Filecoin.WalletList").toCompletionStage().toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .toString();
        }
    }

    @Test
    void shouldPrintTokensThatItsApiTakesAlsoAfterARestart() throws Exception {
        Result reader = run("auth", "api-info", "--perm", "read");
        assertThat(reader.out()).matches("[^:]+:/ip4/127.0.0.1/tcp/[1-9][0-9]*/http")
                .endsWith(ready.getString("api").split(":", 2)[1] + "/http");
        String token = reader.out().substring(0, reader.out().indexOf(':'));
        String key = run("new", "bls").out();
        assertThat(key).startsWith("f3");
        assertThat(list(token)).isEqualTo("[\"t" + key.substring(1) + "\"]");
        shutdown.close();
        open();
        assertThat(list(token)).contains(key.substring(1));
        assertThat(Files.getPosixFilePermissions(dir.resolve("wallet/jwt.secret")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shouldGiveTokensThatSignForThePasswordOnly() throws Exception {
        Path wrong = Files.writeString(dir.resolve("wrong"), "no\n");
        assertThat(run("auth", "api-info", "--perm", "admin", "--password-file", wrong.toString()).err())
                .contains("password is wrong");
        assertThat(run("auth", "api-info", "--perm", "sign", "--name", "messager", "--password-file", password.toString()).out())
                .contains(":/ip4/");
        assertThat(run("auth", "api-info", "--perm", "root").err()).contains("use read, write, sign or admin");
        assertThat(run("auth", "api-info", "--perm", "read", "--name", "a b").err()).contains("cannot stand in a token");
        assertThat(run("auth").code()).isNotZero();
    }

    @Test
    void shouldTakeTheTokensOfTheVenusWalletWhoseSecretItHas() throws Exception {
        shutdown.close();
        Vector vector = Vector.committed("wallet/jwt").getFirst();
        Files.writeString(config, Files.readString(config) + "[JWT]\nSecret = \""
                + vector.input().path("secret_hex").asText() + "\"\n");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::open).isInstanceOf(WalletException.class).hasMessageContaining("chmod 600 " + config);
        shutdown.close();
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        Files.delete(dir.resolve("wallet/jwt.secret"));
        open();
        assertThat(list(vector.output().asText())).isEqualTo("[]");
        assertThat(dir.resolve("wallet/jwt.secret")).doesNotExist();
    }

    @Test
    void shouldReturnAddressesOfTheNetworkThatIsAskedFor() throws Exception {
        String token = run("auth", "api-info", "--perm", "read").out().split(":", 2)[0];
        String key = run("new", "bls").out();
        shutdown.close();
        SignerConfig written = SignerConfig.read(config);
        open(written.with(written.interfaces().hub(), Optional.of(NetworkPrefix.MAINNET)));
        assertThat(list(token)).isEqualTo("[\"" + key + "\"]");
    }

    @Test
    void shouldKeepSupportedAccountsOverARestart() throws Exception {
        assertThat(run("support", "market").out()).isEqualTo("account market is supported");
        assertThat(run("support", "market").err()).contains("supported already");
        assertThat(run("support", "storage").err()).contains("supported already");
        shutdown.close();
        open();
        assertThat(run("support", "market").err()).contains("supported already");
        assertThat(Files.readString(dir.resolve("wallet/support-accounts"))).isEqualTo("market\n");
    }

    @Test
    void shouldShowGatewaysAndCallsToOperators() throws Exception {
        list(run("auth", "api-info", "--perm", "read").out().split(":", 2)[0]);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(page("/healthz")).contains("gateway /ip4/127.0.0.1/tcp/1"));
        assertThat(page("/healthcheck")).contains("wallet");
        assertThat(page("/metrics")).contains("sealstream_signer_rpc_seconds_count{method=\"WalletList\",outcome=\"ok\"} 1")
                .contains("sealstream_signer_waiting 0.0");
        String listed = Files.readString(Path.of("..", "ops", "prometheus", "metrics.tsv"));
        assertThat(
                page("/metrics").lines().filter(line -> line.startsWith("sealstream")).map(line -> line.replaceAll("[{ ].*", "")))
                .isNotEmpty().allSatisfy(name -> assertThat(listed).contains("wallet-signer\t" + name + "\t"));
    }

    private String page(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://" + ready.getString("http") + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
