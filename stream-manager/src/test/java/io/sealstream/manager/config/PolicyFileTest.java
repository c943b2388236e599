package io.sealstream.manager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.TomlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static final String KEY = Address.bls(new byte[48]).toString();
    private static final String FILE = """
                                       miner = "t01000"
                                       sealing = "on-demand"
                                       [numbers]
                                       min = 1
                                       max = 1000
                                       [senders]
                                       pre-commit = ["%1$s"]
                                       prove-commit = ["%1$s"]
                                       post = ["t01002"]
                                       [storage]
                                       stores = ["store-1"]
                                       """.formatted(KEY);

    private static PolicyFile read(String text) {
        return PolicyFile.of(TomlConfig.parse(text, "policy.toml", Path.of("/")));
    }

    @Test
    void shouldReadAPolicyWithDefaults() {
        PolicyFile file = read(FILE);
        MinerPolicy policy = file.policyFor(SectorSize.KIB_2);
        assertThat(file.miner().toString()).isEqualTo("f01000");
        assertThat(policy.getSealProof()).isEqualTo(5);
        assertThat(policy.getSealing()).isEqualTo(Sealing.ON_DEMAND);
        assertThat(policy.getLifetimeEpochs()).isEqualTo(540 * 2880);
        assertThat(policy.getPostSenders()).containsExactly("f01002");
        assertThat(policy.getPreCommitMaxFee()).isEqualTo("100000000000000000");
        assertThat(policy.getSubmitConfidence()).isEqualTo(4);
        assertThat(policy.getStores()).containsExactly("store-1");
    }

    @Test
    void shouldReadTheSampleFileWhichShowsTheDefaults() throws IOException {
        String sample = Files.readString(Path.of("policy.toml"));
        String required = sample.lines()
                .filter(line -> line.startsWith("[") || line.matches("(miner|min|max|stores) = .*")
                        || line.matches("(pre-commit|prove-commit|post) = \\[.*"))
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(read(sample).policyFor(SectorSize.GIB_32)).isEqualTo(read(required).policyFor(SectorSize.GIB_32));
    }

    @Test
    void shouldComeThroughJsonUnchanged() {
        MinerPolicy policy = read(FILE + "[fees]\npost = \"1 FIL\"\n").policyFor(SectorSize.GIB_32);
        assertThat(PolicyJson.read(PolicyJson.write(policy))).isEqualTo(policy);
        assertThat(policy.getSealProof()).isEqualTo(8);
    }

    @Test
    void shouldNameFileLineKeyAndFix() {
        assertThatThrownBy(() -> read(FILE.replace("max = 1000", "max = 0"))).hasMessageContaining("policy.toml:5")
                .hasMessageContaining("numbers.max");
        assertThatThrownBy(() -> read(FILE.replace("t01002", "t01O02"))).hasMessageContaining("senders.post")
                .hasMessageContaining("t01O02");
        assertThatThrownBy(() -> read(FILE.replace("on-demand", "sometimes"))).hasMessageContaining("sealing")
                .hasMessageContaining("\"continuous\"");
        assertThatThrownBy(() -> read(FILE + "[fees]\npost = \"lots\"")).hasMessageContaining("fees.post")
                .hasMessageContaining("0.1 FIL");
        assertThatThrownBy(() -> read(FILE + "[fees]\npost = \"0 FIL\"")).hasMessageContaining("not above zero");
        assertThatThrownBy(() -> read(FILE.replace("[\"store-1\"]", "[]"))).hasMessageContaining("storage.stores");
        assertThatThrownBy(() -> read("sector-size = \"3KiB\"\n" + FILE)).hasMessageContaining("sector-size")
                .hasMessageContaining("2KiB");
        assertThatThrownBy(() -> read("colour = 1\n" + FILE)).hasMessageContaining("policy.toml:1")
                .hasMessageContaining("unknown key");
    }
}
