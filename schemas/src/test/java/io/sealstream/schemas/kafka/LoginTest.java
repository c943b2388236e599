package io.sealstream.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User, password and trust of a client, as a configuration names them. */
final class LoginTest {
    private static final String KAFKA = "bootstrap = \"127.0.0.1:9092\"\nregistry = \"http://registry:8081\"\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        secret("password", "pass\n");
        Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
    }

    private void secret(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }

    private KafkaSettings read(String lines) {
        ConfigTable table = TomlConfig.parse(KAFKA + lines, "node.toml", folder).root();
        return KafkaSettings.from(table, "mainnet");
    }

    private void refuses(String lines, String... parts) {
        assertThatThrownBy(() -> read(lines)).isInstanceOf(ConfigException.class).hasMessageContainingAll(parts);
    }

    @Test
    void shouldMakeClientPropertiesOfUserPasswordAndTrust() {
        KafkaSettings settings = read("user = \"sealer-node\"\npassword-file = \"password\"\nca-file = \"ca.pem\"");

        assertThat(settings.properties()).isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"sealer-node\" "
                        + "password=\"pass\";",
                "ssl.truststore.type", "PEM", "ssl.truststore.location", folder.resolve("ca.pem").toString()));
        assertThat(settings.isSecure()).isTrue();
        assertThat(settings.toString()).doesNotContain("pass\"").contains("sasl.jaas.config");
    }

    @Test
    void shouldLeaveAClusterWithoutPasswordsAsItWas() {
        assertThat(read("").properties()).isEmpty();
        assertThat(read("").isSecure()).isFalse();
        assertThat(read("ca-file = \"ca.pem\"").properties()).containsEntry("security.protocol", "SSL");
        assertThat(read("[properties]\n\"security.protocol\" = \"SSL\"").isSecure()).isTrue();
    }

    @Test
    void shouldLetFurtherPropertiesOverride() {
        KafkaSettings settings = read(
                "user = \"n\"\npassword-file = \"password\"\n[properties]\n\"sasl.mechanism\" = \"SCRAM-SHA-256\"");

        assertThat(settings.properties()).containsEntry("sasl.mechanism", "SCRAM-SHA-256").containsEntry("security.protocol",
                "SASL_SSL");
    }

    @Test
    void shouldCarryEveryCharacterOfAPasswordThroughJaas() {
        String password = "a\"b\\c;d e=f'g\\\\";
        String line = String.valueOf(new Login("u", password, Optional.empty()).properties().get("sasl.jaas.config"));

        AppConfigurationEntry entry = JaasContext
                .loadClientContext(Map.of("sasl.jaas.config", new Password(line))).configurationEntries().getFirst();

        assertThat(entry.getOptions().get("password")).isEqualTo(password);
        assertThat(entry.getOptions().get("username")).isEqualTo("u");
    }

    @Test
    void shouldNameWhatIsWrongWithFiles() throws IOException {
        Files.writeString(folder.resolve("open"), "pass");
        Files.setPosixFilePermissions(folder.resolve("open"), PosixFilePermissions.fromString("rw-r-----"));
        secret("empty", "\n");
        secret("two", "one\ntwo\n");

        refuses("user = \"n\"", "node.toml:3:1", "user: stands alone", "password-file");
        refuses("password-file = \"password\"", "node.toml:3:1", "password-file: stands alone");
        refuses("user = \"n\"\npassword-file = \"gone\"", "node.toml:4:1", "there is no file " + folder.resolve("gone"));
        refuses("user = \"n\"\npassword-file = \"open\"", "can be read by other users", "chmod 600 " + folder.resolve("open"));
        refuses("user = \"n\"\npassword-file = \"empty\"", "holds no password");
        refuses("user = \"n\"\npassword-file = \"two\"", "holds no password", "only line");
        refuses("user = \"n\"\npassword-file = \"password\"\nca-file = \"gone.pem\"", "node.toml:5:1",
                "ca-file: there is no file");
        refuses("ca-file = \"password\"", "holds no certificate", "CA that signed");
    }

    @Test
    void shouldSayInASentenceThatATruststoreIsMissing() {
        KafkaSettings settings = read("[properties]\n\"security.protocol\" = \"SSL\"\n\"ssl.truststore.type\" = \"PEM\"\n"
                + "\"ssl.truststore.location\" = \"/no/such/ca.pem\"");

        assertThatThrownBy(() -> new KafkaClients(settings).admin("test")).isInstanceOf(ConfigException.class)
                .hasMessage(
                        "kafka: no client can be made: there is no file /no/such/ca.pem; correct kafka.bootstrap or kafka.properties");
    }
}
