package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of a devnet's miner, and the scratch stores that it takes. */
class PolicyChoiceTest {
    @TempDir
    private Path dir;

    private ConfigFiles configs(int scratch) {
        Map<String, Integer> ports = Stream.of(Ports.BROKER, Ports.REGISTRY, Ports.CHAIN, Ports.SIGNER, Ports.MANAGER, Ports.NODE)
                .collect(Collectors.toMap(name -> name, String::length));
        DevnetState state = DevnetState.INITIAL.withPorts(ports).withKeys("f3owner", "f3worker", "f3post").withMiner("f01000")
                .withScratch(scratch);
        return new ConfigFiles(new DevnetHome(dir), state, dir.resolve("parameters"), Devnet.Shape.USUAL);
    }

    private ConfigTable policy(PolicyChoice choice) {
        return TomlConfig.read(configs(1).writePolicy(choice)).root();
    }

    @Test
    void shouldSendEverySectorAloneUnlessToldOtherwise() {
        ConfigTable single = policy(PolicyChoice.of("single"));

        assertThat(single.string("miner")).isEqualTo("f01000");
        assertThat(single.table("confidence").integer("message", 0, 100)).isEqualTo(5);
        assertThat(single.table("batch").table("pre-commit").bool("enabled", true)).isFalse();
        assertThat(single.table("batch").table("prove-commit").bool("enabled", true)).isFalse();
        assertThat(PolicyChoice.SINGLE.sectorsAtOnce()).isEqualTo(1);
    }

    @Test
    void shouldLetEightSectorsShareTheirMessages() {
        ConfigTable batch = policy(PolicyChoice.of("aggregate")).table("batch");

        assertThat(batch.table("pre-commit").integer("threshold", 1, 256)).isEqualTo(8);
        assertThat(batch.table("prove-commit").integer("threshold", 1, 819)).isEqualTo(8);
        assertThat(batch.table("prove-commit").bool("enabled", false)).isTrue();
        assertThat(PolicyChoice.AGGREGATE.sectorsAtOnce()).isEqualTo(8);
    }

    @Test
    void shouldTakeTheTablesOfAFile() throws Exception {
        Path file = Files.writeString(dir.resolve("mine.toml"), "[confidence]\nmessage = 7\n");

        assertThat(policy(PolicyChoice.of(file.toString())).table("confidence").integer("message", 0, 100)).isEqualTo(7);
        assertThatThrownBy(() -> PolicyChoice.of(dir.resolve("none.toml").toString())).isInstanceOf(DevnetException.class)
                .hasMessageContaining("none.toml").hasMessageContaining("`single`");
    }

    @Test
    void shouldGiveTheNodeAScratchStoreForEachSectorAtOnce() throws Exception {
        ConfigFiles three = configs(3);
        three.writeAll();

        assertThat(three.scratchStores()).containsExactly("scratch-1", "scratch-2", "scratch-3");
        assertThat(TomlConfig.read(dir.resolve("config").resolve("node.toml")).root().tables("scratch"))
                .extracting(table -> table.string("name")).isEqualTo(three.scratchStores());
    }

    @Test
    void shouldHaveOneScratchStoreInAHomeThatDoesNotSaySo() throws Exception {
        Files.writeString(dir.resolve("devnet.json"),
                "{\"ports\":{},\"owner\":\"\",\"worker\":\"\",\"control\":\"\",\"miner\":\"\","
                        + "\"steps\":[\"policy\"],\"wanted\":1,\"requests\":1}");

        assertThat(new DevnetHome(dir).state().scratch()).isEqualTo(1);
    }
}
