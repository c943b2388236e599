package io.sealstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The text under which a schema is registered and kept in the history: the whole schema (docs and defaults included) without what the
 * Java code generator adds to it, so that other languages see plain Avro and one schema has one text.
 */
public final class SchemaText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAVA_STRING = "avro.java.string";

    private SchemaText() {}

    /** The text on one line. */
    public static String of(Schema schema) {
        return tree(schema).toString();
    }

    /** The text for people. */
    public static String pretty(Schema schema) {
        return tree(schema).toPrettyString() + "\n";
    }

    /** Reads a schema; no named type may stand outside the text. */
    public static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }

    private static JsonNode tree(Schema schema) {
        try {
            return plain(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> plainObject(object);
            case ArrayNode array -> {
                ArrayNode out = JSON.createArrayNode();
                array.forEach(item -> out.add(plain(item)));
                yield out;
            }
            default -> node;
        };
    }

    private static JsonNode plainObject(ObjectNode object) {
        if (object.size() == 2 && object.has(JAVA_STRING) && object.path("type").asText().equals("string")) {
            return TextNode.valueOf("string");
        }
        ObjectNode out = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getKey().equals(JAVA_STRING)) {
                out.set(field.getKey(), field.getKey().equals("default") ? field.getValue() : plain(field.getValue()));
            }
        }
        return out;
    }
}
