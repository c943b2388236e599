package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.SectorSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevnetHomeTest {
    @TempDir
    private Path dir;

    @Test
    void shouldContinueWhereTheFormerRunWas() {
        new DevnetHome(dir).remember(
                DevnetState.INITIAL.withPorts(Map.of(Ports.BROKER, 9092)).withKeys("f3a", "f3b", "f3c").withStep("funded"));

        DevnetState state = new DevnetHome(dir).state();

        assertThat(state.ports()).containsEntry(Ports.BROKER, 9092);
        assertThat(state.control()).isEqualTo("f3c");
        assertThat(state.done("funded")).isTrue();
        assertThat(state.done("policy")).isFalse();
    }

    @Test
    void shouldKeepTheSectorSizeItBeganWith() throws Exception {
        DevnetHome home = new DevnetHome(dir.resolve("larger"));
        home.choose(SectorSize.MIB_8);
        home.choose(SectorSize.MIB_8);

        assertThat(home.state().withPorts(Map.of()).sectorSize()).isEqualTo(SectorSize.MIB_8);
        assertThatThrownBy(() -> home.choose(SectorSize.KIB_2)).isInstanceOf(DevnetException.class)
                .hasMessageContaining("has sectors of 8MiB and keeps them").hasMessageContaining("--home");
        Files.writeString(dir.resolve("devnet.json"),
                """
                {"ports": {}, "owner": "", "worker": "", "control": "", "miner": "f01000", "steps": [], "wanted": 1}""");
        assertThat(new DevnetHome(dir).state().sectorSize()).as("of a home that does not say").isEqualTo(SectorSize.KIB_2);
    }

    @Test
    void shouldRefuseASecondSupervisor() throws Exception {
        DevnetHome home = new DevnetHome(dir);
        try (var lock = home.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> new DevnetHome(dir).lock()).isInstanceOf(DevnetException.class)
                    .hasMessageContaining("already up");
        }
    }

    @Test
    void shouldBeKeptUnderAnotherName() throws Exception {
        DevnetHome home = new DevnetHome(dir.resolve("home"));
        home.remember(DevnetState.INITIAL.withMiner("f01000"));

        Path aside = home.setAside(Instant.parse("2026-03-01T10:20:30Z"));

        assertThat(aside).isEqualTo(dir.resolve("home.old-20260301-102030"));
        assertThat(new DevnetHome(aside).state().miner()).isEqualTo("f01000");
        assertThat(home.exists()).isFalse();
        home.dir(".");
        Files.createDirectories(aside.resolve("something"));
        assertThatThrownBy(() -> home.setAside(Instant.parse("2026-03-01T10:20:30Z"))).isInstanceOf(DevnetException.class)
                .hasMessageContaining("move it away by hand");
    }

    @Test
    void shouldNameABrokenStateFile() throws Exception {
        Files.writeString(dir.resolve("devnet.json"), "{");

        assertThatThrownBy(() -> new DevnetHome(dir).state()).isInstanceOf(DevnetException.class)
                .hasMessageContaining("devnet.json").hasMessageContaining("wipe");
    }
}
