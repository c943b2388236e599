package io.sealstream.manager.replay;

import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** The schemas that an exported file brings with it, by id. Nothing can be registered here. */
final class FileSchemas implements SchemaRegistryClient {
    private final Map<Integer, Schema> schemas = new HashMap<>();

    void put(int id, Schema schema) {
        schemas.put(id, schema);
    }

    @Override
    public Optional<Schema> byId(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    @Override
    public int register(String subject, Schema schema) {
        throw readOnly();
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        throw readOnly();
    }

    private static RegistryRefusedException readOnly() {
        return new RegistryRefusedException(0, "an exported file takes no schemas");
    }

    @Override
    public OptionalInt lookup(String subject, Schema schema) {
        return OptionalInt.empty();
    }

    @Override
    public List<Integer> versions(String subject) {
        return List.of();
    }

    @Override
    public Optional<Schema> version(String subject, int version) {
        return Optional.empty();
    }

    @Override
    public boolean compatible(String subject, Schema schema) {
        return false;
    }

    @Override
    public List<String> subjects() {
        return List.of();
    }

    @Override
    public void close() {
        schemas.clear();
    }
}
