package io.sealstream.node.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.engine.ProofEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals and persists a 2 KiB sector with the real library; what needs proof parameters is left to the devnet. */
class RealProofsTest {
    private static final SectorId SECTOR = new SectorId(TestTasks.MINER, 17);

    @TempDir
    Path home;

    @Test
    void shouldSealPersistAndReadBackWithTheRealLibrary() throws Exception {
        try (ProofEngine engine = ProofEngines.inProcess(); TestNode node = new TestNode(home, engine)) {
            Cid commR = node.sealed(17);

            Outcome persisted = node.run(TestTasks.persist(17, commR));
            assertThat(persisted).isInstanceOf(Outcome.Persisted.class);
            assertThat(((Outcome.Sealed) node.run(TestTasks.seal(17))).commR()).as("from its checkpoint").isEqualTo(commR);

            Files.write(node.longTerm().sealed(SECTOR), new byte[2048]);
            assertThat(node.run(TestTasks.finish(17, commR))).as("the stored copy does not open to CommR any more")
                    .isInstanceOf(Outcome.Failed.class);
            assertThat(node.scratch(17).sealed()).exists();
        }
    }
}
