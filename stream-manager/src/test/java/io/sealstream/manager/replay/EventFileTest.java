package io.sealstream.manager.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.wire.EventMeta;
import io.sealstream.manager.wire.Recorded;
import io.sealstream.schemas.Fingerprint;
import io.sealstream.schemas.avro.SectorsWanted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported file needs nothing but itself. */
class EventFileTest {
    private static final int ID = 77;

    @TempDir
    Path home = Path.of("");

    /** The record as a later release would write it. */
    private static Schema later() {
        List<Schema.Field> fields = new ArrayList<>();
        SectorsWanted.getClassSchema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("reason", Schema.create(Schema.Type.STRING), "why", ""));
        return Schema.createRecord("SectorsWanted", "of a later release", SectorsWanted.getClassSchema().getNamespace(), false,
                fields);
    }

    private static LoggedEvent event(long sequence, Schema schema) throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        GenericRecord meta = new GenericData.Record(schema.getField("meta").schema());
        meta.put("sequence", sequence);
        meta.put("epoch", 5L);
        meta.put("cause", "miner.command-0@1");
        record.put("meta", meta);
        record.put("miner", "f01000");
        record.put("total", 10 * sequence);
        if (schema.getField("reason") != null) {
            record.put("reason", "because");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[]{ 0, 0, 0, 0, ID});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        RecordHeaders headers = new RecordHeaders();
        headers.add(Fingerprint.HEADER, Fingerprint.of(schema).toString().getBytes(StandardCharsets.US_ASCII));
        ConsumerRecord<byte[], byte[]> raw = new ConsumerRecord<>("miner.event", 0, sequence, 1_000 + sequence,
                TimestampType.LOG_APPEND_TIME, 6, out.size(), "f01000".getBytes(StandardCharsets.UTF_8), out.toByteArray(),
                headers,
                Optional.empty());
        return new LoggedEvent(raw, "f01000", new Recorded<>(new EventMeta(sequence, ChainEpoch.of(5), "miner.command-0@1"),
                new MinerEvent.SectorsWanted(ActorId.parse("f01000"), 10 * sequence)));
    }

    private static Fold fold(Path file, Selection selection) {
        try (EventFile source = new EventFile(file, selection)) {
            return new Replay(selection, event -> {}).run(source);
        }
    }

    /** Case 22: a schema of the future reads where the file has it, without a registry. */
    @Test
    void shouldBringTheSchemasThatTheJarDoesNotHave() throws IOException {
        Schema later = later();
        Path file = home.resolve("log.avro");
        try (EventFileWriter writer = new EventFileWriter(file, id -> id == ID ? Optional.of(later) : Optional.empty())) {
            for (long sequence = 1; sequence <= 3; sequence++) {
                writer.add(event(sequence, later));
            }
            writer.finish();
        }
        Fold fold = fold(file, Selection.ALL);
        assertThat(fold.position("f01000")).isEqualTo(3);
        assertThat(Objects.requireNonNull(fold.state(Stores.MINERS, "f01000")).wanted()).isEqualTo(30);
        assertThat(Files.size(file)).as("one schema for all").isLessThan(5_000);
    }

    @Test
    void shouldStopAtATime() throws IOException {
        Path file = home.resolve("log.avro");
        try (EventFileWriter writer = new EventFileWriter(file, id -> Optional.empty())) {
            for (long sequence = 1; sequence <= 5; sequence++) {
                writer.add(event(sequence, SectorsWanted.getClassSchema()));
            }
            writer.finish();
        }
        Selection until = new Selection(Optional.empty(), java.util.OptionalLong.empty(),
                Optional.of(java.time.Instant.ofEpochMilli(1_003)));
        assertThat(fold(file, until).position("f01000")).isEqualTo(3);
    }

    @Test
    void shouldNameTheGapInAFile() throws IOException {
        Path file = home.resolve("log.avro");
        try (EventFileWriter writer = new EventFileWriter(file, id -> Optional.empty())) {
            writer.add(event(1, SectorsWanted.getClassSchema()));
            writer.add(event(3, SectorsWanted.getClassSchema()));
            writer.finish();
        }
        assertThatThrownBy(() -> fold(file, Selection.ALL))
                .hasMessage("miner.event-0@3: log f01000: sequence 2 was expected and 3 found, events are missing");
    }

    @Test
    void shouldLeaveNoHalfFile() throws IOException {
        Path file = home.resolve("log.avro");
        try (EventFileWriter writer = new EventFileWriter(file, id -> Optional.empty())) {
            writer.add(event(1, SectorsWanted.getClassSchema()));
        }
        try (var left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }
}
