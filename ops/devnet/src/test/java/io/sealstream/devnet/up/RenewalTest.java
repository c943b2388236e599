package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.ChainMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that another version has left. The chain is a shell that ends as the real one would. */
class RenewalTest {
    @TempDir
    private Path dir;
    private final List<String> said = new ArrayList<>();
    private final Pause pause = new Pause();

    private DevnetHome home() {
        return new DevnetHome(dir.resolve("home"));
    }

    private Renewal renewal() {
        return new Renewal(home(), pause, said::add);
    }

    /** Runs a chain that ends with that code, in a home that remembers a miner, and is well in any other. */
    private void chain(String name, int code) {
        if (home().state().miner().isEmpty()) {
            return;
        }
        ChildProcess chain = new ChildProcess(name, home(), List.of("/bin/sh", "-c", "exit " + code));
        chain.start();
        chain.awaitReady(Duration.ofMinutes(1), pause);
    }

    private List<Path> homes() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.sorted().toList();
        }
    }

    @Test
    void shouldSetAHomeOfOtherRulesAsideAndBeginAnew() throws Exception {
        home().remember(DevnetState.INITIAL.withMiner("f01000"));

        renewal().run(() -> chain(Fleet.CHAIN, ChainMain.OTHER_RULES));

        assertThat(homes()).hasSize(2);
        assertThat(home().state()).isEqualTo(DevnetState.INITIAL);
        assertThat(new DevnetHome(homes().getLast()).state().miner()).as("nothing of the old home is lost").isEqualTo("f01000");
        assertThat(said).singleElement().asString().contains("other rules").contains(homes().getLast().toString());
    }

    @Test
    void shouldKeepAHomeWhoseChainEndsForAnotherReason() throws Exception {
        home().remember(DevnetState.INITIAL.withMiner("f01000"));

        assertThatThrownBy(() -> renewal().run(() -> chain(Fleet.CHAIN, 1))).isInstanceOf(ChildProcess.Ended.class)
                .hasMessageContaining("chain ended before it was ready");
        assertThatThrownBy(() -> renewal().run(() -> chain(Fleet.SIGNER, ChainMain.OTHER_RULES)))
                .isInstanceOf(ChildProcess.Ended.class);

        assertThat(homes()).containsExactly(home().root());
        assertThat(said).isEmpty();
    }

    @Test
    void shouldNotTouchAHomeThatIsUp() throws Exception {
        home().remember(DevnetState.INITIAL.withMiner("f01000"));
        try (var lock = home().lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> renewal().run(() -> chain(Fleet.CHAIN, ChainMain.OTHER_RULES)))
                    .hasMessageContaining("already up");
        }
        assertThat(homes()).containsExactly(home().root());
    }
}
