package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers in an unpacked distribution, with a java that prints how it was called. */
class LaunchersTest {
    private static final String JAVA = """
                                       #!/bin/sh
                                       if [ "$1" = -version ]; then echo 'openjdk version "25.0.1"'; exit 0; fi
                                       for argument in "$@"; do echo "$argument"; done
                                       """;

    @TempDir
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        try (Stream<Path> launchers = Files.list(Shipped.OPS.resolve("bin"))) {
            for (Path launcher : launchers.toList()) {
                Files.copy(launcher, bin.resolve(launcher.getFileName().toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path lib = Files.createDirectories(home.resolve("lib"));
        for (String program : List.of("schemas", "stream-manager", "sealer-node", "wallet-signer", "devnet", "preflight")) {
            Files.writeString(lib.resolve(program + ".classpath"), program + "-1.jar\nkafka-clients-4.jar\n");
        }
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    private record Run(int code, String said) {}

    private Run run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
        builder.environment().put("SEALSTREAM_JAVA_HOME", home.resolve("jdk").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), said);
    }

    private String launcher(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    @Test
    void shouldRunEveryProgramFromTheJarsOfTheDistribution() throws Exception {
        Path lib = home.toRealPath().resolve("lib");
        for (String name : List.of("stream-manager", "sealer-node", "wallet-signer", "topics", "preflight", "devnet",
                "devnet-broker",
                "devnet-chain", "chain", "policy-replay")) {
            Run run = run(launcher(name), "--help");

            assertThat(run.code()).as(run.said()).isZero();
            assertThat(run.said().lines()).contains("--enable-native-access=ALL-UNNAMED", "--help")
                    .anyMatch(line -> line.matches(lib + "/[a-z-]+-1\\.jar:" + lib + "/kafka-clients-4\\.jar"));
        }
    }

    @Test
    void shouldFindTheDistributionThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), home.resolve("bin/sealer-node"));

        assertThat(run(link.toString(), "params", "check").said()).contains("sealer-node-1.jar", "params\ncheck");
    }

    @Test
    void shouldHandItsOwnLaunchersToADevnet() throws Exception {
        assertThat(run(launcher("devnet"), "up").said()).contains("-Dsealstream.bin=" + home.toRealPath().resolve("bin"))
                .doesNotContain("Building");
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        Files.delete(home.resolve("lib/preflight.classpath"));

        assertThat(run(launcher("preflight"))).isEqualTo(new Run(1,
                "sealstream: " + home.toRealPath().resolve("lib/preflight.classpath")
                        + " is missing: unpack the distribution again\n"));
        assertThat(run(launcher("simulate")).said()).contains("comes with the sources");
    }
}
