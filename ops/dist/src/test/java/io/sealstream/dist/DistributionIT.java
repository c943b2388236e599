package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked, run without sources and Maven. */
class DistributionIT {
    @TempDir
    private static Path home;
    private static Path unpacked = Path.of("");

    private record Run(int code, String said) {}

    @BeforeAll
    static void unpack() throws Exception {
        String archive = System.getProperty("dist.archive", "");
        Assumptions.assumeFalse(archive.isEmpty(), "SKIPPED: no archive was made; build with -Pdist");
        assertThat(run(List.of("tar", "-xzf", archive, "-C", home.toString())).code()).isZero();
        try (Stream<Path> folders = Files.list(home)) {
            unpacked = folders.filter(folder -> folder.getFileName().toString().startsWith("sealstream-")).findFirst()
                    .orElseThrow();
        }
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("SEALSTREAM_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), said);
    }

    private static Run launch(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(unpacked.resolve("bin").resolve(program).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    @Test
    void shouldRunEveryProgram() throws Exception {
        for (String program : List.of("stream-manager", "sealer-node", "wallet-signer", "topics", "preflight", "devnet",
                "devnet-broker",
                "devnet-chain")) {
            Run run = launch(program, "--help");

            assertThat(run.code()).as(program + ": " + run.said()).isZero();
            assertThat(run.said()).contains("Usage: ");
        }
    }

    @Test
    void shouldCarryTheProofsLibraryAndThePublishedList() throws Exception {
        Run run = launch("sealer-node", "params", "check", "--parameter-cache",
                Files.createDirectory(home.resolve("cache")).toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.said()).contains("v28-fil-inner-product-v1.srs is missing").contains("sealer-node params fetch");
    }

    @Test
    void shouldLookAtTheMachineWithItsSampleConfigurations() throws Exception {
        Path etc = unpacked.resolve("etc");
        Path keys = Files.writeString(home.resolve("wallet.toml"), "[network]\nname = \"devnet\"\n[signer]\nhome = \"keys\"\n");
        Run run = launch("preflight", "--json", "--config", keys.toString());

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
    void shouldNameTheLicencesOfWhatItCarries() throws IOException {
        assertThat(Files.readString(unpacked.resolve("licences/THIRD-PARTY-java.txt"))).contains("org.apache.kafka:kafka-clients")
                .contains("net.java.dev.jna:jna").doesNotContain("Unknown license");
        assertThat(Files.readString(unpacked.resolve("licences/THIRD-PARTY-rust.txt"))).contains("filecoin-proofs-api-")
                .contains("blst-");
        assertThat(unpacked.resolve("VERSION")).content().matches("\\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(unpacked.resolve("systemd/sealer-node.service")).exists();
    }
}
