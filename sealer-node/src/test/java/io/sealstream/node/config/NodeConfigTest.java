package io.sealstream.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.node.tasks.Pool;
import io.sealstream.schemas.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    @TempDir
    Path home;

    private NodeConfig read(String text) throws Exception {
        return NodeConfig.read(Files.writeString(home.resolve("sealer-node.toml"), text));
    }

    private static String sample() throws Exception {
        return Files.readString(Path.of("sealer-node.toml"));
    }

    @Test
    void shouldReadTheSample() throws Exception {
        NodeConfig config = read(sample());

        assertThat(config.node().name()).isEqualTo("node-1");
        assertThat(config.node().miners()).containsExactly(new ActorId(1000));
        assertThat(config.node().heartbeat()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.stores()).extracting(StoreSpec::name).containsExactly("scratch-1", "store-1");
        assertThat(config.pools()).containsEntry(Pool.C2, 1);
        assertThat(config.proofs().mirrors()).isEmpty();
        assertThat(config.proofs().vanillaTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                        name = "node-1"        | name = "Node 1"         | node.name        | cannot name a node
                        name = "calibnet"      | name = "marsnet"        | network.name     | write a network
                        miners = ["f01000"]    | miners = []             | node.miners      | is empty
                        miners = ["f01000"]    | miners = ["f3abc"]      | node.miners      | is no miner
                        heartbeat = "2s"       | heartbeat = "0s"        | node.heartbeat   | is zero
                        heartbeat = "2s"       | heartbeat = 2           | node.heartbeat   | text in quotes
                        pc1 = 1                | pc1 = 0                 | pools.pc1        | out of range
                        pc1 = 1                | pc7 = 1                 | pools.pc7        | unknown key
                        self-made = false      | mirrors = ["ftp://a"]  | proofs.mirrors   | is no mirror
                        self-made = false      | self-made = true        | proofs.self-made | only the published
                        name = "calibnet"      | name = "devnet"         | proofs.sector-sizes | 2KiB and 8MiB alone
                        """)
    void shouldNameLineAndKeyOfABadValue(String good, String bad, String key, String reason) throws Exception {
        assertThat(sample()).contains(good);

        assertThatThrownBy(() -> read(sample().replace(good, bad))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("sealer-node.toml:").hasMessageContaining(key).hasMessageContaining(reason);
    }
}
