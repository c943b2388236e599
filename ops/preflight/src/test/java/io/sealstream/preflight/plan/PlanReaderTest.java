package io.sealstream.preflight.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    private Path home;

    private static Plan sample(String process) {
        return PlanReader.read(ROOT.resolve(process).resolve(process + ".toml"));
    }

    @Test
    void shouldReadWhatANodeNeeds() {
        Plan plan = sample("sealer-node");

        assertThat(plan.role()).isEqualTo(Role.SEALER_NODE);
        assertThat(plan.title()).startsWith("sealer-node node-1 (");
        assertThat(plan.sealing().orElseThrow().largest()).isEqualTo(SectorSize.GIB_32);
        assertThat(plan.sealing().orElseThrow().exact()).isTrue();
        assertThat(plan.sealing().orElseThrow().multicore()).isFalse();
        assertThat(plan.kafka()).isPresent();
        assertThat(plan.chain()).isEmpty();
    }

    @Test
    void shouldReadWhatAManagerNeeds() {
        Plan plan = sample("stream-manager");

        assertThat(plan.role()).isEqualTo(Role.STREAM_MANAGER);
        assertThat(plan.chain().orElseThrow().nodes()).hasSize(1);
        assertThat(plan.session()).contains(Duration.ofSeconds(6));
        assertThat(plan.epochTime()).contains(Duration.ofSeconds(30));
    }

    @Test
    void shouldReadWhatAWalletNeedsWithAndWithoutKafka() throws Exception {
        assertThat(sample("wallet-signer").kafka()).isPresent();

        Plan alone = PlanReader.read(Files.writeString(home.resolve("config.toml"),
                "[network]\nname = \"mainnet\"\n[API]\nListenAddress = \"/ip4/127.0.0.1/tcp/5678/http\"\n"));
        assertThat(alone.role()).isEqualTo(Role.WALLET_SIGNER);
        assertThat(alone.kafka()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoConfigurationOfOurs() throws Exception {
        Path file = Files.writeString(home.resolve("other.toml"), "[server]\nport = 1\n");

        assertThatThrownBy(() -> PlanReader.read(file)).isInstanceOf(ConfigException.class).hasMessageContaining("other.toml")
                .hasMessageContaining("none of the tables [node], [streams] and [signer]");
        assertThatThrownBy(() -> PlanReader.read(home.resolve("none.toml"))).hasMessageContaining("no such file");
    }
}
