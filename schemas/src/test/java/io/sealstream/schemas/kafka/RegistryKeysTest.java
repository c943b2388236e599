package io.sealstream.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryKeysTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldReadSeveralUrlsAndWhoWeAre() {
        RegistrySettings user = read("registry = \"http://a:8081, https://b/registry\"\nregistry-user = \"me:pass:word\"");
        assertThat(user.urls()).containsExactly(URI.create("http://a:8081"), URI.create("https://b/registry"));
        assertThat(user.basic()).contains("me:pass:word");
        assertThat(user.toString()).doesNotContain("pass");
        assertThat(read("registry = \"http://a\"\nregistry-token = \"eyJ.a-b_c\"").bearer()).contains("eyJ.a-b_c");
    }

    @Test
    void shouldReadThePasswordFromAFileOfItsOwnerAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "pass:word\n");
        String keys = "registry = \"https://a\"\nregistry-user = \"me\"\nregistry-password-file = \"password\"";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refused(keys, "kafka.registry-password-file: " + file + " can be read by other users; run: chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(read(keys).basic()).contains("me:pass:word");
        refused(keys.replace("\"me\"", "\"me:word\""), "kafka.registry-user: has a colon beside registry-password-file");
        refused(keys.replace("registry-user = \"me\"", ""), "kafka.registry-password-file: is there without registry-user");
        refused(keys.replace("\"password\"", "\"nowhere\""), "kafka.registry-password-file: there is no file");
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        refused("registry = \"\"", "kafka.registry: \"\" is not an http URL");
        refused("registry = \"a:8081\"", "\"a:8081\" is not an http URL; write \"http://host:8081\"");
        refused("registry = \"http://a b\"", "\"http://a b\" is not a URL");
        refused("registry = \"http://me:word@a:8081\"", "the URL of a holds a user; move it to registry-user");
        refused("registry = \"http://a\"\nregistry-user = \"me\"", "kafka.registry-user: has no colon");
        refused("registry = \"http://a\"\nregistry-token = \"a\\nb\"", "kafka.registry-token: is empty or holds a character");
        refused("registry = \"http://a\"\nregistry-token = \"a\"\nregistry-user = \"a:b\"", "keep one of the two");
    }

    @Test
    void shouldOpenTheFilesOfHttpsAtOnce() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "no certificate");
        refused("registry = \"https://a\"\nregistry-trust = \"notes.txt\"", "notes.txt is neither PEM nor");
        refused("registry = \"https://a\"\nregistry-identity = \"client.p12\"", "client.p12 cannot be read");
        refused("registry = \"https://a\"\nregistry-trust-password = \"x\"",
                "kafka.registry-trust-password: is there without registry-trust; name the file too");
    }

    private RegistrySettings read(String keys) {
        TomlConfig config = TomlConfig.parse("[kafka]\nbootstrap = \"b:1\"\n" + keys + "\n", "node.toml", folder);
        ConfigTable table = config.root().table("kafka");
        RegistrySettings settings = KafkaSettings.from(table, "calibnet").registry();
        config.refuseUnknown();
        return settings;
    }

    private void refused(String keys, String message) {
        assertThatThrownBy(() -> read(keys)).isInstanceOf(ConfigException.class).hasMessageContaining(message)
                .hasMessageContaining("node.toml:");
    }
}
