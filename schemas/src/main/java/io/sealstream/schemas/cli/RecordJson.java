package io.sealstream.schemas.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.schemas.Fingerprint;
import io.sealstream.schemas.SchemaHistory;
import io.sealstream.schemas.registry.RegistryException;
import io.sealstream.schemas.runtime.BoundedCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record as JSON for people: {@code offset, partition, time, key, schema, value}. Avro of any schema that the jar's history or the
 * registry knows; other values as JSON, text or hexadecimal. Bytes are hexadecimal. What cannot be read gets {@code error} and its bytes.
 */
final class RecordJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PREFIX_BYTES = 5;
    private static final int CACHED = 500;

    private final IntFunction<Optional<Schema>> registry;
    private final BoundedCache<Integer, Schema> schemas = new BoundedCache<>(CACHED);

    /** @param registry schemas by id; asked only for what the jar does not know */
    RecordJson(IntFunction<Optional<Schema>> registry) {
        this.registry = registry;
    }

    ObjectNode of(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode out = NODES.objectNode().put("offset", record.offset()).put("partition", record.partition())
                .put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        out.set("key", record.key() == null ? NODES.nullNode() : text(record.key()));
        byte[] value = record.value();
        if (value == null) {
            return out.putNull("schema").putNull("value");
        }
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            return out.putNull("schema").set("value", plain(value));
        }
        return avro(out, record, value);
    }

    private ObjectNode avro(ObjectNode out, ConsumerRecord<byte[], byte[]> record, byte[] value) {
        try {
            Schema schema = schema(record, ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, PREFIX_BYTES, value.length - PREFIX_BYTES, null);
            Object read = new GenericDatumReader<Object>(schema).read(null, decoder);
            return out.put("schema", schema.getName()).set("value", AvroJson.of(schema, read));
        } catch (IOException | RuntimeException e) {
            // Avro reports foreign bytes with half a dozen unrelated exception types.
            return out.putNull("schema").put("error", String.valueOf(e.getMessage())).put("value",
                    HexFormat.of().formatHex(value));
        }
    }

    private Schema schema(ConsumerRecord<byte[], byte[]> record, int id) {
        Optional<Schema> known = Fingerprint.in(record.headers()).flatMap(SchemaHistory.shipped()::writer)
                .or(() -> schemas.get(id));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Schema> asked;
        try {
            asked = registry.apply(id);
        } catch (RegistryException e) {
            throw new IllegalStateException("schema id " + id + " is not in this version, and " + e.getMessage(), e);
        }
        Schema schema = asked
                .orElseThrow(() -> new IllegalStateException("neither this version nor the registry knows schema id " + id));
        schemas.put(id, schema);
        return schema;
    }

    private static JsonNode plain(byte[] value) {
        JsonNode text = text(value);
        if (!text.isTextual()) {
            return text;
        }
        try {
            JsonNode json = JSON.readTree(text.textValue());
            return json == null ? NullNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** UTF-8 text, or an object with the bytes where it is none. */
    private static JsonNode text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NullNode.getInstance();
        }
        try {
            return TextNode.valueOf(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return NODES.objectNode().put("hex", HexFormat.of().formatHex(bytes));
        }
    }
}
