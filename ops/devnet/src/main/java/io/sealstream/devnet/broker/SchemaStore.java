package io.sealstream.devnet.broker;

import io.sealstream.schemas.registry.Compatibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * What a registry knows: ids of schemas, versions of subjects, levels of compatibility. One text has one id, whatever its subjects; a
 * version number is never used twice. Filled by replaying the records of {@code _schemas}. Thread-safe.
 */
final class SchemaStore {
    private final Map<Integer, String> texts = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility globalLevel = Compatibility.BACKWARD;
    private int lastId;

    /** One version of a subject; a soft-deleted one is hidden and keeps its number. */
    record Version(String subject, int version, int id, String schema, boolean deleted) {}

    synchronized void put(Version version) {
        texts.put(version.id(), version.schema());
        ids.putIfAbsent(version.schema(), version.id());
        lastId = Math.max(lastId, version.id());
        subjects.computeIfAbsent(version.subject(), subject -> new TreeMap<>()).put(version.version(), version);
    }

    /** Forgets a version for good; its id stays known, because records may still name it. */
    synchronized void remove(String subject, int version) {
        TreeMap<Integer, Version> versions = subjects.get(subject);
        if (versions != null) {
            versions.remove(version);
            if (versions.isEmpty()) {
                subjects.remove(subject);
            }
        }
    }

    synchronized void setLevel(Optional<String> subject, Optional<Compatibility> level) {
        if (subject.isEmpty()) {
            globalLevel = level.orElse(Compatibility.BACKWARD);
        } else if (level.isPresent()) {
            levels.put(subject.get(), level.get());
        } else {
            levels.remove(subject.get());
        }
    }

    synchronized Compatibility globalLevel() {
        return globalLevel;
    }

    synchronized Optional<Compatibility> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized List<String> subjects(boolean withDeleted) {
        return subjects.keySet().stream().filter(subject -> !versions(subject, withDeleted).isEmpty()).toList();
    }

    /** Versions of a subject, ascending. */
    synchronized List<Version> versions(String subject, boolean withDeleted) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> withDeleted || !version.deleted())
                .toList();
    }

    synchronized Optional<Version> find(String subject, String text, boolean withDeleted) {
        return versions(subject, withDeleted).stream().filter(version -> version.schema().equals(text)).findFirst();
    }

    synchronized Optional<String> text(int id) {
        return Optional.ofNullable(texts.get(id));
    }

    /** Everywhere an id is used. */
    synchronized List<Version> uses(int id) {
        List<Version> out = new ArrayList<>();
        for (TreeMap<Integer, Version> versions : subjects.values()) {
            versions.values().stream().filter(version -> version.id() == id && !version.deleted()).forEach(out::add);
        }
        return out;
    }

    /** The version that a schema would become. */
    synchronized Version next(String subject, String text) {
        TreeMap<Integer, Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
        int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        int id = Optional.ofNullable(ids.get(text)).orElse(lastId + 1);
        return new Version(subject, number, id, text, false);
    }

    /** Why a schema must not become the next version. */
    synchronized List<String> violations(String subject, Schema schema, List<Version> against) {
        Compatibility level = levels.getOrDefault(subject, globalLevel);
        return level.violations(schema, against.stream().map(version -> new Schema.Parser().parse(version.schema())).toList());
    }
}
