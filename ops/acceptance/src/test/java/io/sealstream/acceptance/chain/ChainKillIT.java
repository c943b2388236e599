package io.sealstream.acceptance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The dev chain as a process that is killed; {@code bin/kill-chain} does the same more often. */
class ChainKillIT {
    private static final long SEED = 5;
    private static final int TIMES = 3;

    private static final Path LAUNCHER = Path.of("scripted", "devnet-chain").toAbsolutePath();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void shouldLoseNothingThatItAcknowledgedWhenItIsKilled() {
        ChainKills.Result result = new ChainKills(LAUNCHER, folder, line -> {}).run(TIMES, new Random(SEED));
        assertThat(result.complaints()).isEmpty();
        assertThat(result.rounds()).hasSize(TIMES);
    }

    @Test
    void shouldNoticeWhatAChainHasLost() throws IOException {
        Acknowledged facts = Acknowledged.nothing();
        Sender sender = new Sender("sender", Address.BURNT_FUNDS);
        try (ChainProcess chain = new ChainProcess(LAUNCHER, folder)) {
            chain.rpc().call("Devchain.Fund", sender.address().toString(), "1 FIL");
            JsonNode head = chain.rpc().call("Filecoin.ChainHead");
            facts.heads().put(head.path("Height").longValue(), head.path("Cids"));
            sender.push(chain.rpc(), facts);
            assertThat(new ChainAudit(chain.rpc(), facts).complaints(false)).isEmpty();
            chain.kill();
            Files.delete(folder.resolve("home/chain.journal"));
            chain.restart();
            assertThat(new ChainAudit(chain.rpc(), facts).complaints(false))
                    .anyMatch(line -> line.startsWith("the head of epoch " + head.path("Height")))
                    .anyMatch(line -> line.endsWith("was taken and is not known any more"));
        }
    }
}
