package io.sealstream.acceptance.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.acceptance.wallet.Shell.Typed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The wallet chapter with real processes; {@code bin/wallet-chapter} does the same on the usual port. */
class WalletChapterIT {
    private static final Path LAUNCHER = Path.of("..", "bin", "wallet-signer").toAbsolutePath().normalize();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @BeforeAll
    static void needTerminal() {
        boolean there = List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, "script")));
        assumeTrue(there, "passwords are typed on a terminal that the command 'script' makes: install util-linux");
    }

    @Test
    void shouldGoAsItIsWritten() {
        try (WalletChapter chapter = new WalletChapter(LAUNCHER, folder, true, line -> {})) {
            chapter.walk();
            assertThat(chapter.done()).hasSize(13);
        }
    }

    @Test
    void shouldNameTheStepThatFails() {
        try (WalletChapter chapter = new WalletChapter(Path.of("/bin/false"), folder, true, line -> {})) {
            assertThatThrownBy(chapter::walk).isInstanceOf(StepFailed.class).hasMessageStartingWith("step 1 failed (nohup run");
        }
    }

    @Test
    void shouldTypeOnlyWhatIsAskedFor() {
        Shell shell = new Shell(folder, Map.of());
        Shell.Result result = shell.onTerminal("printf 'Name: '; read name; echo \"you are $name\"; exit 3",
                List.of(new Typed("Name:", "anna")));
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.output()).endsWith("you are anna\n");
        assertThatThrownBy(() -> shell.onTerminal("echo no", List.of(new Typed("Password:", "x"))))
                .isInstanceOf(StepFailed.class).hasMessageContaining("does not ask 'Password:' but says: no");
    }
}
