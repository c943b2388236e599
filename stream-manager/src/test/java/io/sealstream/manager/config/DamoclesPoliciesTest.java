package io.sealstream.manager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.avro.FeeTerms;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.TomlConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of damocles-manager. */
class DamoclesPoliciesTest {
    private static final String KEY = Address.secp256k1(new byte[65]).toString();
    private static final String OTHER = Address.bls(new byte[48]).toString();
    private static final String FEES = """
                                       GasOverEstimation = 1.%1$d
                                       GasOverPremium = 1.1%1$d
                                       GasFeeCap = "%1$d nanoFIL"
                                       """;
    private static final String FILE = """
                                       [Common]
                                       [Common.API]
                                       Chain = "/ip4/127.0.0.1/tcp/1234"
                                       [[Common.PersistStores]]
                                       Name = "store-1"
                                       Path = "/mnt/1"
                                       AllowMiners = [1000]
                                       [[Common.PersistStores]]
                                       Path = "/mnt/2"
                                       DenyMiners = [1000]
                                       [[Common.PersistStores]]
                                       Name = "old"
                                       ReadOnly = true
                                       [[Miners]]
                                       Actor = 1000
                                       [Miners.Sector]
                                       MinNumber = 10
                                       MaxNumber = 1000000
                                       Enabled = false
                                       EnableDeals = false
                                       LifetimeDays = 360
                                       Verbose = false
                                       [Miners.SnapUp]
                                       Enabled = false
                                       [Miners.Commitment]
                                       Confidence = 12
                                       [Miners.Commitment.Pre]
                                       Senders = ["%1$s", "%2$s"]
                                       SendFund = false
                                       %3$s[Miners.Commitment.Pre.Batch]
                                       Threshold = 6
                                       MaxWait = "1h30m0s"
                                       CheckInterval = "2m0s"
                                       %4$s[Miners.Commitment.Prove]
                                       Senders = ["%1$s"]
                                       SendFund = false
                                       %5$s[Miners.Commitment.Prove.Batch]
                                       Threshold = 13
                                       MaxWait = "6h"
                                       CheckInterval = "5m"
                                       %6$s[Miners.Commitment.Terminate]
                                       SendFund = true
                                       [Miners.PoSt]
                                       Senders = ["%2$s"]
                                       Enabled = true
                                       StrictCheck = true
                                       Parallel = false
                                       SubmitConfidence = 3
                                       ChallengeConfidence = 8
                                       Confidence = 9
                                       %7$s[Miners.Proof]
                                       Enabled = false
                                       """.formatted(KEY, OTHER, FEES.formatted(1), FEES.formatted(2), FEES.formatted(3),
            FEES.formatted(4), FEES.formatted(5));

    private static PolicyFile file(String text, String... sets) {
        return PolicyFiles.read(TomlConfig.parse(text, "damocles.cfg", Path.of("/")), Optional.empty(), List.of(sets)).getFirst();
    }

    private static MinerPolicy read(String text) {
        return file(text).policyFor(SectorSize.GIB_32);
    }

    private static FeeTerms terms(int n) {
        return FeeTerms.newBuilder().setOverEstimation(100 + 10 * n).setOverPremium(110 + n).setFeeCap(n + "000000000").build();
    }

    @Test
    void shouldObeyEveryValue() {
        PolicyFile file = file(FILE);
        MinerPolicy policy = file.policyFor(SectorSize.GIB_32);
        assertThat(file.miner()).isEqualTo(new ActorId(1000));
        assertThat(policy.getMinNumber()).isEqualTo(10);
        assertThat(policy.getMaxNumber()).isEqualTo(1_000_000);
        assertThat(policy.getSealing()).isEqualTo(Sealing.ON_DEMAND);
        assertThat(policy.getLifetimeEpochs()).isEqualTo(360 * 2880);
        assertThat(policy.getStores()).containsExactly("store-1");
        assertThat(policy.getPreCommitSenders()).containsExactly(KEY, OTHER);
        assertThat(policy.getProveCommitSenders()).containsExactly(KEY);
        assertThat(policy.getPostSenders()).containsExactly(OTHER);
        assertThat(policy.getSendFunds()).isFalse();
        assertThat(List.of(policy.getPreCommitFees(), policy.getPreCommitBatchFees(), policy.getProveCommitFees(),
                policy.getProveCommitBatchFees(), policy.getPostFees()))
                .containsExactly(terms(1), terms(2), terms(3), terms(4), terms(5));
        assertThat(policy.getPreCommitBatch()).satisfies(batch -> {
            assertThat(batch.getEnabled()).isTrue();
            assertThat(batch.getThreshold()).isEqualTo(6);
            assertThat(batch.getMaxWait()).isEqualTo(180);
            assertThat(batch.getCheckInterval()).isEqualTo(4);
            assertThat(batch.getFeePercentile()).isZero();
        });
        assertThat(policy.getProveCommitBatch().getThreshold()).isEqualTo(13);
        assertThat(policy.getProveCommitBatch().getMaxWait()).isEqualTo(720);
        assertThat(policy.getProveCommitBatch().getCheckInterval()).isEqualTo(10);
        assertThat(policy.getMessageConfidence()).isEqualTo(12);
        assertThat(policy.getSubmitConfidence()).isEqualTo(3);
        assertThat(policy.getChallengeConfidence()).isEqualTo(8);
        assertThat(file.ignored()).anyMatch(each -> each.contains("Common.API is ignored"))
                .anyMatch(each -> each.contains("Miners.SnapUp is ignored"))
                .anyMatch(each -> each.contains("Miners.PoSt.Confidence"))
                .anyMatch(each -> each.contains("Miners.Commitment.Terminate"));
    }

    @Test
    void shouldTakeTheDefaultsOfThatProgramForWhatItsFileDoesNotName() {
        PolicyFile file = file("""
                               [[Miners]]
                               Actor = 1000
                               Sector.InitNumber = 99
                               Commitment.Pre.Sender = "%1$s"
                               Commitment.Prove.Sender = "%1$s"
                               PoSt.Sender = "%1$s"
                               """.formatted(KEY), "storage.stores = ['s']");
        MinerPolicy policy = file.policyFor(SectorSize.GIB_32);
        assertThat(policy.getMinNumber()).isEqualTo(100);
        assertThat(policy.getPreCommitBatch().getThreshold()).isEqualTo(2);
        assertThat(policy.getProveCommitBatch().getThreshold()).isEqualTo(4);
        assertThat(policy.getProveCommitBatch().getMaxWait()).isEqualTo(120);
        assertThat(policy.getPostFees().getFeeCap()).isEqualTo("5000000000");
        assertThat(policy.getPostFees().getOverEstimation()).isEqualTo(120);
        assertThat(policy.getSealing()).isEqualTo(Sealing.CONTINUOUS);
        assertThat(file.lines()).contains(
                new PolicyFile.Line("fees.post.gas-fee-cap", "5 nanoFIL", "default of damocles-manager"),
                new PolicyFile.Line("batch.pre-commit.fee-percentile", "0", "unknown to damocles-manager"),
                new PolicyFile.Line("senders.post", "[" + KEY + "]", "damocles.cfg:6 Miners.PoSt.Sender"));
    }

    @Test
    void shouldTakeTheOldFeeCapOnlyWhereTheNewOneIsZero() {
        String post = "GasFeeCap = \"5 nanoFIL\"\n[Miners.Proof]";
        assertThat(FILE).contains(post);
        assertThat(
                read(FILE.replace(post, "GasFeeCap = \"\"\nMaxFeeCap = \"7nanofil\"\n[Miners.Proof]")).getPostFees().getFeeCap())
                .isEqualTo("7000000000");
        MinerPolicy none = read(FILE.replace(post, "GasFeeCap = \"0 FIL\"\n[Miners.Proof]"));
        assertThat(none.getPostFees().getFeeCap()).as("no cap").isEqualTo("0");
        assertThat(none.getPostMaxFee()).as("our own bound of the whole message").isEqualTo("5000000000000000000");
        assertThat(file(FILE.replace(post, "MaxFeeCap = \"7 nanoFIL\"\n" + post)).ignored())
                .anyMatch(each -> each.contains("PoSt.MaxFeeCap is ignored, because GasFeeCap goes before it"));
    }

    @Test
    void shouldSwitchBatchesOffByAThresholdOfOneOrTheOldSwitch() {
        assertThat(read(FILE.replace("Threshold = 6", "Threshold = 1")).getPreCommitBatch().getEnabled()).isFalse();
        assertThat(read(FILE.replace("Threshold = 6", "Threshold = 6\nEnabled = false")).getPreCommitBatch().getEnabled())
                .isFalse();
        assertThat(
                read(FILE.replace("Threshold = 6", "Threshold = 6\nBatchCommitAboveBaseFee = \"2 nanoFIL\"")).getPreCommitBatch()
                        .getBaseFeeThreshold())
                .isEqualTo("2000000000");
    }

    @Test
    void shouldReadSeveralMiners() {
        String two = FILE + FILE.substring(FILE.indexOf("[[Miners]]")).replace("Actor = 1000", "Actor = 1001");
        List<PolicyFile> files = PolicyFiles.read(TomlConfig.parse(two, "damocles.cfg", Path.of("/")), Optional.empty(),
                List.of());
        assertThat(files).extracting(PolicyFile::miner).containsExactly(new ActorId(1000), new ActorId(1001));
        assertThat(files.getLast().policyFor(SectorSize.GIB_32).getStores()).as("the store that denies the other")
                .containsExactly("/mnt/2");
        assertThat(
                PolicyFiles.read(TomlConfig.parse(two, "damocles.cfg", Path.of("/")), Optional.of(new ActorId(1001)), List.of()))
                .singleElement().extracting(PolicyFile::miner).isEqualTo(new ActorId(1001));
        assertThatThrownBy(
                () -> PolicyFiles.read(TomlConfig.parse(two, "damocles.cfg", Path.of("/")), Optional.of(new ActorId(7)),
                        List.of()))
                .hasMessageContaining("f01000, f01001").hasMessageContaining("f07");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                        Actor = 1000           | Actor = "f01000"          | a whole number
                        MinNumber = 10         | MinNumber = -1            | 0 to
                        MaxNumber = 1000000    | MaxNumber = 9             | the last one
                        Enabled = false        | Enabled = "no"            | true or false
                        LifetimeDays = 360     | LifetimeDays = 100        | 180 to 1240
                        Confidence = 12        | Confidence = 901          | 0 to 900
                        SendFund = false       | SendFund = true           | both the same value
                        Threshold = 6          | Threshold = 1001          | 0 to 1000
                        Threshold = 13         | Threshold = 820           | 0 to 819
                        MaxWait = "1h30m0s"    | MaxWait = "90"            | "4h"
                        CheckInterval = "2m0s" | CheckInterval = "2 min"   | "4h"
                        GasOverEstimation = 1.1 | GasOverEstimation = 0.1  | 1.00 to 10.00
                        GasOverPremium = 1.11  | GasOverPremium = 1.111    | two digits
                        GasFeeCap = "1 nanoFIL" | GasFeeCap = "1"          | "1 FIL"
                        SubmitConfidence = 3   | SubmitConfidence = 41     | 0 to 40
                        ChallengeConfidence = 8 | ChallengeConfidence = -1 | 0 to 40
                        Enabled = true         | Enabled = false           | every miner of this cluster is proven
                        Verbose = false        | Verbos = false            | unknown key
                        ReadOnly = true        | ReadOnly = 1              | true or false
                        AllowMiners = [1000]   | AllowMiners = ["f01000"]  | numbers without quotes
                        """)
    void shouldNameTheKeyAndTheFixOfAWrongValue(String good, String wrong, String fix) {
        assertThat(FILE).contains(good);
        String key = wrong.substring(0, wrong.indexOf(' '));
        assertThatThrownBy(() -> read(FILE.replaceFirst(Pattern.quote(good), wrong)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("damocles.cfg").hasMessageContaining(key).hasMessageContaining(fix);
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> read(FILE.replace("ReadOnly = true", "").replace("AllowMiners = [1000]", "AllowMiners = [7]")
                .replace("Name = \"old\"", ""))).hasMessageContaining("storage.stores for f01000")
                .hasMessageContaining("[[Common.PersistStores]]");
        assertThatThrownBy(() -> read(FILE.replace("[Miners.PoSt]\nSenders", "[Miners.PoSt]\n#Senders")))
                .hasMessageContaining("senders.post").hasMessageContaining("PoSt.Senders");
        assertThatThrownBy(() -> read("[Common]\n")).hasMessageContaining("no miner");
    }
}
