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

    JsonNode schemaText(int id) {
        return JSON.pojoNode(new RawValue(store.text(id).orElseThrow(RegistryError::noSchema)));
    }

    /** The names alone of the subjects that use an id. */
    JsonNode subjectsOf(int id) {
        ArrayNode out = JSON.arrayNode();
        uses(id).findValuesAsText("subject").stream().distinct().forEach(out::add);
        return out;
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
        List<Version> against = against(subject, number);
        List<String> violations = store.violations(subject, schema, against);
        ObjectNode out = JSON.objectNode().put("is_compatible", violations.isEmpty());
        if (verbose) {
            ArrayNode messages = out.putArray("messages");
            violations.forEach(messages::add);
        }
        return out;
    }

    /** What a schema is checked against: anything may follow in a subject that has no version yet. */
    private List<Version> against(String subject, String number) {
        boolean any = number.isEmpty() || isLatest(number);
        if (any && store.versions(subject, false).isEmpty()) {
            return List.of();
        }
        return number.isEmpty() ? known(subject, false) : List.of(pick(subject, number, false));
    }

    /** A subject is deleted softly first: a permanent deletion of a living one is refused, and so is a second soft deletion. */
    JsonNode delete(String subject, boolean permanent) {
        List<Version> all = known(subject, true);
        List<Version> living = store.versions(subject, false);
        if (permanent && !living.isEmpty()) {
            throw RegistryError.notDeletedFirst("Subject '" + subject + "'", 40_405);
        }
        if (!permanent && living.isEmpty()) {
            throw RegistryError.deletedAlready("Subject '" + subject + "'", 40_404);
        }
        (permanent ? all : living).forEach(version -> delete(version, permanent));
        if (permanent && store.level(subject).isPresent()) {
            log.writeLevel(Optional.of(subject), Optional.empty());
        }
        return numbers(permanent ? all : living);
    }

    JsonNode deleteVersion(String subject, String number, boolean permanent) {
        Version version = pick(subject, number, !isLatest(number) || permanent);
        String name = "Subject '" + subject + "' Version " + version.version();
        if (permanent && !version.deleted()) {
            throw RegistryError.notDeletedFirst(name, 40_407);
        }
        if (!permanent && version.deleted()) {
            throw RegistryError.deletedAlready(name, 40_406);
        }
        delete(version, permanent);
        return IntNode.valueOf(version.version());
    }

    private void delete(Version version, boolean permanent) {
        if (permanent) {
            log.erase(version.subject(), version.version());
        } else {
            log.write(new Version(version.subject(), version.version(), version.id(), version.schema(), true));
        }
    }

    /** Everything may be written, always; no subject has a mode of its own. */
    JsonNode mode(Optional<String> subject, boolean orGlobal) {
        if (subject.isPresent() && !orGlobal) {
            throw new RegistryError(40_409, "Subject '" + subject.get() + "' does not have subject-level mode configured");
        }
        return JSON.objectNode().put("mode", "READWRITE");
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
        if (subject.isPresent() && store.level(subject.get()).isEmpty()) {
            throw RegistryError.noSubject(subject.get());
        }
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
        if (isLatest(number)) {
            return versions.getLast();
        }
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw new RegistryError(42_202, "The specified version '" + number
                    + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
        }
        return versions.stream().filter(version -> version.version() == Integer.parseInt(number)).findFirst()
                .orElseThrow(() -> RegistryError.noVersion(number));
    }

    private static boolean isLatest(String number) {
        return number.equals(LATEST) || number.equals("-1");
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
