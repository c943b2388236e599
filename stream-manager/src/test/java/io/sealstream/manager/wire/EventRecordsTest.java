package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.SectorRetried;
import io.sealstream.schemas.avro.SetPolicy;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsTest {
    private static final int PARTITIONS = 4;
    private static final int EACH = 40;
    private static final EventMeta META = new EventMeta(7, ChainEpoch.of(1234), "node.result-2@17");

    @ParameterizedTest
    @ValueSource(classes = { SectorEvent.class, MinerEvent.class, ProvingEvent.class, MessageEvent.class})
    void shouldReadBackEveryEventAsItWas(Class<? extends Event> family) {
        Samples.all(family, EACH).forEach(event -> {
            SpecificRecord record = Objects.requireNonNull(EventRecords.of(event, META, PARTITIONS).record());
            assertThat(EventRecords.read(AvroBinary.through(record))).isEqualTo(new Recorded<Event>(META, event));
        });
    }

    @Test
    void shouldHaveARecordInItsTopicForEveryEventAndNoOther() {
        assertThat(records(SectorEvent.class)).isEqualTo(Set.copyOf(Topics.SECTOR_EVENT.records()));
        assertThat(records(MinerEvent.class)).isEqualTo(Set.copyOf(Topics.MINER_EVENT.records()));
        assertThat(records(ProvingEvent.class)).isEqualTo(Set.copyOf(Topics.PROVING_EVENT.records()));
        assertThat(records(MessageEvent.class)).isEqualTo(Set.copyOf(Topics.MESSAGE_EVENT.records()));
    }

    private static Set<Class<?>> records(Class<? extends Event> family) {
        return Samples.all(family, 1)
                .map(event -> Objects.requireNonNull(EventRecords.of(event, META, PARTITIONS).record()).getClass())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(classes = { SectorEvent.class, MinerEvent.class, ProvingEvent.class, MessageEvent.class})
    void shouldPlaceEachEventByTheKeyOfItsMachine(Class<? extends Event> family) {
        Samples.all(family, 3).forEach(event -> {
            Outgoing out = EventRecords.of(event, META, PARTITIONS);
            Topic topic = out.topic();
            assertThat(out.key()).isEqualTo(EventRecords.target(event).key());
            assertThat(topic.events()).isTrue();
            assertThat(out.partitionOf(PARTITIONS)).isEqualTo(Partitions.partitionFor(topic, out.key(), PARTITIONS));
        });
    }

    @Test
    void shouldKeyAnEventOfASectorByMinerAndNumber() {
        Outgoing out = EventRecords.of(new SectorEvent.Finalized(new SectorId(new ActorId(1003), 17)), META, PARTITIONS);
        assertThat(out.key()).isEqualTo("f01003/17");
        assertThat(out.partitionOf(PARTITIONS)).isEqualTo(3);
        assertThat(out.record()).isInstanceOf(Finalized.class);
    }

    @Test
    void shouldNameRecordFieldAndValueOfABadField() {
        Meta meta = META.toAvro();
        SpecificRecord negative = Finalized.newBuilder().setMeta(meta).setMiner("f01000").setSector(-3).build();
        assertThatThrownBy(() -> EventRecords.read(negative)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("Finalized.sector = -3");
        SpecificRecord noMiner = Finalized.newBuilder().setMeta(meta).setMiner("f3abc").setSector(3).build();
        assertThatThrownBy(() -> EventRecords.read(noMiner)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("Finalized.miner = f3abc");
        SpecificRecord stage = SectorRetried.newBuilder().setMeta(meta).setMiner("f01000").setSector(3).setStage("SLEEP").build();
        assertThatThrownBy(() -> EventRecords.read(stage)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("SectorRetried.stage = SLEEP");
    }

    @Test
    void shouldRefuseARecordThatIsNoEvent() {
        SpecificRecord command = AvroSamples.of(SetPolicy.class);
        assertThatThrownBy(() -> EventRecords.read(command)).isInstanceOf(BadRecordException.class)
                .hasMessageContaining("not an event");
    }
}
