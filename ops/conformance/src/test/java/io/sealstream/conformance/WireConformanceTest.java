package io.sealstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.registry.RegistrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record on the wire: what ours write, others read and write again, and ours read what they write. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.sealstream.conformance.Encounter#wanted")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WireConformanceTest {
    private static final int EACH = 4;
    private static final long SEED = 25;

    private final Encounter encounter;

    WireConformanceTest(Encounter encounter) {
        this.encounter = encounter;
    }

    @Test
    void shouldUnderstandEveryRecordOfOurs() throws IOException {
        Registry other = encounter.registry();
        try (Serdes own = Serdes.connect(RegistrySettings.of(encounter.url()), false)) {
            SchemaRegistration.ensure(own.registry(), Topics.ALL);
            for (Topic topic : Topics.ALL) {
                for (Class<? extends SpecificRecord> type : topic.records()) {
                    roundTrips(topic, type, own, other);
                }
            }
        }
    }

    private static void roundTrips(Topic topic, Class<? extends SpecificRecord> type, Serdes own, Registry other)
            throws IOException {
        for (Object datum : new RandomData(SpecificData.get().getSchema(type), EACH, SEED)) {
            SpecificRecord record = record(type, datum);
            byte[] written = Objects.requireNonNull(own.encoder().serialize(topic.name(), record));
            byte[] again = other.recode(topic.name(), written);
            assertThat(again).as("%s in %s", type.getSimpleName(), topic.name()).isEqualTo(written);
            assertThat(own.decoder().deserialize(topic.name(), again)).isEqualTo(record);
        }
    }

    private static SpecificRecord record(Class<? extends SpecificRecord> type, Object datum) throws IOException {
        SpecificData data = SpecificData.getForClass(type);
        Schema schema = data.getSchema(type);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<Object>(schema).write(datum, encoder);
        return new SpecificDatumReader<SpecificRecord>(schema, schema, data).read(null,
                DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
    }
}
