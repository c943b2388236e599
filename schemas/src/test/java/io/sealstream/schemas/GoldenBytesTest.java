package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.SchemaText;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes of Confluent's Python serializer for all our records, made by {@code ops/conformance/python/make_vectors.py}: our decoder reads
 * them, and our encoder writes the same ones.
 */
final class GoldenBytesTest {
    private static final String FILE = "/vectors/confluent-python.json";
    private static final SchemaHistory HISTORY = SchemaHistory.shipped();

    /** One record as Python wrote it: Avro's JSON of the value, and the bytes with their prefix. */
    record Vector(String record, int version, int id, JsonNode value, String bytes) {
        Schema schema() {
            return HISTORY.versions(record).get(version - 1);
        }

        Class<? extends SpecificRecord> type() {
            return HISTORY.type(record).orElseThrow();
        }

        /** Whether this version still writes with that schema. */
        boolean current() {
            return SchemaText.of(schema()).equals(SchemaText.of(SpecificData.get().getSchema(type())));
        }

        @Override
        public String toString() {
            return record.substring(record.lastIndexOf('.') + 1) + " " + version + " id " + id;
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenBytesTest.class.getResourceAsStream(FILE), FILE)) {
            JsonNode vectors = new ObjectMapper().readTree(in).path("vectors");
            return Stream.of(new ObjectMapper().treeToValue(vectors, Vector[].class)).toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldReadWhatPythonWrote(Vector vector) throws IOException {
        assertThat(serdes(vector).decoder().deserialize(topic(vector), HexFormat.of().parseHex(vector.bytes())))
                .isEqualTo(value(vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldWriteWhatPythonWrote(Vector vector) throws IOException {
        if (vector.current()) {
            byte[] written = serdes(vector).encoder().serialize(topic(vector), value(vector));
            assertThat(HexFormat.of().formatHex(Objects.requireNonNull(written))).isEqualTo(vector.bytes());
        }
    }

    /** Old schemas are only read; should most vectors be old, the encoder is hardly tested any more. */
    @Test
    void shouldHaveVectorsForMostRecordsOfToday() throws IOException {
        long covered = vectors().stream().filter(Vector::current).map(Vector::record).distinct().count();
        assertThat(covered).as("records whose newest schema has vectors; run make_vectors.py again")
                .isGreaterThan(HISTORY.names().size() / 2);
    }

    private static SpecificRecord value(Vector vector) throws IOException {
        SpecificData data = SpecificData.getForClass(vector.type());
        var reader = new SpecificDatumReader<SpecificRecord>(vector.schema(), data.getSchema(vector.type()), data);
        return reader.read(null, DecoderFactory.get().jsonDecoder(vector.schema(), vector.value().toString()));
    }

    private static String topic(Vector vector) {
        return Topics.ALL.stream().filter(topic -> topic.records().contains(vector.type())).findFirst().orElseThrow().name();
    }

    /** Over a registry that holds this vector's schema alone, under its id. */
    private static Serdes serdes(Vector vector) {
        Map<String, Object> answers = Map.of("register", vector.id(), "byId", Optional.of(vector.schema()));
        return new Serdes((SchemaRegistryClient) Proxy.newProxyInstance(SchemaRegistryClient.class.getClassLoader(),
                new Class<?>[]{ SchemaRegistryClient.class}, (proxy, method, arguments) -> Objects
                        .requireNonNull(answers.get(method.getName()), method.getName())),
                true);
    }
}
