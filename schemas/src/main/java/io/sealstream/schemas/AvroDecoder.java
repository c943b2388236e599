package io.sealstream.schemas;

import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.UnusableSchemaException;
import io.sealstream.schemas.runtime.BoundedCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the Confluent wire format. The writer's schema is found by the fingerprint in the record's header among the schemas
 * shipped in the jar, and only failing that by its id in the registry. Throws {@link UndecodableException} for bad bytes and
 * {@link RegistryUnavailableException} where the registry is needed and silent, or tells us nothing. Thread-safe.
 */
public final class AvroDecoder implements Deserializer<SpecificRecord> {
    private static final int CACHED = 1_000;

    private final SchemaRegistryClient registry;
    private final SchemaHistory history;
    private final Optional<SwappedSerdes> swapped;
    private final BoundedCache<Fingerprint, Plan> plans = new BoundedCache<>(CACHED);
    private final BoundedCache<Integer, Fingerprint> ids = new BoundedCache<>(CACHED);

    private record Plan(Class<? extends SpecificRecord> type, DatumReader<SpecificRecord> reader) {}

    /** @param swapped reads the bytes in our place; then the schemas in the jar are not used */
    AvroDecoder(SchemaRegistryClient registry, SchemaHistory history, Optional<SwappedSerdes> swapped) {
        this.registry = registry;
        this.history = history;
        this.swapped = swapped;
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : decode(topic, null, data);
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, Headers headers, byte @Nullable [] data) {
        return data == null ? null : decode(topic, headers, data);
    }

    /** The same as a value: for loops that read bytes and send what is unreadable to {@code dead.letter}. */
    public Decoded read(ConsumerRecord<?, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return new Decoded.Tombstone();
        }
        try {
            return new Decoded.Value(decode(record.topic(), record.headers(), value));
        } catch (UndecodableException e) {
            return new Decoded.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private SpecificRecord decode(String topic, @Nullable Headers headers, byte[] data) {
        if (swapped.isPresent()) {
            SpecificRecord record = swapped.get().read(topic, data);
            insist(topic, record.getClass());
            return record;
        }
        return decodeOwn(topic, plan(Fingerprint.in(headers), idOf(data)), data);
    }

    private static void insist(String topic, Class<? extends SpecificRecord> type) {
        Topics.byName(topic).filter(table -> !table.records().contains(type)).ifPresent(table -> {
            throw new UndecodableException("record " + type.getSimpleName() + " does not belong in topic " + topic);
        });
    }

    private static SpecificRecord decodeOwn(String topic, Plan plan, byte[] data) {
        insist(topic, plan.type());
        int length = data.length - AvroEncoder.PREFIX_BYTES;
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(data, AvroEncoder.PREFIX_BYTES, length, null);
        try {
            SpecificRecord record = plan.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException("bytes left over after a " + plan.type().getSimpleName());
            }
            return record;
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro reports foreign bytes with half a dozen unrelated exception types.
            throw new UndecodableException("the bytes are not a " + plan.type().getSimpleName() + ": " + e, e);
        }
    }

    private static int idOf(byte[] data) {
        if (data.length < AvroEncoder.PREFIX_BYTES || data[0] != AvroEncoder.MAGIC) {
            throw new UndecodableException(
                    "not in the Confluent wire format (0x00, 4-byte schema id, Avro): " + data.length + " bytes");
        }
        return ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
    }

    private Plan plan(Optional<Fingerprint> carried, int id) {
        Optional<Fingerprint> named = carried.isPresent() ? carried : ids.get(id);
        Optional<Plan> known = named.flatMap(plans::get);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Schema> shipped = named.flatMap(history::writer);
        Schema writer = shipped.isPresent() ? shipped.get() : fetch(id, carried);
        Fingerprint fingerprint = Fingerprint.of(writer);
        Plan fresh = plan(writer);
        plans.put(fingerprint, fresh);
        if (carried.isEmpty()) {
            ids.put(id, fingerprint);
        }
        return fresh;
    }

    private Schema fetch(int id, Optional<Fingerprint> carried) {
        Optional<Schema> found;
        try {
            found = registry.byId(id);
        } catch (UnusableSchemaException e) {
            throw new UndecodableException("schema id " + id + " cannot be used: " + e.getMessage(), e);
        } catch (RegistryRefusedException e) {
            // A wrong password or URL: nothing is wrong with the record, so it must not become a dead letter.
            throw new RegistryUnavailableException("the schema registry does not tell schema id " + id + ": " + e.getMessage(),
                    e);
        }
        Schema schema = found
                .orElseThrow(() -> new UndecodableException("neither this version nor the registry knows schema id " + id));
        if (carried.isPresent() && !carried.get().equals(Fingerprint.of(schema))) {
            throw new UndecodableException(
                    "the record was written with schema " + carried.get() + ", but the registry has another one under id "
                            + id + "; was the registry wiped?");
        }
        return schema;
    }

    private Plan plan(Schema writer) {
        Class<? extends SpecificRecord> type = history.type(writer.getFullName()).orElseThrow(
                () -> new UndecodableException(
                        "record type " + writer.getFullName() + " is unknown to this version; a newer one wrote it"));
        SpecificData data = SpecificData.getForClass(type);
        return new Plan(type, new SpecificDatumReader<>(writer, data.getSchema(type), data));
    }
}
