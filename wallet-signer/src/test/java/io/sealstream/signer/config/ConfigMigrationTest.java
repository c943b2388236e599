package io.sealstream.signer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Bytes;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.signer.keys.ScryptCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMigrationTest {
    private static final String SECRET = "ab".repeat(32);

    @TempDir
    Path dir;
    private Path venus;
    private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        venus = Files.createDirectory(dir.resolve("venus"));
        home = Files.createDirectory(dir.resolve("home"));
        Files.createFile(venus.resolve("keystore.sqlit"));
        configure("/nowhere/keystore.sqlit");
    }

    private void configure(String conn) throws IOException {
        Files.writeString(venus.resolve("config.toml"), """
                                                        [API]
                                                        ListenAddress = "/ip4/0.0.0.0/tcp/5679/http"
                                                        [DB]
                                                        Conn = "%s"
                                                        [JWT]
                                                        Secret = "%s"
                                                        [Factor]
                                                        ScryptN = 4
                                                        ScryptP = 2
                                                        [SignFilter]
                                                        Expr = '''jq -e '.SignType == "message"' '''
                                                        [APIRegisterHub]
                                                        RegisterAPI = ["/ip4/10.0.0.1/tcp/1", "/ip4/10.0.0.2/tcp/1"]
                                                        Token = "a-gateway-token"
                                                        SupportAccounts = ["a"]
                                                        [SignRecorder]
                                                        Enable = false
                                                        KeepDuration = "48h"
                                                        [Unheard]
                                                        Of = 1
                                                        """.formatted(conn, SECRET));
    }

    @Test
    void shouldWriteAConfigurationThatSaysTheSame() throws IOException {
        ConfigMigration found = ConfigMigration.read(venus);
        assertThat(found.write(home)).isTrue();
        Path file = home.resolve("config.toml");
        SignerConfig config = SignerConfig.read(file);
        assertThat(config.interfaces().api().orElseThrow().address()).isEqualTo("/ip4/0.0.0.0/tcp/5679/http");
        assertThat(config.interfaces().hub()).isEqualTo(Interfaces.read(
                TomlConfig.read(venus.resolve("config.toml")).root(),
                config.interfaces().prefix()).hub());
        assertThat(config.venus().tokenSecret()).contains(Bytes.fromHex(SECRET));
        assertThat(config.venus().filter()).contains("jq -e '.SignType == \"message\"' ");
        assertThat(config.signer().cost()).isEqualTo(new ScryptCost(4, 2));
        assertThat(config.signer().recordKeep()).isEqualTo(Duration.ofDays(30));
        assertThat(config.keyStore()).isEqualTo(home.resolve("keystore.sqlit"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void shouldTellWhatCameOverAndWhatDidNotWithoutSecrets() {
        ConfigMigration found = ConfigMigration.read(venus);
        assertThat(found.settings()).extracting(ConfigMigration.Setting::toString)
                .contains("JWT.Secret", "APIRegisterHub.Token", "signer.record-keep = \"720h\"",
                        "APIRegisterHub.RegisterAPI = [\"/ip4/10.0.0.1/tcp/1\", \"/ip4/10.0.0.2/tcp/1\"]")
                .noneMatch(each -> each.contains(SECRET) || each.contains("a-gateway-token"));
        assertThat(found.left()).anyMatch(each -> each.contains("SignRecorder.Enable"))
                .anyMatch(each -> each.contains("sign_record"));
    }

    @Test
    void shouldLeaveAConfigurationAlone() throws IOException {
        Files.writeString(home.resolve("config.toml"), "# mine\n");
        assertThat(ConfigMigration.read(venus).write(home)).isFalse();
        assertThat(Files.readString(home.resolve("config.toml"))).isEqualTo("# mine\n");
    }

    @Test
    void shouldFindTheKeyStore() throws IOException {
        Path own = venus.resolve("keystore.sqlit");
        assertThat(ConfigMigration.read(venus).keyStore()).isEqualTo(own);
        assertThat(ConfigMigration.read(own).keyStore()).isEqualTo(own);
        configure(own.toString());
        assertThat(ConfigMigration.read(venus).keyStore()).isEqualTo(own);
        Path other = Files.createFile(dir.resolve("other"));
        configure(other.toString());
        assertThatThrownBy(() -> ConfigMigration.read(venus)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(own.toString()).hasMessageContaining(other.toString()).hasMessageContaining("--from");
        Files.delete(own);
        assertThat(ConfigMigration.read(venus).keyStore()).isEqualTo(other);
        Files.delete(venus.resolve("config.toml"));
        assertThat(ConfigMigration.read(venus).left()).singleElement().asString().contains("there is no");
    }
}
