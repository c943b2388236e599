import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Confluent's Java client of a registry as a peer of the conformance suite: one call a line in, one answer a line out, as in
 * {@code python/client.py}. It is run from its source beside Confluent's jars, so no build of ours depends on them.
 */
class ConfluentClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CACHED = 1_000;

    private final CachedSchemaRegistryClient registry;

    private ConfluentClient(String url) {
        this.registry = new CachedSchemaRegistryClient(url, CACHED);
    }

    public static void main(String[] arguments) throws IOException {
        ConfluentClient client = new ConfluentClient(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(client.answer((ObjectNode) JSON.readTree(line)).toString());
        }
    }

    private ObjectNode answer(ObjectNode call) throws IOException {
        ObjectNode out = JSON.createObjectNode();
        try {
            JsonNode value = value(call);
            out.set(value.isMissingNode() ? "unsupported" : "value", value.isMissingNode() ? BooleanNode.TRUE : value);
        } catch (RestClientException e) {
            out.put("code", e.getErrorCode()).put("message", e.getMessage());
        }
        return out;
    }

    private JsonNode value(ObjectNode call) throws IOException, RestClientException {
        String subject = call.path("subject").asText();
        boolean permanent = call.path("permanent").asBoolean();
        return switch (call.path("call").asText()) {
            case "register" -> IntNode.valueOf(registry.register(subject, schema(call)));
            case "lookup" -> IntNode.valueOf(registry.getId(subject, schema(call)));
            case "schema" -> TextNode.valueOf(registry.getSchemaById(call.path("id").asInt()).canonicalString());
            case "versions" -> list(registry.getAllVersions(subject));
            case "version" -> TextNode.valueOf(registry.getSchemaMetadata(subject, call.path("version").asInt()).getSchema());
            case "latest" -> latest(registry.getLatestSchemaMetadata(subject));
            case "compatible" -> BooleanNode.valueOf(registry.testCompatibility(subject, schema(call)));
            case "setLevel" -> TextNode.valueOf(registry.updateCompatibility(subject, call.path("level").asText()));
            case "level" -> TextNode.valueOf(registry.getCompatibility(subject));
            case "subjects" -> list(registry.getAllSubjects());
            case "mode" -> TextNode.valueOf(subject.isEmpty() ? registry.getMode() : registry.getMode(subject));
            case "delete" -> list(registry.deleteSubject(subject, permanent));
            case "deleteVersion" ->
                IntNode.valueOf(registry.deleteSchemaVersion(subject, call.path("version").asText(), permanent));
            default -> MissingNode.getInstance();
        };
    }

    private static ParsedSchema schema(ObjectNode call) {
        return new AvroSchema(call.path("schema").asText());
    }

    private static ArrayNode list(Collection<?> items) {
        return JSON.valueToTree(items);
    }

    private static ArrayNode latest(SchemaMetadata found) {
        return JSON.createArrayNode().add(found.getVersion()).add(found.getId());
    }
}
