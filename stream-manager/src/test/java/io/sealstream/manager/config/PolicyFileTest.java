package io.sealstream.manager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.schemas.avro.FeeTerms;
import io.sealstream.schemas.avro.LaneLimits;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.TomlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        return read(text, List.of());
    }

    private static PolicyFile read(String text, List<String> sets) {
        return PolicyFiles.read(TomlConfig.parse(text, "policy.toml", Path.of("/")), Optional.empty(), sets).getFirst();
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
        assertThat(policy.getPreCommitBatch().getEnabled()).as("batches are on unless a file says otherwise").isTrue();
        assertThat(policy.getPreCommitBatch().getThreshold()).isEqualTo(BatchRules.PRECOMMIT_DEFAULTS.threshold());
        assertThat(policy.getProveCommitBatch().getMaxWait()).isEqualTo(BatchRules.PROVE_COMMIT_DEFAULTS.maxWait());
        assertThat(policy.getPostFees()).isEqualTo(terms(120, 0, "0"));
        assertThat(policy.getLimits().getReplaceFactor()).isEqualTo(125);
    }

    private static FeeTerms terms(int overEstimation, int overPremium, String feeCap) {
        return FeeTerms.newBuilder().setOverEstimation(overEstimation).setOverPremium(overPremium).setFeeCap(feeCap).build();
    }

    @Test
    void shouldReadBatchesFeesAndLimits() {
        MinerPolicy policy = read(FILE + """
                                         [batch.pre-commit]
                                         enabled = false
                                         [batch.prove-commit]
                                         threshold = 20
                                         max-wait = "1h30m"
                                         check-interval = "45s"
                                         base-fee-threshold = "0.5 nanoFIL"
                                         fee-percentile = 25
                                         fee-least = 5
                                         slack = "10m"
                                         aggregate-from = 13
                                         [fees.pre-commit]
                                         max-fee = "0.05 FIL"
                                         gas-over-estimation = 1.25
                                         gas-over-premium = 1.1
                                         gas-fee-cap = "5 nanoFIL"
                                         [fees.prove-commit-batch]
                                         max-fee = "3 FIL"
                                         [limits]
                                         in-flight = 8
                                         per-day = "20 FIL"
                                         per-day-pre-commit = "2 FIL"
                                         per-day-prove-commit = "15 FIL"
                                         replace-after = "10m"
                                         replace-factor = 1.5
                                         """).policyFor(SectorSize.GIB_32);
        assertThat(policy.getPreCommitBatch().getEnabled()).isFalse();
        assertThat(policy.getProveCommitBatch()).isEqualTo(io.sealstream.schemas.avro.BatchRules.newBuilder().setEnabled(true)
                .setThreshold(20).setMaxWait(180).setCheckInterval(2).setBaseFeeThreshold("500000000").setFeePercentile(25)
                .setFeeLeast(5).setSlack(20).setAggregateFrom(13).build());
        assertThat(policy.getPreCommitFees()).isEqualTo(terms(125, 110, "5000000000"));
        assertThat(policy.getPreCommitMaxFee()).isEqualTo("50000000000000000");
        assertThat(policy.getProveCommitBatchMaxFee()).isEqualTo("3000000000000000000");
        assertThat(policy.getLimits()).isEqualTo(LaneLimits.newBuilder().setInFlight(8).setPerDay("20000000000000000000")
                .setPreCommitPerDay("2000000000000000000").setProveCommitPerDay("15000000000000000000").setReplaceAfter(20)
                .setReplaceFactor(150).build());
    }

    @Test
    void shouldReadTheFeesOfOlderFiles() {
        MinerPolicy policy = read(FILE + "[fees]\npre-commit = \"0.3 FIL\"\n[fees.post]\nmax-fee = \"2 FIL\"\n")
                .policyFor(SectorSize.GIB_32);
        assertThat(policy.getPreCommitMaxFee()).isEqualTo("300000000000000000");
        assertThat(policy.getPreCommitFees().getOverEstimation()).isEqualTo(120);
        assertThat(policy.getPostMaxFee()).isEqualTo("2000000000000000000");
    }

    @Test
    void shouldLetTheCommandLineGoBeforeTheFileAndSayWhereEachValueComesFrom() {
        PolicyFile file = read(FILE + "[limits]\nin-flight = 8\n", List.of("limits.in-flight = 9", "fees.post = \"1 FIL\""));
        assertThat(file.lines()).contains(new PolicyFile.Line("limits.in-flight", "9", "--set"),
                new PolicyFile.Line("fees.post.max-fee", "1 FIL", "--set"),
                new PolicyFile.Line("numbers.max", "1000", "policy.toml:5"),
                new PolicyFile.Line("batch.pre-commit.slack", "1h (120 epochs)", "default"),
                new PolicyFile.Line("fees.post.gas-over-estimation", "1.2", "default"));
        assertThat(file.policyFor(SectorSize.GIB_32).getLimits().getInFlight()).isEqualTo(9);
        assertThatThrownBy(() -> read(FILE, List.of("limits.inflight = 9"))).hasMessageContaining("--set:1")
                .hasMessageContaining("limits.inflight").hasMessageContaining("in-flight");
    }

    @Test
    void shouldShowEveryValueOfThePolicy() {
        MinerPolicy policy = read(FILE).policyFor(SectorSize.GIB_32);
        long values = policy.getSchema().getFields().stream()
                .mapToLong(
                        field -> policy.get(field.pos()) instanceof IndexedRecord part ? part.getSchema().getFields().size() : 1)
                .sum();
        // the seal proof type is the chain's to say, and precommits are not aggregated
        assertThat(read(FILE).lines()).hasSize(Math.toIntExact(values - 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            [batch.pre-commit]   | enabled = 1               | true or false
                                            [batch.pre-commit]   | threshold = 0             | 1 to 1000
                                            [batch.prove-commit] | threshold = 820           | 1 to 819
                                            [batch.pre-commit]   | max-wait = "soon"         | "4h"
                                            [batch.pre-commit]   | max-wait = 480            | text in quotes
                                            [batch.pre-commit]   | check-interval = "0s"     | 1 to
                                            [batch.pre-commit]   | base-fee-threshold = "-1 FIL" | below zero
                                            [batch.pre-commit]   | fee-percentile = 101      | 0 to 100
                                            [batch.pre-commit]   | fee-least = 0             | 1 to 1000
                                            [batch.pre-commit]   | slack = "900d"            | out of range
                                            [batch.pre-commit]   | aggregate-from = 4        | unknown key
                                            [batch.prove-commit] | aggregate-from = 3        | 4 to 819
                                            [fees.post]          | max-fee = "0 FIL"         | not above zero
                                            [fees.post]          | gas-over-estimation = 0.9 | 1.00 to 10.00
                                            [fees.post]          | gas-over-estimation = "1.2" | write a number
                                            [fees.post]          | gas-over-premium = 1.234  | two digits
                                            [fees.post]          | gas-fee-cap = "5 gwei"    | "5 nanoFIL"
                                            [limits]             | in-flight = 0             | 1 to 1000
                                            [limits]             | per-day = "much"          | "0.1 FIL"
                                            [limits]             | per-day-pre-commit = 5    | text in quotes
                                            [limits]             | per-day-prove-commit = "" | cannot read
                                            [limits]             | replace-after = "0s"      | 1 to
                                            [limits]             | replace-factor = 1.05     | 1.10 to 10.00
                                            [confidence]         | submit = 41               | 0 to 40
                                            """)
    void shouldNameLineKeyAndFixOfAWrongValue(String table, String line, String fix) {
        String key = table.substring(1, table.length() - 1) + "." + line.substring(0, line.indexOf(' '));
        assertThatThrownBy(() -> read(FILE + table + "\n" + line + "\n")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.toml:13").hasMessageContaining(key).hasMessageContaining(fix);
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
    void shouldDocumentEveryKeyWithItsDefault() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("POLICY.md")).stream().filter(line -> line.startsWith("| `")).toList();
        assertThat(PolicyKeys.ALL).allSatisfy(key -> {
            String shown = key.byDefault().map(key.form()::show).orElse("must be given");
            assertThat(rows).anyMatch(row -> row.startsWith("| `" + key.name() + "` | " + shown + " | "));
        });
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
