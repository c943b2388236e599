package io.sealstream.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TomlConfigTest {
    private static final Path FOLDER = Path.of("/etc/sealstream");

    @TempDir
    private Path folder;

    private static ConfigTable table(String text) {
        return TomlConfig.parse(text, "node.toml", FOLDER).root();
    }

    @Test
    void shouldReadEveryKindOfValue() {
        ConfigTable root = table("""
                                 name = "n1"
                                 slots = 4
                                 wait = "250ms"
                                 listen = "127.0.0.1:0"
                                 url = "http://127.0.0.1:1234/rpc/v1"
                                 data = "stores/a"
                                 on = true
                                 miners = ["f01000", "f01001"]
                                 [kafka.properties]
                                 security.protocol = "SSL"
                                 retries = 3
                                 [[store]]
                                 name = "a"
                                 [[store]]
                                 name = "b"
                                 """);
        assertThat(root.string("name")).isEqualTo("n1");
        assertThat(root.integer("slots", 1, 8)).isEqualTo(4);
        assertThat(root.integer("absent", 7, 1, 8)).isEqualTo(7);
        assertThat(root.duration("wait")).isEqualTo(Duration.ofMillis(250));
        assertThat(root.duration("absent", Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(root.hostPort("listen", "x:1")).isEqualTo(new HostPort("127.0.0.1", 0));
        assertThat(root.url("url")).isEqualTo(URI.create("http://127.0.0.1:1234/rpc/v1"));
        assertThat(root.path("data")).isEqualTo(FOLDER.resolve("stores/a"));
        assertThat(root.bool("on", false)).isTrue();
        assertThat(table("name = \"Calibnet\"").network("name")).isEqualTo("calibnet");
        assertThat(root.strings("miners")).isEqualTo(List.of("f01000", "f01001"));
        assertThat(root.table("kafka").properties("properties")).isEqualTo(Map.of("security.protocol", "SSL", "retries", "3"));
        assertThat(root.tables("store").stream().map(store -> store.string("name"))).containsExactly("a", "b");
        root.refuseUnknown();
    }

    @Test
    void shouldFindKeysOfGoProgramsInAnyCase() {
        ConfigTable root = table("""
                                 [APIREGISTERHUB]
                                   registerapi = ["a"]
                                   tokn = ""
                                 """);
        assertThat(root.hasInAnyCase("APIRegisterHub")).isTrue();
        ConfigTable hub = root.tableInAnyCase("APIRegisterHub");
        assertThat(hub.strings("RegisterAPI")).containsExactly("a");
        assertThat(hub.string("Token", "none")).isEqualTo("none");
        assertThat(hub.place("RegisterApi")).isEqualTo("node.toml:2");
        assertThatThrownBy(() -> hub.integer("RegisterAPI", 0, 1)).hasMessageContaining("APIREGISTERHUB.registerapi");
        assertThatThrownBy(root::refuseUnknown).hasMessageContaining("APIREGISTERHUB.tokn: unknown key");
        assertThat(root.hasInAnyCase("API")).isFalse();
        assertThat(root.tableInAnyCase("API").has("ListenAddress")).isFalse();
    }

    @Test
    void shouldRefuseTwoSpellingsOfOneKey() {
        assertThatThrownBy(() -> table("[API]\n[api]\n").tableInAnyCase("API")).hasMessageContaining("node.toml:2")
                .hasMessageContaining("as API and api");
        assertThatThrownBy(() -> table("[JWT]\nToken = \"a\"\ntoken = \"b\"\n").tableInAnyCase("JWT"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("twice");
    }

    @Test
    void shouldNamePlaceAndKeyOfEveryFault() {
        fails("name = ", () -> table("name = "), "node.toml:1:");
        fails("type", () -> table("\nname = 5").string("name"), "node.toml:2:1: name: is not text in quotes");
        fails("nested", () -> table("[kafka]\nbootstrap = 1").table("kafka").string("bootstrap"),
                "node.toml:2:1: kafka.bootstrap: is not text in quotes");
        fails("missing", () -> table("").table("kafka").string("bootstrap"), "node.toml: kafka.bootstrap: is missing; add it");
        fails("range", () -> table("slots = 9").integer("slots", 1, 8),
                "slots: 9 is out of range; give a whole number from 1 to 8");
        fails("duration", () -> table("wait = \"5 sec\"").duration("wait"),
                "wait: cannot read \"5 sec\"; write a whole number with a unit");
        fails("host", () -> table("listen = \"localhost\"").hostPort("listen", "x:1"), "write host:port");
        fails("url", () -> table("url = \"ftp://x\"").url("url"), "cannot read \"ftp://x\"");
        fails("network", () -> table("name = \"marsnet\"").network("name"),
                "name: cannot read \"marsnet\"; write a network: mainnet, calibnet");
        fails("list", () -> table("miners = [1]").strings("miners"), "miners: holds 1 where a text is wanted");
    }

    @Test
    void shouldRefuseUnknownKeysAtEveryDepth() {
        ConfigTable root = table("name = \"a\"\n[kafka]\nbootstrp = \"x\"");
        root.string("name");
        root.table("kafka").string("bootstrap", "");
        fails("unknown", root::refuseUnknown,
                "node.toml:3:1: kafka.bootstrp: unknown key; remove it or correct it to one of: bootstrap");
        ConfigTable other = table("nam = \"a\"");
        other.string("name", "");
        fails("unknown", other::refuseUnknown, "node.toml:1:1: nam: unknown key");
    }

    @Test
    void shouldReadAFileAndExplainAMissingOne() throws Exception {
        Path file = Files.writeString(folder.resolve("a.toml"), "data = \"x\"");
        assertThat(TomlConfig.read(file).root().path("data")).isEqualTo(folder.resolve("x"));
        fails("absent", () -> TomlConfig.read(folder.resolve("b.toml")), "b.toml: no such file");
    }

    private static void fails(String what, ThrowingCallable call, String message) {
        assertThatThrownBy(call).as(what).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }
}
