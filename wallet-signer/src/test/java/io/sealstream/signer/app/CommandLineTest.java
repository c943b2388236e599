package io.sealstream.signer.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.schemas.runtime.Shutdown;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Vector;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.keys.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path dir;
    private Path config;
    private Path password;
    private Path wrong;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(dir.resolve("signer.toml"), """
                                                               [kafka]
                                                               bootstrap = "127.0.0.1:1"
                                                               registry = "http://127.0.0.1:1"
                                                               [network]
                                                               name = "devnet"
                                                               [signer]
                                                               home = "wallet"
                                                               scrypt-n = 2
                                                               allow = ["send"]
                                                               """);
        password = Files.writeString(dir.resolve("password"), "correct horse\n");
        wrong = Files.writeString(dir.resolve("wrong"), "wrong horse\n");
    }

    private static Result raw(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = WalletSigner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(line.execute(arguments), out.toString().strip(), err.toString().strip());
    }

    private Result run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--config", config.toString()));
        return raw(all.toArray(String[]::new));
    }

    private Result runWith(Path file, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--password-file", file.toString()));
        return run(all.toArray(String[]::new));
    }

    @Test
    void shouldMakeListAndExportKeysWithoutDaemon() {
        assertThat(run("list").err()).contains("there is no wallet");
        assertThat(runWith(password, "setpwd")).isEqualTo(new Result(0, "Password set successfully", ""));
        assertThat(runWith(password, "set-password").err()).contains("has a password already");
        Result bls = runWith(password, "new", "bls");
        Result secp = runWith(password, "new");
        assertThat(bls.out()).startsWith("f3");
        assertThat(secp.out()).startsWith("f1");
        assertThat(run("list").out().lines()).containsExactly(bls.out(), secp.out());
        assertThat(runWith(wrong, "new")).isEqualTo(new Result(1, "", "wallet-signer: the password is wrong"));
        assertThat(runWith(password, "export", secp.out()).out()).startsWith("7b2254797065223a22736563703235366b31");
        assertThat(runWith(wrong, "export", secp.out()).code()).isEqualTo(1);
        assertThat(runWith(password, "export", "nonsense").err()).contains("'nonsense' is no address");
        assertThat(runWith(password, "new", "delegated").err()).contains("use secp256k1 or bls");
        assertThat(run("unlock").err()).contains("no wallet-signer runs on");
    }

    @Test
    void shouldImportWhatVenusWalletExports() throws IOException {
        runWith(password, "setpwd");
        for (Vector vector : Vector.committed("key/signature").subList(0, 2)) {
            Path file = Files.writeString(dir.resolve("exported"), vector.extra().path("export_hex").asText() + "\n");
            String address = vector.output().path("address").asText();
            assertThat(runWith(password, "import", file.toString()).out()).isEqualTo(address);
            assertThat(runWith(password, "import", file.toString()).err()).contains("in this wallet already");
            assertThat(runWith(password, "export", address).out()).isEqualTo(vector.extra().path("export_hex").asText());
        }
        Path nonsense = Files.writeString(dir.resolve("exported"), "7b7d");
        assertThat(runWith(password, "import", nonsense.toString()).err()).contains("no exported key");
    }

    @Test
    void shouldServeCommandsOfARunningDaemon() throws Exception {
        try (Shutdown shutdown = new Shutdown()) {
            Daemon daemon = Daemon.start(SignerConfig.read(config), Optional.empty(), config, shutdown);
            JsonNode ready = new ObjectMapper().readTree(daemon.readyLine());
            assertThat(ready.path("locked").asBoolean()).isTrue();
            URI health = URI.create("http://" + ready.path("http").asText() + "/healthz");
            assertThat(get(health)).contains("unlock it with: wallet-signer setpwd --config " + config);

            assertThat(run("lock-state").out()).isEqualTo("wallet state: locked");
            assertThat(run("new", "bls").err()).contains("the wallet is locked");
            assertThat(runWith(password, "setpwd").code()).isZero();
            String address = run("new", "bls").out();
            assertThat(run("list").out()).isEqualTo(address);
            assertThat(run("lock").out()).isEqualTo("wallet state: locked");
            assertThat(runWith(wrong, "unlock").err()).isEqualTo("wallet-signer: the password is wrong");
            assertThat(runWith(password, "unlock").out()).isEqualTo("wallet state: unlocked");
            assertThat(runWith(password, "export", address).out()).startsWith("7b22");
            assertThat(run("run").err()).contains("in use by another wallet-signer");
            assertThat(get(health)).contains("\"part\":\"wallet\",\"status\":\"UP\"");
            assertThat(get(health.resolve("/metrics"))).contains("sealstream_signer_keys 1.0", "sealstream_signer_held 0.0");
        }
        assertThat(dir.resolve("wallet/admin.json")).doesNotExist();
    }

    @Test
    void shouldSignByPolicyAndRecordIt() throws IOException {
        runWith(password, "setpwd");
        Address key = Address.parse(runWith(password, "new", "bls").out());
        String message = HexFormat.of().formatHex(TestMessages.recovery(key, 1).toCbor());
        String cid = HexFormat.of().formatHex(TestMessages.recovery(key, 1).bytesToSign());
        Result signed = runWith(password, "sign", key.toString(), message, "--msg-type", "message");
        assertThat(signed.out()).startsWith("02").hasSize(2 * 97);
        assertThat(runWith(password, "sign", key.toString(), cid, "--msg-type", "message", "--extra", message)).isEqualTo(signed);
        assertThat(runWith(password, "sign", key.toString(), "00", "--msg-type", "message", "--extra", message).err())
                .contains("not the CID of the message");
        String withdrawal = HexFormat.of().formatHex(TestMessages.call(key, 2, 21, Bytes.EMPTY).toCbor());
        assertThat(runWith(password, "sign", key.toString(), withdrawal, "--msg-type", "message").err())
                .contains("miner.ConfirmChangeWorkerAddress is not signed");
        assertThat(runWith(password, "sign", key.toString(), "abcd").err()).contains("unknown are not signed");
        assertThat(runWith(password, "sign", key.toString(), "abcd", "--msg-type", "storageask").err())
                .contains("is no storageask");
        assertThat(runWith(password, "sign", key.toString(), "abc").err()).contains("'abc' is not hexadecimal");
        assertThat(runWith(wrong, "sign", key.toString(), message, "--msg-type", "message").err())
                .contains("the password is wrong");

        usePolicy("unknown = [\"" + key + "\"]");
        assertThat(runWith(password, "sign", key.toString(), "abcd").out()).startsWith("02");
        assertThat(run("record", "query", "--type", "unknown").out().lines()).hasSize(2).first().asString().contains("SIGNED");
        assertThat(run("record", "query", "--verbose").out()).contains("\"caller\":\"cli\"");
        String head = run("record", "verify").out().lines().toList().getLast().substring("head: ".length());
        assertThat(head).startsWith("6:");
        assertThat(run("record", "verify", "--expect", head).out()).contains("record is whole: 6 entries");
        assertThat(run("record", "verify", "--expect", head.replaceFirst(".$", "x")).err()).contains("is no head");
        assertThat(run("record", "forget-nonces", "--yes").out()).isEqualTo("nonces begin anew: devnet");
        assertThat(run("record", "forget-nonces").code()).isEqualTo(2);
    }

    private void usePolicy(String text) throws IOException {
        Files.writeString(dir.resolve("policy.toml"), text);
        if (!Files.readString(config).contains("policy =")) {
            Files.writeString(config, Files.readString(config) + "policy = \"policy.toml\"\n");
        }
    }

    @Test
    void shouldTakeItsGlobalOptionsBeforeTheCommandToo() {
        runWith(password, "setpwd");
        String key = runWith(password, "--nettype", "cali", "new", "bls").out();
        assertThat(key).startsWith("t3");
        assertThat(raw("--config", config.toString(), "list").out()).isEqualTo("f" + key.substring(1));
        assertThat(raw("--repo", dir.resolve("wallet").toString(), "--nettype", "2k", "ls").out()).isEqualTo(key);
        assertThat(raw("--nettype", "2k", "ls", "--repo", dir.resolve("wallet").toString(), "--nettype", "mainnet").out())
                .startsWith("f3");
        assertThat(run("list", "--nettype", "moon").err()).contains("network 'moon' is unknown").contains("butterfly");
        assertThat(runWith(password, "del", key, "--nettype", "2k").out()).isEqualTo("deleted: " + key);
    }

    @Test
    void shouldAskTheFilterOfTheConfigurationAlsoWithoutDaemon() throws IOException {
        runWith(password, "setpwd");
        Address key = Address.parse(runWith(password, "new", "bls").out());
        String message = HexFormat.of().formatHex(TestMessages.recovery(key, 1).toCbor());
        Files.writeString(config, Files.readString(config) + "[SignFilter]\nExpr = \"echo no; false\"\n");
        assertThat(runWith(password, "sign", key.toString(), message, "--msg-type", "message").err())
                .contains("the filter [SignFilter] of the configuration refuses: exit code 1 (no)");
    }

    @Test
    void shouldUseTheKeyStoreThatItsConfigurationNames() throws IOException {
        Files.createDirectory(dir.resolve("keys"));
        Files.writeString(config, Files.readString(config) + "[DB]\nConn = \"keys/store\"\nType = \"sqlite\"\n");
        runWith(password, "setpwd");
        String key = runWith(password, "new").out();
        assertThat(dir.resolve("keys/store")).isNotEmptyFile();
        assertThat(dir.resolve("wallet/keystore.sqlit")).doesNotExist();
        assertThat(run("list").out()).isEqualTo(key);
    }

    @Test
    void shouldTakeOverAVenusWalletWithItsConfiguration() throws IOException {
        runWith(password, "setpwd");
        String key = runWith(password, "new").out();
        Path venus = Files.createDirectory(dir.resolve("venus"));
        Files.move(dir.resolve("wallet/keystore.sqlit"), venus.resolve("keystore.sqlit"));
        Files.writeString(venus.resolve("config.toml"), "[Factor]\nScryptN = 2\n[JWT]\nSecret = \"" + "cd".repeat(32)
                + "\"\n[DB]\nDebugMode = true\n");
        String home = dir.resolve("mine").toString();
        Result migrated = raw("migrate", "--from", venus.toString(), "--home", home);
        assertThat(migrated.code()).isZero();
        assertThat(migrated.out().lines()).startsWith(key).contains("taken over: Factor.ScryptN = 2", "taken over: JWT.Secret")
                .anyMatch(line -> line.startsWith("not taken over: DB"));
        assertThat(raw("new", "--home", home, "--password-file", password.toString()).out()).startsWith("f1");
        Path other = Files.createDirectory(dir.resolve("other"));
        Files.writeString(other.resolve("config.toml"), "[network]\nname = \"devnet\"\n");
        assertThat(raw("migrate", "--from", venus.toString(), "--home", other.toString()).out())
                .contains("NOT taken over: JWT.Secret; " + other + " has a config.toml already");
        Files.writeString(venus.resolve("config.toml"), "[JWT]\nSecret = \"short\"\n");
        Result bad = raw("migrate", "--from", venus.toString(), "--home", dir.resolve("third").toString());
        assertThat(bad.err()).contains("venus/config.toml:2").contains("JWT.Secret");
        assertThat(dir.resolve("third")).doesNotExist();
    }

    @Test
    void shouldDeleteKeys() {
        runWith(password, "setpwd");
        String key = runWith(password, "new").out();
        assertThat(runWith(wrong, "del", key).err()).contains("the password is wrong");
        assertThat(runWith(password, "del", key).out()).isEqualTo("deleted: " + key);
        assertThat(run("list").out()).isEmpty();
        assertThat(runWith(password, "del", key).err()).contains("no key of " + key);
    }

    @Test
    void shouldExplainAndCheckPolicies() throws IOException {
        Address key = Address.bls(new byte[48]);
        usePolicy("""
                  [[rule]]
                  name = "post"
                  keys = ["%s"]
                  methods = ["post-only"]
                  """.formatted(key));
        runWith(password, "setpwd");
        assertThat(run("policy", "show").out()).contains("rule 'post': " + key + " may sign miner.DeclareFaults");
        Path file = dir.resolve("policy.toml");
        String send = HexFormat.of().formatHex(TestMessages.send(key, Address.id(1234), 1).toCbor());
        assertThat(run("policy", "check", file.toString(), "--message", send).out()).contains("rule 'post': not about send")
                .contains("refused: send is not signed");
        String proof = HexFormat.of().formatHex(TestMessages.recovery(key, 1).toCbor());
        assertThat(run("policy", "check", file.toString(), "--message", proof, "--caller", "rpc:x").out())
                .contains("rule 'post' decides: allowed").contains("signed: ");
        Files.writeString(file, "[[rule]]\n");
        assertThat(run("policy", "check", file.toString()).err()).contains("policy.toml").contains("rule.name");
        assertThat(run("policy", "reload").err()).contains("no wallet-signer runs on");
    }

    @Test
    void shouldSignDeleteAndReloadInARunningDaemon() throws Exception {
        usePolicy("");
        try (Shutdown shutdown = new Shutdown(); Secret given = Secret.take("correct horse".toCharArray())) {
            Daemon.start(SignerConfig.read(config), Optional.of(given), config, shutdown);
            Address key = Address.parse(run("new", "bls").out());
            String message = HexFormat.of().formatHex(TestMessages.send(key, Address.id(1234), 1).toCbor());
            assertThat(runWith(password, "sign", key.toString(), message, "--msg-type", "message").out()).startsWith("02");
            usePolicy("""
                      [[rule]]
                      name = "post"
                      keys = ["%s"]
                      methods = ["post-only"]
                      """.formatted(key));
            assertThat(run("policy", "show").out()).doesNotContain("rule 'post'");
            assertThat(run("policy", "reload").out()).contains("rule 'post'");
            String next = HexFormat.of().formatHex(TestMessages.send(key, Address.id(1234), 2).toCbor());
            assertThat(runWith(password, "sign", key.toString(), next, "--msg-type", "message").err())
                    .contains("no rule of the policy allows it for this key, caller cli");
            usePolicy("[[rule]]");
            assertThat(run("policy", "reload").err()).contains("policy.toml").contains("stays as it was");
            assertThat(run("policy", "show").out()).contains("rule 'post'");
            assertThat(run("record", "forget-nonces", "--yes", "--chain", "devnet/x").out())
                    .isEqualTo("nonces begin anew: devnet/x");
            assertThat(run("record", "verify").out()).contains("3 entries");
            assertThat(runWith(wrong, "del", key.toString()).code()).isEqualTo(1);
            assertThat(runWith(password, "del", key.toString()).out()).isEqualTo("deleted: " + key);
            assertThat(run("list").out()).isEmpty();
            String system = "io.sealstream.signer.edge.http.AdminApi";
            assertThat(run("log", "set-level", "--system", system, "warn").code()).isZero();
            assertThat(run("log", "list").out()).contains(system + " warn");
            assertThat(run("log", "set-level", "--system", system, "info").code()).isZero();
            assertThat(run("log", "set-level", "loud").err()).contains("'loud' is no level");
            assertThat(run("log", "set-level", "--system", "nothing", "info").err()).contains("no system 'nothing'");
        }
    }

    @Test
    void shouldRefuseAdminCallsWithoutToken() throws Exception {
        try (Shutdown shutdown = new Shutdown(); Secret given = Secret.take("correct horse".toCharArray())) {
            Daemon daemon = Daemon.start(SignerConfig.read(config), Optional.of(given), config, shutdown);
            assertThat(daemon.readyLine()).contains("\"locked\":false");
            URI admin = URI.create(
                    new ObjectMapper().readTree(dir.resolve("wallet/admin.json").toFile()).path("url").asText() + "/lock");
            for (String token : List.of("Bearer ", "Bearer 00", "nothing")) {
                HttpRequest request = HttpRequest.newBuilder(admin).header("authorization", token)
                        .POST(HttpRequest.BodyPublishers.noBody()).build();
                assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                        .isEqualTo(401);
            }
            assertThat(run("lock-state").out()).isEqualTo("wallet state: unlocked");
        }
    }

    @Test
    void shouldNameFileLineAndKeyOfABadConfiguration() throws IOException {
        Files.writeString(config, Files.readString(config).replace("allow = [\"send\"]", "allow = [\"miner.Nothing\"]"));
        assertThat(run("run").err()).contains("signer.toml:9").contains("signer.allow").contains("'miner.Nothing'");
        Files.writeString(config, Files.readString(config).replace("allow = [\"miner.Nothing\"]", "alow = []"));
        assertThat(run("run").err()).contains("signer.alow: unknown key");
        assertThat(raw().code()).isEqualTo(2);
        assertThat(raw("run", "--help").code()).isZero();
    }

    @Test
    void shouldReadItsOwnSample() {
        assertThat(SignerConfig.read(Path.of("wallet-signer.toml")).signer().answerUnknown()).isFalse();
    }

    @Test
    void shouldSayWhenThereIsNoRecord() {
        runWith(password, "setpwd");
        assertThat(run("record", "query").err()).contains("no signing record");
        assertThat(run("record", "query", "--from", "yesterday").code()).isEqualTo(1);
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
