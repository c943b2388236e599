package io.sealstream.acceptance.gocheck;

import static io.sealstream.acceptance.faults.FaultCluster.CHAIN;

import io.sealstream.acceptance.faults.FaultCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two implementations meet on the wire: ours made the chain and everything on it, Go reads it. */
class GoCheckIT {
    private static final Path LAUNCHERS = Path.of("scripted").toAbsolutePath();
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldBeReadAndRecomputedByGo() {
        GoCheck.requireReady();
        try (FaultCluster cluster = FaultCluster.open(folder.resolve("cluster"), LAUNCHERS, 1, GoCheckIT::say)) {
            cluster.seal();
            cluster.awaitProven(1, SOON);

            GoCheck.run("--url", "http://" + cluster.devnet().address(CHAIN) + "/rpc/v1", "--sectors", "1");
        }
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
