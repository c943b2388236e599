package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.query.SectorDetail.EventView;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.PartitionProven;
import io.sealstream.schemas.avro.Rejected;
import io.sealstream.schemas.avro.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a sector through the real topology, from its policy to the close of its first deadline. */
class SectorLifeTopologyTest {
    @TempDir
    Path state;
    private ManagerDriver driver;
    private ScriptedWorld world;

    @BeforeEach
    void open() {
        driver = new ManagerDriver(state);
        world = new ScriptedWorld(driver);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldSealProveAndKeepProvenOneSector() {
        world.setUp();
        world.requestSector(1);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 100);
        world.headsUntil(() -> !driver.left(DeadlineClosed.class).isEmpty(), 1200);

        List<String> events = driver.queries().sector(new SectorId(ActorId.parse(ScriptedWorld.MINER), 0)).orElseThrow().events()
                .stream()
                .map(EventView::type).toList();
        assertThat(events).containsExactly("SectorAllocated", "TaskIssued", "PiecesAdded", "TicketAssigned", "TaskIssued",
                "Sealed",
                "TaskIssued", "Persisted", "PreCommitBatched", "PreCommitLanded", "SeedAssigned", "TaskIssued", "Proved",
                "ProveCommitBatched", "Activated", "TaskIssued", "Finalized");
        assertThat(driver.left(PartitionProven.class)).hasSize(1);
        assertThat(driver.left(DeadlineClosed.class)).singleElement().satisfies(c -> assertThat(c.getProven()).isTrue());
        assertThat(world.landed).hasSize(3);
        assertThat(driver.left(DeadLetter.class)).isEmpty();
        assertThat(driver.left(Rejected.class)).isEmpty();
        assertThat(driver.left(Reply.class)).allSatisfy(r -> assertThat(r.getOk()).isTrue());
    }
}
