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

/** The archive that this build has made, unpacked; its programs run without sources and Maven. */
record UnpackedArchive(Path home, Path folder) {
    private static final int PATIENCE_SECONDS = 120;

    /** How a program ended. */
    record Run(int code, String said) {}

    /** Unpacks it into a folder; a test is skipped where no archive was made. */
    static UnpackedArchive into(Path home) throws IOException, InterruptedException {
        String archive = System.getProperty("dist.archive", "");
        Assumptions.assumeFalse(archive.isEmpty(), "SKIPPED: no archive was made; build with -Pdist");
        assertThat(end(builder(home, List.of("tar", "-xzf", archive)).redirectErrorStream(true).start()).code()).isZero();
        try (Stream<Path> folders = Files.list(home)) {
            return new UnpackedArchive(home, folders.filter(each -> each.getFileName().toString().startsWith("sealstream-"))
                    .findFirst().orElseThrow());
        }
    }

    private static ProcessBuilder builder(Path home, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("SEALSTREAM_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", "/usr/bin:/bin");
        return builder;
    }

    private ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return builder(home, command);
    }

    /** Runs a program to its end. */
    Run launch(String name, String... arguments) throws IOException, InterruptedException {
        return end(program(name, arguments).redirectErrorStream(true).start());
    }

    /** Starts a program; what it logs goes to a file. */
    Process start(String name, String... arguments) throws IOException {
        return program(name, arguments).redirectError(home.resolve(name + ".log").toFile()).start();
    }

    static Run end(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), said);
    }
}
