package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The genesis file and the verifying keys it names. */
final class GenesisFileTest {
    private static final Path NONE = Path.of("");

    @TempDir
    private Path home = NONE;

    @Test
    void shouldWriteTheUsualGenesisOnceAndReadItAgain() throws IOException {
        GenesisSettings settings = GenesisFile.ensure(home, NONE, ChainProofs.REAL);
        assertThat(settings.network().name()).isEqualTo("devnet");
        assertThat(settings.network().schedule()).isEqualTo(ProvingSchedule.STANDARD);
        assertThat(settings.network().preCommitChallengeDelay()).isEqualTo(10);
        assertThat(settings.blockTime()).isEqualTo(Duration.ofMillis(400));
        assertThat(settings.prepared()).isEqualTo(1000);
        assertThat(settings.verifyingKeys()).isEqualTo(ChainProofs.REAL.verifyingKeys()).isNotEmpty();
        String text = Files.readString(home.resolve(GenesisFile.NAME));
        assertThat(GenesisFile.ensure(home, NONE, ChainProofs.REAL)).isEqualTo(settings);
        assertThat(Files.readString(home.resolve(GenesisFile.NAME))).isEqualTo(text);
    }

    private Path variant(String from, String to) throws IOException {
        GenesisFile.ensure(home, NONE, ChainProofs.REAL);
        Path file = home.resolve("variant.toml");
        String text = Files.readString(home.resolve(GenesisFile.NAME));
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        return file;
    }

    @Test
    void shouldScaleTheDisputeWindowWithTheChallengeWindow() throws IOException {
        Path file = variant("challenge-window = 60", "challenge-window = 30");
        ProvingSchedule schedule = GenesisFile.read(file, ChainProofs.REAL).network().schedule();
        assertThat(schedule.deadlines()).isEqualTo(48);
        assertThat(schedule.period()).isEqualTo(1440);
        assertThat(schedule.disputeWindow()).isEqualTo(900);
    }

    @Test
    void shouldRefuseBadValuesWithLineAndKey() throws IOException {
        Path cutoff = variant("fault-cutoff = 70", "fault-cutoff = 19");
        assertThatThrownBy(() -> GenesisFile.read(cutoff, ChainProofs.REAL)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("network.fault-cutoff");
        Path name = variant("name = \"devnet\"", "name = \"mainnet\"");
        assertThatThrownBy(() -> GenesisFile.read(name, ChainProofs.REAL)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("variant.toml:3")
                .hasMessageContaining("mainnet");
        Path unknown = variant("seed = ", "sead = \"x\"\nseed = ");
        assertThatThrownBy(() -> GenesisFile.read(unknown, ChainProofs.REAL)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("sead");
        Path faucet = variant("100000000 FIL", "lots");
        assertThatThrownBy(() -> GenesisFile.read(faucet, ChainProofs.REAL)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("funds.faucet");
    }

    @Test
    void shouldTakeFakeProofsOnlyUnderANetworkThatSaysSo() throws IOException {
        ChainProofs fake = new ChainProofs(NetworkPolicy.FAKE_PROOFS, Map.of(), (cache, folder) -> {
            throw new IllegalStateException("not asked here");
        });
        Path devnet = variant("sealstream devnet", "sealstream devnet");
        assertThatThrownBy(() -> GenesisFile.read(devnet, fake)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("network.name").hasMessageContaining("write \"fake-proofs\"");
        Path fakeProofs = variant("name = \"devnet\"", "name = \"fake-proofs\"");
        assertThat(GenesisFile.read(fakeProofs, fake).network().name()).isEqualTo("fake-proofs");
        assertThatThrownBy(() -> GenesisFile.read(fakeProofs, ChainProofs.REAL)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("write \"devnet\"");
    }

    @Test
    void shouldRefuseAnotherGenesisForAHomeThatHasOne() throws IOException {
        Path other = variant("sealstream devnet", "other");
        assertThatThrownBy(() -> GenesisFile.ensure(home, other, ChainProofs.REAL)).isInstanceOf(ChainException.class)
                .hasMessageContaining("another genesis");
    }

    @Test
    void shouldNameMissingAndWrongVerifyingKeys() throws IOException {
        byte[] content = "key".getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(Hashes.blake2b512(content), 0, 16);
        Map<String, String> wanted = Map.of("good.vk", digest);
        assertThatThrownBy(() -> VerifyingKeys.check(home, wanted)).isInstanceOf(ChainException.class)
                .hasMessageContaining("good.vk is missing");
        Files.write(home.resolve("good.vk"), content);
        VerifyingKeys.check(home, wanted);
        Files.write(home.resolve("good.vk"), new byte[]{ 1});
        assertThatThrownBy(() -> VerifyingKeys.check(home, wanted)).isInstanceOf(ChainException.class)
                .hasMessageContaining("the genesis wants " + digest);
    }
}
