package io.sealstream.manager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.ClusterLayout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManagerConfigTest {
    private static final String LEAST = """
                                        [kafka]
                                        bootstrap = "127.0.0.1:9092"
                                        registry = "http://127.0.0.1:8081"
                                        [network]
                                        name = "devnet"
                                        [chain]
                                        url = "http://127.0.0.1:1234/rpc/v1"
                                        [streams]
                                        state-dir = "state"
                                        """;

    private static ManagerConfig read(String text) {
        return ManagerConfig.of(TomlConfig.parse(text, "manager.toml", Path.of("/home/op")));
    }

    @Test
    void shouldFillDefaultsAndTakeRelativePathsFromTheFilesFolder() {
        ManagerConfig config = read(LEAST);
        assertThat(config.streams().stateDir()).isEqualTo(Path.of("/home/op/state"));
        assertThat(config.streams().commitInterval()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.kafka().layout()).isEqualTo(ClusterLayout.DEVNET);
        assertThat(config.chain().nodes())
                .containsExactly(new ChainAddress(URI.create("http://127.0.0.1:1234/rpc/v1"), ""));
        assertThat(config.chain().mostLag()).isEqualTo(10);
        assertThat(config.api()).isEqualTo(URI.create("http://127.0.0.1:1789/rpc/v0"));
    }

    @Test
    void shouldNameFileLineKeyAndFixOfAnError() {
        assertThatThrownBy(() -> read(LEAST.replace("[network]", "[network]\ncolour = 1"))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("manager.toml:5").hasMessageContaining("network.colour");
        assertThatThrownBy(() -> read(LEAST.replace("state-dir = \"state\"", "state-dir = \"s\"\ncommit-interval = \"2s\"")))
                .hasMessageContaining("manager.toml:10").hasMessageContaining("streams.commit-interval")
                .hasMessageContaining("1ms to 500ms");
        assertThatThrownBy(() -> read(LEAST + "stores = \"tape\"")).hasMessageContaining("streams.stores")
                .hasMessageContaining("\"disk\"");
        assertThatThrownBy(() -> read(LEAST.replace("url = \"http", "url = \"gopher"))).hasMessageContaining("chain.url");
        assertThatThrownBy(() -> read(LEAST.replace("name = \"devnet\"", ""))).hasMessageContaining("network.name")
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> read(LEAST.replace("\"devnet\"", "\"marsnet\""))).hasMessageContaining("manager.toml:5")
                .hasMessageContaining("network.name").hasMessageContaining("mainnet");
        assertThatThrownBy(() -> read(LEAST + "threads = ")).hasMessageContaining("not valid TOML");
    }

    private static ChainConfig chain(String lines) {
        return read(LEAST.replace("url = \"http://127.0.0.1:1234/rpc/v1\"", lines)).chain();
    }

    @Test
    void shouldReadSeveralChainNodesEachWithItsOwnTokenOrTheCommonOne() {
        ChainConfig chain = chain("""
                                  token = "common"
                                  urls = ["http://a:1234", "aa.bb.cc:/ip4/10.0.0.2/tcp/3453", "https://c.example/custom/rpc"]""");
        assertThat(chain.nodes()).containsExactly(new ChainAddress(URI.create("http://a:1234/rpc/v1"), "common"),
                new ChainAddress(URI.create("http://10.0.0.2:3453/rpc/v1"), "aa.bb.cc"),
                new ChainAddress(URI.create("https://c.example/custom/rpc"), "common"));
        assertThat(chain.nodes().get(1)).asString().doesNotContain("aa.bb.cc");
        assertThat(chain("url = \"aa.bb.cc:/dns4/node/tcp/1234/https\"").nodes())
                .containsExactly(new ChainAddress(URI.create("https://node:1234/rpc/v1"), "aa.bb.cc"));
    }

    @Test
    void shouldNameWhatIsWrongWithChainNodes() {
        assertThatThrownBy(() -> chain("url = \"http://a:1\"\nurls = [\"http://b:1\"]")).hasMessageContaining("chain.urls")
                .hasMessageContaining("remove url");
        assertThatThrownBy(() -> chain("urls = []")).hasMessageContaining("chain.urls").hasMessageContaining("at least one");
        assertThatThrownBy(() -> chain("urls = [\"http://a:1\", \"http://a:1/\"]")).hasMessageContaining("twice");
        assertThatThrownBy(() -> chain("urls = [\"/ip4/10.0.0.300/tcp/1\"]")).hasMessageContaining("manager.toml:7")
                .hasMessageContaining("/ip4/127.0.0.1/tcp/1234/http");
        assertThatThrownBy(() -> chain("max-lag = 0\nurl = \"http://a:1\"")).hasMessageContaining("chain.max-lag");
    }

    @Test
    void shouldRefuseToGuessAPortThatTheSystemChose() {
        ManagerConfig config = read(LEAST + "[http]\nlisten = \"127.0.0.1:0\"\n");
        assertThatThrownBy(config::api).isInstanceOf(ConfigException.class).hasMessageContaining("--api");
    }

    @Test
    void shouldAskUnderWhichNameTheOtherManagersReachIt() {
        ManagerConfig everywhere = read(LEAST + "[http]\nlisten = \"0.0.0.0:1789\"\n");
        assertThatThrownBy(() -> everywhere.reachedAt(everywhere.listen())).isInstanceOf(ConfigException.class)
                .hasMessageContaining("http.reached");
        ManagerConfig named = read(LEAST + "[http]\nlisten = \"0.0.0.0:1789\"\nreached = \"manager-1:1789\"\n");
        assertThat(named.reachedAt(named.listen())).isEqualTo(new HostPort("manager-1", 1789));
        assertThat(read(LEAST).reachedAt(new HostPort("127.0.0.1", 4711))).isEqualTo(new HostPort("127.0.0.1", 4711));
    }

    @Test
    void shouldReadTheSampleFileWhichShowsTheDefaults() throws IOException {
        String sample = Files.readString(Path.of("stream-manager.toml"));
        ManagerConfig shown = read(sample);
        // The same file with every optional line left out must mean the same.
        String required = sample.lines()
                .filter(line -> line.startsWith("[") || line.matches("(bootstrap|registry|name|url|state-dir) = .*"))
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(shown).isEqualTo(read(required));
    }
}
