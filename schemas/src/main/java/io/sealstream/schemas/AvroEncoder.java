package io.sealstream.schemas;

import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.runtime.BoundedCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in the Confluent wire format: byte 0x00, the schema's id as 4 bytes big-endian, Avro binary; and the header
 * {@link Fingerprint#HEADER}. A record that its topic does not hold is refused with {@link IllegalArgumentException}: it is a bug of the
 * writer. Thread-safe.
 */
public final class AvroEncoder implements Serializer<SpecificRecord> {
    /** First byte of the wire format. */
    static final byte MAGIC = 0;
    /** Bytes before the Avro binary. */
    static final int PREFIX_BYTES = 5;
    private static final int CACHED = 1_000;
    private static final int USUAL_BYTES = 512;

    private final SchemaRegistryClient registry;
    private final boolean autoRegister;
    private final Optional<SwappedSerdes> swapped;
    private final BoundedCache<Target, Prepared> prepared = new BoundedCache<>(CACHED);

    private record Target(String topic, Class<?> type) {}

    private record Prepared(int id, Fingerprint fingerprint, SpecificDatumWriter<SpecificRecord> writer) {}

    /**
     * @param autoRegister whether an unknown schema is registered; on in the devnet only
     * @param swapped      writes the bytes in our place
     */
    AvroEncoder(SchemaRegistryClient registry, boolean autoRegister, Optional<SwappedSerdes> swapped) {
        this.registry = registry;
        this.autoRegister = autoRegister;
        this.swapped = swapped;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
        return record == null ? null : encode(topic, prepare(topic, record.getSchema(), record.getClass()), record);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable SpecificRecord record) {
        if (record == null) {
            return null;
        }
        Prepared target = prepare(topic, record.getSchema(), record.getClass());
        target.fingerprint().putInto(headers);
        return encode(topic, target, record);
    }

    /** Asks the registry for everything that writing to this topic will need, so that writing never waits for it. */
    void prepare(Topic topic) {
        for (Class<? extends SpecificRecord> type : topic.records()) {
            prepare(topic.name(), SpecificData.get().getSchema(type), type);
        }
    }

    private Prepared prepare(String topic, Schema schema, Class<? extends SpecificRecord> type) {
        Target target = new Target(topic, type);
        Optional<Prepared> known = prepared.get(target);
        if (known.isPresent()) {
            return known.get();
        }
        Topics.byName(topic).filter(table -> !table.records().contains(type)).ifPresent(table -> {
            throw new IllegalArgumentException(type.getSimpleName() + " does not belong in topic " + topic);
        });
        Prepared fresh = new Prepared(id(topic, schema), Fingerprint.of(schema),
                new SpecificDatumWriter<>(schema, SpecificData.getForClass(type)));
        prepared.put(target, fresh);
        return fresh;
    }

    private int id(String topic, Schema schema) {
        String subject = Subjects.of(topic, schema);
        if (autoRegister) {
            return registry.register(subject, schema);
        }
        return registry.lookup(subject, schema).orElseThrow(() -> new RegistryRefusedException(0, "the schema of "
                + schema.getFullName() + " is not registered under subject " + subject
                + "; register the schemas of this version with: stream-manager topics ensure"));
    }

    private byte[] encode(String topic, Prepared target, SpecificRecord record) {
        return swapped.isPresent() ? swapped.get().write(topic, record) : encode(target, record);
    }

    private static byte[] encode(Prepared target, SpecificRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        out.write(MAGIC);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(target.id()).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            target.writer().write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
