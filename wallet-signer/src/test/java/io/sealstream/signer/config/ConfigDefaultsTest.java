package io.sealstream.signer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.signer.keys.ScryptCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDefaultsTest {
    @TempDir
    Path dir;

    @Test
    void shouldWriteConfigurationOfAFreshWallet() throws IOException {
        Path home = dir.resolve("wallet");
        Path file = ConfigDefaults.ensure(home);
        assertThat(file).isEqualTo(home.resolve("config.toml"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home))).isEqualTo("rwx------");
        SignerConfig config = SignerConfig.read(file);
        assertThat(config.signer().home()).isEqualTo(home.toAbsolutePath());
        assertThat(config.signer().cost()).isEqualTo(ScryptCost.STANDARD);
        assertThat(config.network()).isEqualTo("mainnet");
        assertThat(config.signer().policy().compat()).isFalse();
        assertThat(Files.readString(file))
                .contains("[Factor]\n# Cost of encrypting a key: a power of two, 1 KiB of memory each.\nScryptN = 262144");
    }

    @Test
    void shouldAddOnlyWhatIsMissingWhereItBelongs() throws IOException {
        Path file = Files.writeString(dir.resolve("config.toml"), """
                                                                  # mine
                                                                  [Factor] # cheap
                                                                  ScryptN = 2
                                                                  [network]
                                                                  name = "devnet"
                                                                  """);
        ConfigDefaults.ensure(dir);
        String text = Files.readString(file);
        assertThat(text).startsWith(
                "# mine\n[Factor] # cheap\n# Parallel part of that cost.\nScryptP = 1\nScryptN = 2\n[network]\nname = \"devnet\"\n\n[http]\n");
        assertThat(text.lines().filter(line -> line.startsWith("ScryptN"))).hasSize(1);
        assertThat(SignerConfig.read(file).signer().cost()).isEqualTo(new ScryptCost(2, 1));
        ConfigDefaults.ensure(dir);
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void shouldCompleteFilesOfVenusWalletInTheirOwnSpelling() throws IOException {
        Path file = Files.writeString(dir.resolve("config.toml"), """
                                                                  [api]
                                                                    listenaddress = "/ip4/127.0.0.1/tcp/9/http"
                                                                  [factor]
                                                                    scryptN = 2
                                                                  [SIGNRECORDER]
                                                                    KeepDuration = "1440h"
                                                                  """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ConfigDefaults.ensure(dir);
        String text = Files.readString(file);
        assertThat(text).contains("[factor]\n# Parallel part of that cost.\nScryptP = 1\n  scryptN = 2\n")
                .doesNotContain("ListenAddress").doesNotContain("record-keep").doesNotContain("[kafka]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        SignerConfig config = SignerConfig.read(file);
        assertThat(config.signer().cost()).isEqualTo(new ScryptCost(2, 1));
        assertThat(config.interfaces().api().orElseThrow().listen().port()).isEqualTo(9);
        assertThat(config.signer().recordKeep()).isEqualTo(Duration.ofDays(60));
        assertThat(config.kafka()).isEmpty();
    }

    @Test
    void shouldNotOpenATableTwice() throws IOException {
        Path file = Files.writeString(dir.resolve("config.toml"), "API = {TokenSuffices = true}\nFactor.ScryptN = 2\n");
        ConfigDefaults.ensure(dir);
        SignerConfig config = SignerConfig.read(file);
        assertThat(config.interfaces().api().orElseThrow().tokenSuffices()).isTrue();
        assertThat(config.signer().cost().n()).isEqualTo(2);
    }

    @Test
    void shouldLeaveFileThatDoesNotParseToItsReader() throws IOException {
        Path file = Files.writeString(dir.resolve("config.toml"), "[signer\n");
        ConfigDefaults.ensure(dir);
        assertThat(Files.readString(file)).isEqualTo("[signer\n");
        assertThatThrownBy(() -> SignerConfig.read(file)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.toml:1");
    }

    @Test
    void shouldNameBadCost() throws IOException {
        Path file = ConfigDefaults.ensure(dir);
        Files.writeString(file, Files.readString(file).replace("262144", "1000"));
        assertThatThrownBy(() -> SignerConfig.read(file)).hasMessageContaining("Factor.ScryptN")
                .hasMessageContaining("power of two");
    }
}
