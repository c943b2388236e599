package io.sealstream.schemas;

import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.RegistryException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.SchemaText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** A registry in memory that can be switched off or made to refuse, and counts how often it was asked. */
final class MemoryRegistry implements SchemaRegistryClient {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new TreeMap<>();
    private Optional<RegistryException> refusal = Optional.empty();
    private int calls;

    void down(boolean isDown) {
        refusal = isDown ? Optional.of(new RegistryUnavailableException("switched off")) : Optional.empty();
    }

    void refuse(RegistryException why) {
        refusal = Optional.of(why);
    }

    int calls() {
        return calls;
    }

    private void asked() {
        calls++;
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        asked();
        String text = SchemaText.of(schema);
        if (!texts.contains(text)) {
            texts.add(text);
        }
        int id = texts.indexOf(text) + 1;
        List<Integer> ids = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return id;
    }

    @Override
    public OptionalInt lookup(String subject, Schema schema) {
        asked();
        int id = texts.indexOf(SchemaText.of(schema)) + 1;
        return subjects.getOrDefault(subject, List.of()).contains(id) ? OptionalInt.of(id) : OptionalInt.empty();
    }

    @Override
    public Optional<Schema> byId(int id) {
        asked();
        return id >= 1 && id <= texts.size() ? Optional.of(SchemaText.parse(texts.get(id - 1))) : Optional.empty();
    }

    @Override
    public List<Integer> versions(String subject) {
        asked();
        return subjects.getOrDefault(subject, List.of());
    }

    @Override
    public Optional<Schema> version(String subject, int version) {
        throw new UnsupportedOperationException("not asked by serdes");
    }

    @Override
    public boolean compatible(String subject, Schema schema) {
        throw new UnsupportedOperationException("not asked by serdes");
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        asked();
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
