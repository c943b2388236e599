package io.sealstream.schemas.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * The calls of a Confluent-compatible schema registry that we need. Every call may throw {@link RegistryUnavailableException} (try
 * again later) or {@link RegistryRefusedException} (do not). Implementations are thread-safe.
 */
public interface SchemaRegistryClient extends AutoCloseable {
    /** Makes {@code schema} a version of {@code subject} unless it is one; gives its id. Refused when it breaks compatibility. */
    int register(String subject, Schema schema);

    /** The id of a schema that is a version of that subject; empty when it is not. */
    OptionalInt lookup(String subject, Schema schema);

    /**
     * The schema of an id; empty when the registry does not know it.
     *
     * @throws UnusableSchemaException where the id is that of something else than a readable Avro schema
     */
    Optional<Schema> byId(int id);

    /** Versions of a subject, ascending; empty when the subject is unknown. */
    List<Integer> versions(String subject);

    /** One version of a subject. */
    Optional<Schema> version(String subject, int version);

    /** Whether the schema may become the next version of the subject; true for a new subject. */
    boolean compatible(String subject, Schema schema);

    void setCompatibility(String subject, Compatibility level);

    List<String> subjects();

    @Override
    void close();
}
