package io.sealstream.schemas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro data as plain JSON: bytes in hexadecimal, a union as its value, no type tags. */
final class AvroJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroJson() {}

    static JsonNode of(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case RECORD -> object(schema, (IndexedRecord) value);
            case ARRAY -> array(schema, (Collection<?>) value);
            case MAP -> map(schema, (Map<?, ?>) value);
            case UNION -> of(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
            case BYTES -> NODES.textNode(hex((ByteBuffer) value));
            case FIXED -> NODES.textNode(HexFormat.of().formatHex(((GenericFixed) value).bytes()));
            case INT -> NODES.numberNode((Integer) value);
            case LONG -> NODES.numberNode((Long) value);
            case FLOAT -> NODES.numberNode((Float) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case STRING, ENUM -> NODES.textNode(value.toString());
            case NULL -> NODES.nullNode();
        };
    }

    private static ObjectNode object(Schema schema, IndexedRecord value) {
        ObjectNode out = NODES.objectNode();
        schema.getFields().forEach(field -> out.set(field.name(), of(field.schema(), value.get(field.pos()))));
        return out;
    }

    private static ArrayNode array(Schema schema, Collection<?> value) {
        ArrayNode out = NODES.arrayNode();
        value.forEach(item -> out.add(of(schema.getElementType(), item)));
        return out;
    }

    private static ObjectNode map(Schema schema, Map<?, ?> value) {
        ObjectNode out = NODES.objectNode();
        value.forEach((key, item) -> out.set(key.toString(), of(schema.getValueType(), item)));
        return out;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
