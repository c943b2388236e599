package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.dist.UnpackedArchive.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked, run without sources and Maven. */
class DistributionIT {
    private static final Pattern INSTALLED = Pattern.compile("/opt/sealstream/(\\S+)");

    @TempDir
    private static Path home;
    private static UnpackedArchive archive = new UnpackedArchive(Path.of(""), Path.of(""));
    private static Path unpacked = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        archive = UnpackedArchive.into(home);
        unpacked = archive.folder();
    }

    @Test
    void shouldRunEveryProgram() throws Exception {
        for (String program : List.of("stream-manager", "sealer-node", "wallet-signer", "topics", "preflight", "devnet",
                "devnet-broker", "devnet-chain")) {
            Run run = archive.launch(program, "--help");

            assertThat(run.code()).as(program + ": " + run.said()).isZero();
            assertThat(run.said()).contains("Usage: ");
        }
    }

    @Test
    void shouldCarryTheProofsLibraryAndThePublishedList() throws Exception {
        Run run = archive.launch("sealer-node", "params", "check", "--parameter-cache",
                Files.createDirectory(home.resolve("cache")).toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.said()).contains("v28-fil-inner-product-v1.srs is missing").contains("sealer-node params fetch");
    }

    @Test
    void shouldLookAtTheMachineWithItsSampleConfigurations() throws Exception {
        Path etc = unpacked.resolve("etc");
        Path keys = Files.writeString(home.resolve("wallet.toml"), "[network]\nname = \"devnet\"\n[signer]\nhome = \"keys\"\n");
        Run run = archive.launch("preflight", "--json", "--config", keys.toString());

        assertThat(run.said()).contains("{\"ready\":false");
        assertThat(etc).isDirectoryContaining("glob:**/{stream-manager,sealer-node,wallet-signer}.toml")
                .isDirectoryContaining("glob:**/wallet-policy.toml");
    }

    @Test
    void shouldHoldEveryJarThatAProgramNames() throws IOException {
        Path lib = unpacked.resolve("lib");
        List<Path> lists;
        try (Stream<Path> files = Files.list(lib)) {
            lists = files.filter(file -> file.toString().endsWith(".classpath")).toList();
        }

        assertThat(lists).hasSize(6);
        for (Path list : lists) {
            assertThat(Files.readAllLines(list)).hasSizeGreaterThan(5)
                    .allSatisfy(jar -> assertThat(lib.resolve(jar)).isRegularFile());
        }
    }

    @Test
    void shouldHaveWhatItsUnitsName() throws IOException {
        List<Path> units;
        try (Stream<Path> files = Files.list(unpacked.resolve("systemd"))) {
            units = files.filter(file -> file.toString().endsWith(".service")).toList();
        }

        assertThat(units).hasSize(3);
        for (Path unit : units) {
            assertThat(INSTALLED.matcher(Files.readString(unit)).results().map(found -> unpacked.resolve(found.group(1))))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).isRegularFile());
        }
    }

    @Test
    void shouldNameTheLicencesOfWhatItCarries() throws IOException {
        assertThat(Files.readString(unpacked.resolve("licences/THIRD-PARTY-java.txt"))).contains("org.apache.kafka:kafka-clients")
                .contains("net.java.dev.jna:jna", "org.apache.kafka:kafka-server:", "org.yaml:snakeyaml:")
                .doesNotContain("Unknown license");
        assertThat(Files.readString(unpacked.resolve("licences/THIRD-PARTY-rust.txt"))).contains("filecoin-proofs-api-")
                .contains("blst-");
        assertThat(unpacked.resolve("licences/java/logback-core/EPL-2.0.md")).exists();
        assertThat(unpacked.resolve("licences/java/kafka-clients/NOTICE")).exists();
        assertThat(unpacked.resolve("licences/Apache-2.0.txt")).content().contains("Apache License");
        assertThat(unpacked.resolve("README.md")).content().contains("Sealstream's own code has been given no licence");
        assertThat(unpacked.resolve("VERSION")).content().matches("\\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(unpacked.resolve("systemd/sealer-node.service")).exists();
    }
}
