package io.sealstream.devnet.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.sealstream.devnet.broker.SchemaStore.Version;
import io.sealstream.schemas.registry.Compatibility;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The calls of the Confluent registry's REST API that our clients, and Confluent's own for Java and Python, make for Avro. */
final class RegistryService {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LATEST = "latest";

    private final SchemaStore store;
    private final SchemaLog log;

    RegistryService(SchemaStore store, SchemaLog log) {
        this.store = store;
        this.log = log;
    }

    JsonNode subjects(boolean deleted) {
        ArrayNode out = JSON.arrayNode();
        store.subjects(deleted).forEach(out::add);
        return out;
    }

    JsonNode versions(String subject, boolean deleted) {
        return numbers(known(subject, deleted));
    }

    JsonNode version(String subject, String number, boolean deleted) {
        return json(pick(subject, number, deleted));
    }

    JsonNode versionText(String subject, String number, boolean deleted) {
        // The schema itself, which is JSON already.
        return JSON.pojoNode(new RawValue(pick(subject, number, deleted).schema()));
    }

    JsonNode schema(int id) {
        return JSON.objectNode().put("schema", store.text(id).orElseThrow(RegistryError::noSchema));
    }

    JsonNode uses(int id) {
        if (store.text(id).isEmpty()) {
            throw RegistryError.noSchema();
        }
        ArrayNode out = JSON.arrayNode();
        store.uses(id).forEach(use -> out.addObject().put("subject", use.subject()).put("version", use.version()));
        return out;
    }

    JsonNode lookup(String subject, JsonNode body, boolean deleted) {
        known(subject, deleted);
        String text = parse(body).toString();
        return json(store.find(subject, text, deleted).orElseThrow(RegistryError::noSchema));
    }

    /** Only one at a time: the caller runs writes in order. */
    JsonNode register(String subject, JsonNode body) {
        Schema schema = parse(body);
        Optional<Version> standing = store.find(subject, schema.toString(), false);
        if (standing.isEmpty()) {
            List<String> violations = store.violations(subject, schema, store.versions(subject, false));
            if (!violations.isEmpty()) {
                throw new RegistryError(409,
                        "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                                + "\", details: " + violations);
            }
            log.write(store.next(subject, schema.toString()));
        }
        int id = store.find(subject, schema.toString(), false).orElseThrow().id();
        return JSON.objectNode().put("id", id);
    }

    JsonNode compatible(String subject, String number, JsonNode body, boolean verbose) {
        Schema schema = parse(body);
        List<Version> against = number.isEmpty() ? known(subject, false) : List.of(pick(subject, number, false));
        List<String> violations = store.violations(subject, schema, against);
        ObjectNode out = JSON.objectNode().put("is_compatible", violations.isEmpty());
        if (verbose) {
            ArrayNode messages = out.putArray("messages");
            violations.forEach(messages::add);
        }
        return out;
    }

    JsonNode delete(String subject, boolean permanent) {
        List<Version> versions = known(subject, permanent);
        versions.forEach(version -> delete(version, permanent));
        return numbers(versions);
    }

    JsonNode deleteVersion(String subject, String number, boolean permanent) {
        Version version = pick(subject, number, permanent);
        delete(version, permanent);
        return IntNode.valueOf(version.version());
    }

    /** A subject is deleted softly first, as with Confluent: a permanent deletion of a living version is refused. */
    private void delete(Version version, boolean permanent) {
        if (!permanent) {
            log.write(new Version(version.subject(), version.version(), version.id(), version.schema(), true));
        } else if (version.deleted()) {
            log.erase(version.subject(), version.version());
        } else {
            throw new RegistryError(40_405,
                    "Subject '" + version.subject() + "' was not deleted first before being permanently deleted");
        }
    }

    JsonNode level(Optional<String> subject, boolean orGlobal) {
        Optional<Compatibility> own = subject.flatMap(store::level);
        if (subject.isPresent() && own.isEmpty() && !orGlobal) {
            throw new RegistryError(40_408,
                    "Subject '" + subject.get() + "' does not have subject-level compatibility configured");
        }
        return JSON.objectNode().put("compatibilityLevel", own.orElse(store.globalLevel()).name());
    }

    JsonNode setLevel(Optional<String> subject, JsonNode body) {
        Compatibility level;
        try {
            level = Compatibility.valueOf(body.path("compatibility").asText());
        } catch (IllegalArgumentException e) {
            throw new RegistryError(42_203, "Invalid compatibility level. Valid values are " + List.of(Compatibility.values()));
        }
        boolean same = subject.map(store::level).orElseGet(() -> Optional.of(store.globalLevel())).equals(Optional.of(level));
        if (!same) {
            log.writeLevel(subject, Optional.of(level));
        }
        return JSON.objectNode().put("compatibility", level.name());
    }

    JsonNode resetLevel(Optional<String> subject) {
        JsonNode before = level(subject, false);
        log.writeLevel(subject, Optional.empty());
        return before;
    }

    private List<Version> known(String subject, boolean deleted) {
        List<Version> versions = store.versions(subject, deleted);
        if (versions.isEmpty()) {
            throw RegistryError.noSubject(subject);
        }
        return versions;
    }

    private Version pick(String subject, String number, boolean deleted) {
        List<Version> versions = known(subject, deleted);
        if (number.equals(LATEST) || number.equals("-1")) {
            return versions.getLast();
        }
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw new RegistryError(42_202, "The specified version '" + number
                    + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
        }
        return versions.stream().filter(version -> version.version() == Integer.parseInt(number)).findFirst()
                .orElseThrow(() -> RegistryError.noVersion(number));
    }

    private static Schema parse(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("type " + type + "; this registry holds Avro only");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("it has references; send one self-contained schema");
        }
        if (!body.path("schema").isTextual()) {
            throw RegistryError.invalidSchema("the body has no text in \"schema\"");
        }
        try {
            return new Schema.Parser().parse(body.path("schema").textValue());
        } catch (AvroRuntimeException e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    private static ArrayNode numbers(List<Version> versions) {
        ArrayNode out = JSON.arrayNode();
        versions.forEach(version -> out.add(version.version()));
        return out;
    }

    private static ObjectNode json(Version version) {
        return JSON.objectNode().put("subject", version.subject()).put("version", version.version()).put("id", version.id())
                .put("schema", version.schema());
    }
}
