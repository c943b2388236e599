package io.sealstream.schemas;

import io.sealstream.schemas.registry.SchemaText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every schema that any released writer has used, shipped in the jar as {@code schema-history/<full name>/<n>.avsc} with n = 1, 2, …
 * Files are never changed after a release. A new version is added by {@code mvn -pl schemas test -Dtest=SchemaHistoryTest
 * -Dschemas.record=true}. With it the log stays readable when the registry is gone. Immutable.
 */
public final class SchemaHistory {
    private static final String FOLDER = "/schema-history/";

    private final Map<String, Class<? extends SpecificRecord>> classes = new HashMap<>();
    private final Map<String, List<Schema>> versions = new HashMap<>();
    private final Map<Fingerprint, Schema> writers = new HashMap<>();

    private SchemaHistory() {
        for (Topic topic : Topics.ALL) {
            for (Class<? extends SpecificRecord> type : topic.records()) {
                add(type);
            }
        }
    }

    private static final class Shipped {
        private static final SchemaHistory INSTANCE = new SchemaHistory();
    }

    /** The history in this jar. */
    public static SchemaHistory shipped() {
        return Shipped.INSTANCE;
    }

    /** The schema with which a record of that fingerprint was written. */
    public Optional<Schema> writer(Fingerprint fingerprint) {
        return Optional.ofNullable(writers.get(fingerprint));
    }

    /** The class into which records of that name are read. */
    public Optional<Class<? extends SpecificRecord>> type(String fullName) {
        return Optional.ofNullable(classes.get(fullName));
    }

    /** Recorded versions of a record, oldest first. */
    public List<Schema> versions(String fullName) {
        return versions.getOrDefault(fullName, List.of());
    }

    /** Full names of all records that stand in topics. */
    public List<String> names() {
        return classes.keySet().stream().sorted().toList();
    }

    private void add(Class<? extends SpecificRecord> type) {
        Schema current = SpecificData.get().getSchema(type);
        if (classes.put(current.getFullName(), type) != null) {
            return;
        }
        List<Schema> recorded = new ArrayList<>();
        Schema past = read(current.getFullName(), 1);
        while (past != null) {
            recorded.add(past);
            writers.put(Fingerprint.of(past), past);
            past = read(current.getFullName(), recorded.size() + 1);
        }
        versions.put(current.getFullName(), List.copyOf(recorded));
        writers.putIfAbsent(Fingerprint.of(current), current);
    }

    private static @Nullable Schema read(String fullName, int version) {
        try (InputStream in = SchemaHistory.class.getResourceAsStream(FOLDER + fullName + "/" + version + ".avsc")) {
            return in == null ? null : SchemaText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's schema history is unreadable: " + fullName, e);
        }
    }
}
