package io.sealstream.acceptance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The dev chain as a process that is killed; {@code bin/kill-chain} does the same more often. */
class ChainKillIT {
    private static final long SEED = 5;
    private static final int TIMES = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void shouldLoseNothingThatItAcknowledgedWhenItIsKilled() {
        ChainKills.Result result = new ChainKills(Path.of("scripted", "devnet-chain").toAbsolutePath(), folder, line -> {})
                .run(TIMES, new Random(SEED));
        assertThat(result.complaints()).isEmpty();
        assertThat(result.rounds()).hasSize(TIMES);
    }
}
