package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private static final String ANALYZE = "/usr/bin/systemd-analyze";

    @TempDir
    private Path home;

    private static String unit(String process) throws IOException {
        return Shipped.text("systemd/" + process + ".service");
    }

    @ParameterizedTest
    @ValueSource(strings = { "stream-manager", "sealer-node", "wallet-signer"})
    void shouldRunTheLauncherWithAConfigurationAsItsOwnUser(String process) throws IOException {
        assertThat(unit(process).lines()).contains("ExecStart=/opt/sealstream/bin/" + process + " run --config ${CONFIG}",
                "Environment=CONFIG=/etc/sealstream/" + process + ".toml", "Restart=always", "KillMode=mixed", "LimitCORE=0",
                "LimitNOFILE=1048576", "ProtectSystem=strict", "NoNewPrivileges=true", "TimeoutStopSec=90");
        assertThat(Shipped.OPS.resolve("bin").resolve(process)).isExecutable();
        assertThat(Shipped.ROOT.resolve(process).resolve(process + ".toml")).exists();
        String user = process.equals("wallet-signer") ? "sealstream-wallet" : "sealstream";
        assertThat(unit(process).lines()).contains("User=" + user, "StateDirectory=" + user);
        assertThat(Shipped.text("systemd/sealstream.sysusers")).containsPattern("(?m)^u " + user + " ");
    }

    @ParameterizedTest
    @CsvSource({ "stream-manager, state-dir", "sealer-node, home"})
    void shouldLetTheFolderOfTheSampleBeWritten(String process, String key) throws IOException {
        String sample = Files.readString(Shipped.ROOT.resolve(process).resolve(process + ".toml"));

        assertThat(sample).containsPattern("(?m)^" + key + " = \"/var/lib/sealstream/");
        assertThat(unit(process).lines()).contains("StateDirectory=sealstream");
    }

    /** The sample's folder of parameters lies in /var/tmp, where other Filecoin programs look; the unit's is another one. */
    @Test
    void shouldNotLookForParametersWhereTheUnitSeesNone() throws IOException {
        assertThat(unit("sealer-node").lines()).contains("PrivateTmp=true")
                .noneMatch(line -> line.matches("(ReadWrite|ReadOnly|Bind)Paths=.*/tmp.*"));
        String moved = "proofs.parameter-cache = \"/var/lib/sealstream/parameters\"";
        assertThat(unit("sealer-node")).contains(moved);
        assertThat(Shipped.text("README.md")).contains(moved);
    }

    @ParameterizedTest
    @ValueSource(strings = { "stream-manager", "sealer-node", "wallet-signer"})
    void shouldBeUnderstoodBySystemd(String process) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(ANALYZE)), "SKIPPED: there is no " + ANALYZE + " here");
        String text = unit(process).replaceAll("/opt/sealstream/bin/\\S+", "/bin/true")
                .replaceAll("(?m)^(User|Group)=.*$", "$1=root")
                .replaceAll("(?m)^Documentation=.*$", "Documentation=man:systemd(1)");
        Path file = Files.writeString(home.resolve(process + ".service"), text);

        Process verify = new ProcessBuilder(ANALYZE, "verify", "--man=no", file.toString()).redirectErrorStream(true).start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines().filter(line -> line.contains(process + ".service"))).as(said).isEmpty();
    }

    @Test
    void shouldNotHandThePasswordOfAWalletToOthers() throws IOException {
        assertThat(unit("wallet-signer").lines().filter(line -> !line.startsWith("#")))
                .noneMatch(line -> line.contains("password"));
    }
}
