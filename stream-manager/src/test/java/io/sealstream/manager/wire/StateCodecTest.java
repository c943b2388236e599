package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.message.Fill;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.MessageState;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.PartitionState;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.sector.Stage;
import io.sealstream.manager.domain.sector.Tries;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
    private static final int EACH = 200;
    private static final SectorId SECTOR = new SectorId(new ActorId(1000), 17);

    @ParameterizedTest
    @ValueSource(classes = { Sector.class, LaneState.class, LaneMessage.class, MinerState.class, Partition.class, KnownNode.class,
        Head.class,
        Effect.Intent.class})
    void shouldReadBackEveryStateAsItWas(Class<?> type) {
        Samples.all(type, EACH).forEach(state -> {
            byte[] bytes = StateCodec.encode(state);
            Object back = StateCodec.decode(type, bytes);
            assertThat(back).isEqualTo(state);
            assertThat(StateCodec.encode(back)).isEqualTo(bytes);
        });
    }

    @Test
    void shouldHaveSeenEveryKindOfState() {
        Set<Class<?>> seen = new HashSet<>();
        Samples.all(Sector.class, EACH).forEach(s -> {
            seen.add(s.state().getClass());
            seen.add(s.persistence().getClass());
        });
        Samples.all(LaneMessage.class, EACH).forEach(m -> seen.add(m.state().getClass()));
        Samples.all(Partition.class, EACH).forEach(p -> seen.add(p.state().getClass()));
        for (Class<?> family : List.of(SectorState.class, Persistence.class, PartitionState.class)) {
            assertThat(seen).containsAll(Samples.kinds(family));
        }
        assertThat(seen).contains(MessageState.Queued.class, MessageState.AwaitingSignature.class,
                MessageState.AwaitingPush.class,
                MessageState.AwaitingLanding.class, MessageState.AwaitingConfidence.class, MessageState.Final.class,
                MessageState.Failed.class);
    }

    private static Sector sector(SortedMap<Stage, Integer> attempts) {
        return new Sector(SECTOR, new Sector.Origin("cc", 5, "n1", "s1"), null, null, null, null, null, null, null,
                new Persistence.NotBegun(), new Tries(attempts, new TreeMap<>(), 0),
                new SectorState.AwaitingPieces(1, ChainEpoch.of(9)));
    }

    @Test
    void shouldWriteOneFormForOneState() {
        TreeMap<Stage, Integer> up = new TreeMap<>();
        up.put(Stage.PREPARE, 1);
        up.put(Stage.SEAL, 2);
        TreeMap<Stage, Integer> down = new TreeMap<>();
        down.put(Stage.SEAL, 2);
        down.put(Stage.PREPARE, 1);
        assertThat(StateCodec.encode(sector(up))).isEqualTo(StateCodec.encode(sector(down)));

        byte[] bytes = StateCodec.encode(sector(up));
        assertThat(bytes[0]).isEqualTo(StateCodec.FORMAT);
        assertThat(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8)).isEqualTo(
                """
                {"id":"f01000/17","origin":{"plan":"cc","sealProof":5,"node":"n1","store":"s1"},"pieces":null,"ticket":null,"replica":null,\
                "preCommit":null,"seed":null,"proof":null,"placement":null,"persistence":{"is":"NotBegun"},\
                "tries":{"attempts":{"PREPARE":1,"SEAL":2},"failures":{},"voidProofs":0},\
                "state":{"is":"AwaitingPieces","attempt":1,"since":9}}""");
    }

    @Test
    void shouldRefuseAnotherFormatAndSayWhatToDo() {
        byte[] bytes = StateCodec.encode(sector(new TreeMap<>()));
        bytes[0] = 9;
        assertThatThrownBy(() -> StateCodec.decode(Sector.class, bytes)).isInstanceOf(StateFormatException.class)
                .hasMessageContaining("format 9").hasMessageContaining("stream-manager rebuild --config FILE");
        assertThatThrownBy(() -> StateCodec.decode(Sector.class, new byte[0])).isInstanceOf(StateFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "not json", "{}", "{\"is\":\"Nothing\"}", "[]",
        "{\"height\":\"5\",\"exitCode\":0,\"returnValue\":\"\",\"gasUsed\":0}",
        "{\"height\":5,\"exitCode\":0,\"returnValue\":\"#\",\"gasUsed\":0}", "{\"height\":5,\"exitCode\":0,\"returnValue\":\"\"}",
        "{\"height\":99999999999999999999,\"exitCode\":0,\"returnValue\":\"\",\"gasUsed\":0}"})
    void shouldRefuseAForeignShape(String json) {
        byte[] text = ("\u0001" + json).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StateCodec.decode(Effect.Receipt.class, text)).isInstanceOf(StateFormatException.class);
    }

    @Test
    void shouldRefuseAnUnknownKind() {
        String json = new String(StateCodec.encode(sector(new TreeMap<>())), StandardCharsets.UTF_8).replace("AwaitingPieces",
                "Dreaming");
        assertThatThrownBy(() -> StateCodec.decode(Sector.class, json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StateFormatException.class).hasMessageContaining("Dreaming");
    }

    @Test
    void shouldKeepLargeAmountsExact() {
        Fill fill = new Fill(1, false, Long.MAX_VALUE, 1, TokenAmount.parse("123456789012345678901234567890"), TokenAmount.ZERO,
                AvroSamples.CID);
        LaneMessage message = new LaneMessage(Samples.all(Effect.Intent.class, 1).findFirst().orElseThrow(),
                new MessageState.AwaitingSignature(ChainEpoch.of(-5)), List.of(), fill, 1, null, null);
        assertThat(StateCodec.decode(LaneMessage.class, StateCodec.encode(message))).isEqualTo(message);
    }
}
