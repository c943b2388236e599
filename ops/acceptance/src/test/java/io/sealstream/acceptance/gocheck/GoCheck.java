package io.sealstream.acceptance.gocheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code bin/go-check}; where it cannot run, the test that asked is skipped and says why. */
final class GoCheck {
    private static final Path TOOL = Path.of("bin", "go-check").toAbsolutePath();
    /** Exit code of a check that cannot run here: no Go, or no modules. */
    private static final int UNAVAILABLE = 69;

    private GoCheck() {}

    /** Skips the test unless Go and the modules are there; program text that Go would write otherwise fails it. */
    static void requireReady() {
        run("--ready");
    }

    /** Fails with everything that Go said when something does not hold. */
    static void run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(TOOL.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            assumeTrue(exit != UNAVAILABLE, said);
            assertThat(exit).as("%s%n%s", command, said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while Go was checking", e);
        }
    }
}
