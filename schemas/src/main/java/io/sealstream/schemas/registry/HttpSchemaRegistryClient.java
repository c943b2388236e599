package io.sealstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.runtime.BoundedCache;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A registry over HTTP. What cannot change is asked once: ids of schemas and schemas of ids are cached. */
public final class HttpSchemaRegistryClient implements SchemaRegistryClient {
    private static final int CACHED = 2_000;
    private static final int SUBJECT_UNKNOWN = 40_401;
    private static final int VERSION_UNKNOWN = 40_402;
    private static final int SCHEMA_UNKNOWN = 40_403;

    private final RegistryHttp http;
    private final BoundedCache<Integer, Schema> schemas = new BoundedCache<>(CACHED);
    private final BoundedCache<SubjectSchema, Integer> ids = new BoundedCache<>(CACHED);

    private record SubjectSchema(String subject, String text) {}

    public HttpSchemaRegistryClient(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    @Override
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, SchemaText.of(schema));
        Optional<Integer> cached = ids.get(key);
        if (cached.isPresent()) {
            return cached.get();
        }
        int id = RegistryAnswer
                .id(http.call("POST", "/subjects/" + encoded(subject) + "/versions", Optional.of(body(key.text()))));
        ids.put(key, id);
        return id;
    }

    @Override
    public OptionalInt lookup(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, SchemaText.of(schema));
        Optional<Integer> cached = ids.get(key);
        if (cached.isPresent()) {
            return OptionalInt.of(cached.get());
        }
        Optional<Integer> found = unlessUnknown("POST", "/subjects/" + encoded(subject), Optional.of(body(key.text())))
                .map(RegistryAnswer::id);
        found.ifPresent(id -> ids.put(key, id));
        return found.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    @Override
    public Optional<Schema> byId(int id) {
        Optional<Schema> cached = schemas.get(id);
        if (cached.isPresent()) {
            return cached;
        }
        Optional<Schema> schema = unlessUnknown("GET", "/schemas/ids/" + id, Optional.empty())
                .map(answer -> parse("id " + id, answer));
        schema.ifPresent(found -> schemas.put(id, found));
        return schema;
    }

    @Override
    public List<Integer> versions(String subject) {
        return unlessUnknown("GET", "/subjects/" + encoded(subject) + "/versions", Optional.empty()).map(RegistryAnswer::numbers)
                .orElse(List.of());
    }

    @Override
    public Optional<Schema> version(String subject, int version) {
        return unlessUnknown("GET", "/subjects/" + encoded(subject) + "/versions/" + version, Optional.empty())
                .map(answer -> parse(subject + " version " + version, answer));
    }

    @Override
    public boolean compatible(String subject, Schema schema) {
        String path = "/compatibility/subjects/" + encoded(subject) + "/versions/latest";
        return unlessUnknown("POST", path, Optional.of(body(SchemaText.of(schema))))
                .map(RegistryAnswer::isCompatible).orElse(true);
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
        http.call("PUT", "/config/" + encoded(subject), Optional.of(body));
    }

    @Override
    public List<String> subjects() {
        return RegistryAnswer.texts(http.call("GET", "/subjects", Optional.empty()));
    }

    @Override
    public void close() {
        http.close();
    }

    private Optional<JsonNode> unlessUnknown(String method, String path, Optional<ObjectNode> body) {
        try {
            return Optional.of(http.call(method, path, body));
        } catch (RegistryRefusedException e) {
            if (e.code() == SUBJECT_UNKNOWN || e.code() == VERSION_UNKNOWN || e.code() == SCHEMA_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Schema parse(String what, JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnusableSchemaException("the schema of " + what + " is of type " + type + ", not Avro");
        }
        try {
            return SchemaText.parse(RegistryAnswer.schema(answer));
        } catch (AvroRuntimeException e) {
            throw new UnusableSchemaException("the schema of " + what + " is not readable: " + e.getMessage());
        }
    }

    private static ObjectNode body(String text) {
        return JsonNodeFactory.instance.objectNode().put("schema", text);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
