package io.sealstream.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.SchemaText;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.opentest4j.TestAbortedException;

/** Our client, which says "unknown" by empty values. */
final class OwnClient implements Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final SchemaRegistryClient registry;
    private final Serdes serdes;

    OwnClient(URI url) {
        this.registry = new HttpSchemaRegistryClient(RegistrySettings.of(url));
        this.serdes = new Serdes(registry, false);
    }

    @Override
    public JsonNode call(ObjectNode call) {
        try {
            return JSON.valueToTree(value(call, call.path("subject").asText()));
        } catch (NoSuchElementException e) {
            throw new Refusal(Refusal.UNKNOWN, "unknown: " + call);
        } catch (RegistryRefusedException e) {
            throw new Refusal(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private Object value(ObjectNode call, String subject) {
        return switch (call.path("call").asText()) {
            case "register" -> registry.register(subject, schema(call));
            case "lookup" -> registry.lookup(subject, schema(call)).orElseThrow();
            case "schema" -> SchemaText.of(registry.byId(call.path("id").asInt()).orElseThrow());
            case "versions" -> some(registry.versions(subject));
            case "version" -> SchemaText.of(registry.version(subject, call.path("version").asInt()).orElseThrow());
            case "compatible" -> registry.compatible(subject, schema(call));
            case "setLevel" -> set(subject, call.path("level").asText());
            case "subjects" -> registry.subjects();
            case "recode" -> recode(call.path("topic").asText(), HexFormat.of().parseHex(call.path("bytes").asText()));
            default -> throw new TestAbortedException("our client has no call " + call.path("call"));
        };
    }

    private String recode(String topic, byte[] bytes) {
        SpecificRecord record = serdes.decoder().deserialize(topic, bytes);
        return HexFormat.of().formatHex(Objects.requireNonNull(serdes.encoder().serialize(topic, record)));
    }

    private static List<Integer> some(List<Integer> versions) {
        if (versions.isEmpty()) {
            throw new NoSuchElementException();
        }
        return versions;
    }

    private String set(String subject, String level) {
        registry.setCompatibility(subject, Compatibility.valueOf(level));
        return level;
    }

    private static Schema schema(ObjectNode call) {
        return SchemaText.parse(call.path("schema").asText());
    }

    @Override
    public void close() {
        registry.close();
    }
}
