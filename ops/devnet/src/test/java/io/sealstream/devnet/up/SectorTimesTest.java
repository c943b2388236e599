package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SeedAssigned;
import io.sealstream.schemas.avro.StageTime;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class SectorTimesTest {
    private static final Meta META = new Meta(1L, 1L, "miner.command-0@0");
    private static final String MINER = "f01000";

    @Test
    void shouldSplitTimeIntoNativeChainAndTheRest() {
        List<EventLog.Entry> events = List.of(at(0, new SectorAllocated(META, MINER, 1L, "cc", 5, "node-1", "scratch-1")),
                at(1_000,
                        new Sealed(META, MINER, 1L, "r", "d", 100L,
                                List.of(new StageTime("PC1", 400L), new StageTime("PC2", 300L)))),
                at(1_200, new PreCommitBatched(META, MINER, 1L, "intent", "f3sender", "0", 900L)),
                at(5_200, new PreCommitLanded(META, MINER, 1L, 110L, 900L)),
                at(9_200, new SeedAssigned(META, MINER, 1L, 120L, ByteBuffer.allocate(32))));

        SectorTimes times = SectorTimes.of(events);

        assertThat(times.total()).isEqualTo(9_200);
        assertThat(times.chain()).isEqualTo(8_000);
        assertThat(times.stages()).containsEntry("PC1", 400L).containsEntry("PC2", 300L);
        assertThat(times.overhead()).isEqualTo(500);
    }

    private static EventLog.Entry at(long millis, SpecificRecord event) {
        return new EventLog.Entry("sector.event", "f01000/1", millis, event);
    }
}
