package io.sealstream.manager.topology;

import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** A registry in memory that takes every schema. */
final class TestRegistry implements SchemaRegistryClient {
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public int register(String subject, Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public OptionalInt lookup(String subject, Schema schema) {
        int at = schemas.indexOf(schema);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at + 1);
    }

    @Override
    public Optional<Schema> byId(int id) {
        return id >= 1 && id <= schemas.size() ? Optional.of(schemas.get(id - 1)) : Optional.empty();
    }

    @Override
    public List<Integer> versions(String subject) {
        return IntStream.rangeClosed(1, schemas.size()).boxed().toList();
    }

    @Override
    public Optional<Schema> version(String subject, int version) {
        return byId(version);
    }

    @Override
    public boolean compatible(String subject, Schema schema) {
        return true;
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        // every schema is taken
    }

    @Override
    public List<String> subjects() {
        return List.of();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
