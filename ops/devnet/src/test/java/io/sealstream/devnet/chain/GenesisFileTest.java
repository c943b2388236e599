package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.BlockSignatures;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.GenesisOptions;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.MoneyMode;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void shouldWriteAGenesisForSectorsOfOneSize() throws IOException {
        ChainProofs larger = ChainProofs.REAL.forSectors(SectorSize.MIB_8);

        GenesisSettings settings = GenesisFile.ensure(home, NONE, ChainProofs.REAL, larger);

        assertThat(settings.network().sectorSizes()).containsExactly(SectorSize.MIB_8);
        assertThat(settings.verifyingKeys()).isEqualTo(larger.verifyingKeys()).hasSize(5)
                .isNotEqualTo(ChainProofs.REAL.verifyingKeys());
        assertThat(GenesisFile.ensure(home, NONE, ChainProofs.REAL)).as("read again").isEqualTo(settings);
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

    /** A genesis with other lines instead of a table that the usual one has in comments. */
    private GenesisSettings with(String lines) throws IOException {
        return GenesisFile.read(variant("[verifying-keys]", lines.replace(';', '\n') + "\n[verifying-keys]"), ChainProofs.REAL);
    }

    @Test
    void shouldFundAccountsInTheirOrder() throws IOException {
        GenesisSettings settings = with("[[accounts]];address = \"" + TestChain.WORKER + "\";balance = \"7 FIL\""
                + ";[[accounts]];address = \"" + TestChain.OWNER + "\";balance = \"3 FIL\"");
        ChainState state = Genesis.state(settings);
        assertThat(state.find(Address.id(1000)).orElseThrow())
                .isEqualTo(new Actor(1000, Actor.Kind.ACCOUNT, TestChain.WORKER, 0, TokenAmount.ofFil(7)));
        assertThat(state.find(TestChain.OWNER).orElseThrow().balance()).isEqualTo(TokenAmount.ofFil(3));
        assertThat(state.nextId().value()).isEqualTo(1002);
    }

    @Test
    void shouldTakeOtherNumbersThanTheNetworksOwn() throws IOException {
        Path file = variant("[genesis]", """
                                         minimum-power = 4096
                                         sector-sizes = ["8MiB"]
                                         chain-id = 1414
                                         [genesis]""");
        NetworkPolicy network = GenesisFile.read(file, ChainProofs.REAL).network();
        assertThat(network.minimumPower()).isEqualTo(4096);
        assertThat(network.sectorSizes()).containsExactly(SectorSize.MIB_8);
        assertThat(network.eip155ChainId()).isEqualTo(1414);
    }

    @Test
    void shouldReadSignaturesMoneyAndSrs() throws IOException {
        GenesisOptions options = with("[blocks];signatures = \"bls\";[money];mode = \"live\";[srs];\"a.srs\" = \"00ff\"")
                .options();
        assertThat(options)
                .isEqualTo(new GenesisOptions(List.of(), Map.of("a.srs", "00ff"), BlockSignatures.BLS, MoneyMode.LIVE));
    }

    @Test
    void shouldReadAGenesisOfOldWithoutOptionsUnderTheSameIdentity() throws IOException {
        String old = GenesisText.of(ChainProofs.REAL).lines().filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(home.resolve("old.toml"), old);
        GenesisSettings settings = GenesisFile.read(file, ChainProofs.REAL);
        assertThat(settings.options()).isEqualTo(GenesisOptions.NONE);
        assertThat(settings.identity()).isEqualTo("devnet|PT0.4S|10|" + ProvingSchedule.STANDARD
                + "|sealstream devnet|1767225600|1000|" + TokenAmount.ofFil(100_000_000));
        assertThat(with("[money];mode = \"live\"").identity()).isNotEqualTo(settings.identity());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                        challenge-window = 60     | challenge-window = 61              | network.challenge-window: 61 is out of range
                        challenge-lookback = 20   | challenge-lookback = 61            | network.challenge-lookback: 61 is out of range
                        challenge-delay = 10      | challenge-delay = 0                | network.challenge-delay: 0 is out of range
                        block-time = "400ms"      | block-time = "9ms"                 | network.block-time: 9ms is out of range
                        block-time = "400ms"      | block-time = "soon"                | network.block-time: cannot read "soon"
                        # minimum-power = 2048    | minimum-power = 0                  | network.minimum-power: 0 is out of range
                        # sector-sizes = ["2KiB", | sector-sizes = ["3KiB",            | network.sector-sizes: "3KiB" is not a sector size
                        # chain-id = 31415926     | chain-id = -1                      | network.chain-id: -1 is out of range
                        time = 1767225600         | time = -1                          | genesis.time: -1 is out of range
                        prepared-tipsets = 1000   | prepared-tipsets = 0               | genesis.prepared-tipsets: 0 is out of range
                        # [[accounts]]            | [[accounts]];address = "t01000";balance = "1 FIL" | accounts.address: only key addresses
                        # [[accounts]]            | [[accounts]];address = "x";balance = "1 FIL"      | accounts.address:
                        # [[accounts]]            | [[accounts]];balance = "1 FIL"                    | accounts.address: is missing
                        # [[accounts]]            | [[accounts]];address = "t01";balance = "lots"     | accounts.balance:
                        # [[accounts]]            | [[accounts]];adress = "t01";balance = "1 FIL"     | accounts.address: is missing
                        # [blocks]                | [blocks];signatures = "rsa"        | blocks.signatures: "rsa" is not known; write one of derived, bls
                        # [money]                 | [money];mode = "gold"              | money.mode: "gold" is not known; write one of frozen, live
                        # [money]                 | [money];pace = 1                   | money.pace: unknown key
                        # [srs]                   | [srs];"a" = ["b"]                  | srs: has a list
                        [funds]                   | [fonds];x = 1;[funds]              | fonds: unknown key
                        """)
    void shouldRefuseEveryWrongValueWithItsKey(String from, String to, String error) throws IOException {
        String text = to.contains(";") ? to.replace(';', '\n') + "\n" : to;
        Path file = variant(from, text);
        assertThatThrownBy(() -> GenesisFile.read(file, ChainProofs.REAL)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("variant.toml:").hasMessageContaining(error);
    }

    @Test
    void shouldRefuseAnAccountThatIsFundedTwice() {
        String account = "[[accounts]];address = \"" + TestChain.WORKER + "\";balance = \"7 FIL\"";
        assertThatThrownBy(() -> with(account + ";" + account)).isInstanceOf(ChainException.class)
                .hasMessageContaining("is funded twice");
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
