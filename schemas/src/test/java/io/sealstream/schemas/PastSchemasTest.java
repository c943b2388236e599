package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What any release has ever written can be read by today's classes, also when there is no registry. */
class PastSchemasTest {
    private static final int EACH = 20;

    private final AvroDecoder decoder = new AvroDecoder(silent(), SchemaHistory.shipped(), Optional.empty());

    /** A registry that is never there. */
    private static SchemaRegistryClient silent() {
        return (SchemaRegistryClient) Proxy.newProxyInstance(SchemaRegistryClient.class.getClassLoader(),
                new Class<?>[]{ SchemaRegistryClient.class}, (proxy, method, arguments) -> {
                    throw new RegistryUnavailableException("no registry here", new IOException(method.getName()));
                });
    }

    @Test
    void shouldReadEveryPastSchemaWithoutARegistry() throws IOException {
        List<String> read = new ArrayList<>();
        for (Topic topic : Topics.ALL) {
            for (Class<? extends SpecificRecord> type : topic.records()) {
                for (Schema past : SchemaHistory.shipped().versions(type.getName())) {
                    for (Object datum : new RandomData(past, EACH, 17)) {
                        SpecificRecord record = decoder.deserialize(topic.name(), headers(past), bytes(past, datum));
                        assertThat(record).as("%s of %s", type.getSimpleName(), topic.name()).isInstanceOf(type);
                    }
                    read.add(type.getSimpleName());
                }
            }
        }
        assertThat(read).hasSizeGreaterThanOrEqualTo(SchemaHistory.shipped().names().size());
    }

    private static Headers headers(Schema past) {
        Headers headers = new RecordHeaders();
        Fingerprint.of(past).putInto(headers);
        return headers;
    }

    private static byte[] bytes(Schema past, Object datum) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[]{ 0, 0, 0, 0, 99});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<Object>(past).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
