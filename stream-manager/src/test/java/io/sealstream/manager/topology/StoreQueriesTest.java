package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.sector.Stage;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.sector.Tries;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.SectorSummary;
import io.sealstream.manager.wire.EffectRecords;
import io.sealstream.manager.wire.StateCodec;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.SetPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreQueriesTest {
    private static final int PARTITIONS = 4;
    private static final ActorId MINER = ActorId.parse("f01002");
    private static final SectorState PIECES = new SectorState.AwaitingPieces(1, ChainEpoch.ZERO);
    private static final SectorState PERSON = new SectorState.AwaitingPerson(Stage.SEAL, "a disk is broken", ChainEpoch.ZERO);

    private final Serdes serdes = new Serdes(new TestRegistry(), true);
    private final MemoryState state = new MemoryState();
    private final ManagerQueries queries = new StoreQueries(new StoreReader() {
        @Override
        public byte @Nullable [] get(String store, String key) {
            return state.get(store, key);
        }

        @Override
        public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
            state.scan(store, from, to, visitor);
        }
    }, ManagerDriver.RULES, serdes);

    private void put(long number, SectorState in) {
        Sector sector = new Sector(new SectorId(MINER, number), new Sector.Origin("cc", 5, "node", "scratch"), null, null, null,
                null, null, null, null, new Persistence.NotBegun(), Tries.NONE, in);
        state.put(Stores.SECTORS.store(), sector.id().toString(), StateCodec.encode(sector));
    }

    private void setPolicy() {
        Headers headers = new RecordHeaders();
        byte[] policy = serdes.encoder().serialize(Topics.MINER_COMMAND.name(), headers,
                new SetPolicy(new Request("operator", 1L, 3, 0L), MINER.toString(), ScriptedWorld.policy()));
        new Shell(new MinerFamily(ManagerDriver.RULES, new EffectRecords(PARTITIONS)), serdes, PARTITIONS, state,
                (topic, partition, key, value, h) -> {}, new LogAlarm())
                .process(new Inbound(Topics.MINER_COMMAND.name(), 2, 0, MINER.toString().getBytes(StandardCharsets.UTF_8), policy,
                        headers));
    }

    @Test
    void shouldCountAllSectorsOfALargeMinerAndSeeThemChange() {
        setPolicy();
        int many = ManagerQueries.MAX_ROWS + 2;
        for (int number = 1; number <= many; number++) {
            put(number, PIECES);
        }
        assertThat(queries.sectorSummary(MINER))
                .hasValue(new SectorSummary("f01002", Map.of("AwaitingPieces", (long) many), 0));

        put(many, PERSON);

        assertThat(queries.sectorSummary(MINER))
                .hasValue(new SectorSummary("f01002", Map.of("AwaitingPieces", many - 1L, "AwaitingPerson", 1L), 1));
        assertThat(queries.sectorSummary(ActorId.parse("f01003"))).isEmpty();
    }
}
