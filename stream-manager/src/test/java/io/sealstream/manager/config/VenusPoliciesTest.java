package io.sealstream.manager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.avro.BatchRules;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.TomlConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of venus-sector-manager, as its deployment guide shows it. */
class VenusPoliciesTest {
    private static final String PRE = Address.secp256k1(new byte[65]).toString();
    private static final String PROVE = Address.bls(new byte[48]).toString();
    /** The section as its program prints it, with values. */
    private static final String COMMITMENT = """
                                             [Commitment]
                                               [Commitment.DefaultPolicy]
                                                 CommitBatchThreshold = 20
                                                 CommitBatchMaxWait = "4h0m0s"
                                                 CommitCheckInterval = "2m0s"
                                                 EnableBatchProCommit = true
                                                 PreCommitBatchThreshold = 12
                                                 PreCommitBatchMaxWait = "1h30m0s"
                                                 PreCommitCheckInterval = "1m0s"
                                                 EnableBatchPreCommit = true
                                                 PreCommitGasOverEstimation = 1.1
                                                 ProCommitGasOverEstimation = 1.3
                                                 BatchPreCommitGasOverEstimation = 1.4
                                                 BatchProCommitGasOverEstimation = 1.5
                                                 MaxPreCommitFeeCap = "5 nanoFIL"
                                                 MaxProCommitFeeCap = "6 nanoFIL"
                                                 MaxBatchPreCommitFeeCap = "7 nanoFIL"
                                                 MaxBatchProCommitFeeCap = "8000000000"
                                                 MsgConfidence = 15
                                               [Commitment.Miners]
                                                 [Commitment.Miners.1033]
                                                   [Commitment.Miners.1033.Controls]
                                                     PreCommit = "%s"
                                                     ProveCommit = "%s"
                                                 [Commitment.Miners.example]
                                                   [Commitment.Miners.example.Controls]
                                                     PreCommit = ""
                                                     ProveCommit = ""
                                             """.formatted(PRE, PROVE);
    private static final List<String> REST = List.of("senders.post = [\"" + PROVE + "\"]", "storage.stores = [\"store-f01033\"]");

    private static List<PolicyFile> readAll(String text, Optional<ActorId> only, List<String> sets) {
        return PolicyFiles.read(TomlConfig.parse(text, "sector-manager.cfg", Path.of("/")), only, sets);
    }

    private static MinerPolicy read(String text) {
        return readAll(text, Optional.empty(), REST).getFirst().policyFor(SectorSize.MIB_512);
    }

    @Test
    void shouldObeyEveryValueOfThePastedCommitmentSection() {
        PolicyFile file = readAll(COMMITMENT, Optional.empty(), REST).getFirst();
        MinerPolicy policy = file.policyFor(SectorSize.MIB_512);
        assertThat(file.miner()).isEqualTo(new ActorId(1033));
        assertThat(policy.getPreCommitBatch()).isEqualTo(batch(12, 180, 2, policy.getPreCommitBatch()));
        assertThat(policy.getProveCommitBatch()).isEqualTo(batch(20, 480, 4, policy.getProveCommitBatch()));
        assertThat(policy.getPreCommitFees().getOverEstimation()).isEqualTo(110);
        assertThat(policy.getProveCommitFees().getOverEstimation()).isEqualTo(130);
        assertThat(policy.getPreCommitBatchFees().getOverEstimation()).isEqualTo(140);
        assertThat(policy.getProveCommitBatchFees().getOverEstimation()).isEqualTo(150);
        assertThat(policy.getPreCommitFees().getFeeCap()).isEqualTo("5000000000");
        assertThat(policy.getProveCommitFees().getFeeCap()).isEqualTo("6000000000");
        assertThat(policy.getPreCommitBatchFees().getFeeCap()).isEqualTo("7000000000");
        assertThat(policy.getProveCommitBatchFees().getFeeCap()).isEqualTo("8000000000");
        assertThat(policy.getMessageConfidence()).isEqualTo(15);
        assertThat(policy.getPreCommitSenders()).containsExactly(PRE);
        assertThat(policy.getProveCommitSenders()).containsExactly(PROVE);
        assertThat(file.ignored()).singleElement().asString().isEqualTo(
                "sector-manager.cfg:25: Commitment.Miners.example is ignored, because it is the example that comes with the file");
    }

    /** What that program does not know does not act, except the clocks. */
    private static BatchRules batch(int threshold, long wait, long interval, BatchRules ours) {
        return BatchRules.newBuilder(ours).setEnabled(true).setThreshold(threshold).setMaxWait(wait).setCheckInterval(interval)
                .setFeePercentile(0).setBaseFeeThreshold("0").build();
    }

    @Test
    void shouldBoundAMessageOnlyByItsGasPriceAsThere() {
        assertThat(read(COMMITMENT).getPreCommitMaxFee()).as("5 nanoFIL for a block of 10 G gas")
                .isEqualTo("50000000000000000000");
    }

    @Test
    void shouldLetAMinerOverrideTheDefaultPolicy() {
        String text = COMMITMENT.replace("[Commitment.Miners.1033]\n", """
                                                                       [Commitment.Miners.1033]
                                                                             EnableBatchPreCommit = false
                                                                             MaxProCommitFeeCap = "9 nanoFIL"
                                                                             MsgConfidence = 7
                                                                       """);
        MinerPolicy policy = read(text);
        assertThat(policy.getPreCommitBatch().getEnabled()).isFalse();
        assertThat(policy.getPreCommitBatch().getThreshold()).isEqualTo(12);
        assertThat(policy.getProveCommitFees().getFeeCap()).isEqualTo("9000000000");
        assertThat(policy.getMessageConfidence()).isEqualTo(7);
    }

    @Test
    void shouldReadTheWholeFileOfTheDeploymentGuide() {
        PolicyFile file = readAll("""
                                  [SectorManager]
                                    PreFetch = true
                                    [[SectorManager.Miners]]
                                      ID = 1033
                                      InitNumber = 0
                                      MaxNumber = 10000
                                      Disabled = true
                                  [Commitment]
                                    [Commitment.DefaultPolicy]
                                      CommitBatchThreshold = 0
                                      CommitBatchMaxWait = "0s"
                                      CommitCheckInterval = "0s"
                                      EnableBatchProCommit = false
                                      MaxPreCommitFeeCap = ""
                                      PreCommitGasOverEstimation = 0.0
                                      MsgConfidence = 0
                                    [Commitment.Miners.1033.Controls]
                                      PreCommit = "%1$s"
                                      ProveCommit = "%1$s"
                                  [Chain]
                                    Api = "/ip4/192.168.200.12/tcp/3453"
                                    Token = "t"
                                  [Messager]
                                    Api = "/ip4/192.168.200.12/tcp/39812"
                                  [PersistedStore]
                                    Includes = []
                                    [[PersistedStore.Stores]]
                                      Name = "store-f01033"
                                      Path = "/mnt/test"
                                      Strict = false
                                      ReadOnly = false
                                    [[PersistedStore.Stores]]
                                      Name = "old"
                                      Path = "/mnt/old"
                                      ReadOnly = true
                                  [PoSt]
                                    [PoSt.Default]
                                      StrictCheck = false
                                      GasOverEstimation = 1.6
                                      MaxFeeCap = "4 nanoFIL"
                                      MsgCheckInteval = "1m0s"
                                      MsgConfidence = 5
                                    [PoSt.Actors]
                                      [PoSt.Actors.1033]
                                        Sender = "%2$s"
                                        MaxFeeCap = "3 nanoFIL"
                                  """.formatted(PRE, PROVE), Optional.empty(), List.of()).getFirst();
        MinerPolicy policy = file.policyFor(SectorSize.MIB_512);
        assertThat(policy.getMinNumber()).isEqualTo(1);
        assertThat(policy.getMaxNumber()).isEqualTo(10000);
        assertThat(policy.getSealing()).isEqualTo(Sealing.ON_DEMAND);
        assertThat(policy.getStores()).containsExactly("store-f01033");
        assertThat(policy.getPostSenders()).containsExactly(PROVE);
        assertThat(policy.getPostFees().getFeeCap()).isEqualTo("3000000000");
        assertThat(policy.getPostFees().getOverEstimation()).isEqualTo(160);
        assertThat(policy.getProveCommitBatch().getThreshold()).as("none and one are the same").isEqualTo(1);
        assertThat(policy.getProveCommitBatch().getCheckInterval()).isEqualTo(1);
        assertThat(policy.getPreCommitBatch().getThreshold()).as("default of the program").isEqualTo(16);
        assertThat(policy.getPreCommitFees().getFeeCap()).isEqualTo("0");
        assertThat(policy.getPreCommitFees().getOverEstimation()).as("our default").isEqualTo(120);
        assertThat(policy.getMessageConfidence()).isZero();
        assertThat(file.ignored()).hasSize(8).allMatch(each -> each.contains("is ignored, because"))
                .anyMatch(each -> each.startsWith("sector-manager.cfg:20: Chain"))
                .anyMatch(each -> each.contains("PoSt.Default.MsgConfidence"));
    }

    @Test
    void shouldSayWhatIsMissingAndHowToAddIt() {
        assertThatThrownBy(() -> readAll(COMMITMENT, Optional.empty(), List.of())).isInstanceOf(ConfigException.class)
                .hasMessageContaining("no senders.post for f01033").hasMessageContaining("PoSt.Actors.1033.Sender")
                .hasMessageContaining("--set 'senders.post");
        assertThatThrownBy(() -> readAll(COMMITMENT, Optional.empty(), REST.subList(0, 1))).hasMessageContaining("storage.stores")
                .hasMessageContaining("[[PersistedStore.Stores]]");
        assertThatThrownBy(() -> readAll("[Commitment.DefaultPolicy]\nMsgConfidence = 5\n", Optional.empty(), REST))
                .hasMessageContaining("--miner");
        assertThatThrownBy(() -> readAll(COMMITMENT, Optional.of(new ActorId(7)), REST))
                .hasMessageContaining("no senders.pre-commit for f07")
                .hasMessageContaining("Commitment.Miners.7.Controls.PreCommit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                        CommitBatchThreshold = 20                   | CommitBatchThreshold = -1            | 0 to 819
                        CommitBatchMaxWait = "4h0m0s"               | CommitBatchMaxWait = "4 hours"       | "4h"
                        CommitCheckInterval = "2m0s"                | CommitCheckInterval = 120            | text in quotes
                        EnableBatchProCommit = true                 | EnableBatchProCommit = "yes"         | true or false
                        PreCommitBatchThreshold = 12                | PreCommitBatchThreshold = 1001       | 0 to 1000
                        PreCommitBatchMaxWait = "1h30m0s"           | PreCommitBatchMaxWait = "-1h"        | "4h"
                        PreCommitCheckInterval = "1m0s"             | PreCommitCheckInterval = "1"         | "4h"
                        EnableBatchPreCommit = true                 | EnableBatchPreCommit = 1             | true or false
                        PreCommitGasOverEstimation = 1.1            | PreCommitGasOverEstimation = 0.5     | 1.00 to 10.00
                        ProCommitGasOverEstimation = 1.3            | ProCommitGasOverEstimation = "1.3"   | write a number
                        BatchPreCommitGasOverEstimation = 1.4       | BatchPreCommitGasOverEstimation = 11 | 1.00 to 10.00
                        BatchProCommitGasOverEstimation = 1.5       | BatchProCommitGasOverEstimation = nan | write a number
                        MaxPreCommitFeeCap = "5 nanoFIL"            | MaxPreCommitFeeCap = "5 gwei"        | "5 nanoFIL"
                        MaxProCommitFeeCap = "6 nanoFIL"            | MaxProCommitFeeCap = "-6 nanoFIL"    | below zero
                        MaxBatchPreCommitFeeCap = "7 nanoFIL"       | MaxBatchPreCommitFeeCap = 7          | text in quotes
                        MaxBatchProCommitFeeCap = "8000000000"      | MaxBatchProCommitFeeCap = "0.5"      | "5 nanoFIL"
                        MsgConfidence = 15                          | MsgConfidence = 901                  | 0 to 900
                        EnableBatchPreCommit = true                 | EnableBatchPreCommits = true         | unknown key
                        """)
    void shouldNameLineAndKeyOfAWrongValue(String good, String wrong, String fix) {
        assertThat(COMMITMENT).contains(good);
        String key = "Commitment.DefaultPolicy." + wrong.substring(0, wrong.indexOf(' '));
        assertThatThrownBy(() -> read(COMMITMENT.replaceFirst(good + "\n", wrong + "\n"))).isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s)sector-manager.cfg:\\d+:.*").hasMessageContaining(key).hasMessageContaining(fix);
    }

    @Test
    void shouldRefuseWrongMinersAndSenders() {
        assertThatThrownBy(() -> read(COMMITMENT.replace(PRE, "t1abc")))
                .hasMessageContaining("Commitment.Miners.1033.Controls.PreCommit")
                .hasMessageContaining("t1abc");
        assertThatThrownBy(() -> read(COMMITMENT.replace("1033", "f01033"))).hasMessageContaining("Commitment.Miners.f01033")
                .hasMessageContaining("1033 for f01033");
        assertThatThrownBy(() -> read(COMMITMENT + "[[Miners]]\nActor = 1\n")).hasMessageContaining("damocles-manager")
                .hasMessageContaining("venus-sector-manager");
    }
}
