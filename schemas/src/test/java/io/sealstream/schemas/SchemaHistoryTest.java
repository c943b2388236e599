package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Every schema is checked against its committed history. After a change of an {@code .avsc}:
 * {@code mvn -pl schemas test -Dtest=SchemaHistoryTest -Dschemas.record=true} adds the next version;
 * {@code -Dschemas.record=replace} overwrites the newest one and is only for a version that no release has written.
 */
final class SchemaHistoryTest {
    private static final Path FOLDER = Path.of("src/main/resources/schema-history");
    private static final String RECORD = System.getProperty("schemas.record", "false");

    @Test
    void shouldHaveEveryCurrentSchemaRecorded() throws IOException {
        List<String> unrecorded = new ArrayList<>();
        for (String name : SchemaHistory.shipped().names()) {
            String current = SchemaText.pretty(current(name));
            List<String> past = recorded(name);
            if (past.isEmpty() || !past.getLast().equals(current)) {
                unrecorded.add(name);
                record(name, past.size(), current);
            }
        }
        assertThat(RECORD.equals("false") ? unrecorded : List.of())
                .as("schemas that differ from the newest in %s; record them with -Dschemas.record=true", FOLDER).isEmpty();
    }

    private static void record(String name, int versions, String text) throws IOException {
        if (!RECORD.equals("false")) {
            int version = RECORD.equals("replace") ? Math.max(1, versions) : versions + 1;
            Path file = FOLDER.resolve(name).resolve(version + ".avsc");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    @Test
    void shouldKeepEverySchemaCompatibleWithItsHistory() throws IOException {
        for (Topic topic : Topics.ALL) {
            Compatibility level = SchemaRegistration.level(topic);
            for (Class<? extends SpecificRecord> type : topic.records()) {
                Schema current = SpecificData.get().getSchema(type);
                List<Schema> past = recorded(current.getFullName()).stream().map(SchemaText::parse).toList();
                assertThat(level.violations(current, past)).as("%s in %s", current.getFullName(), topic.name()).isEmpty();
            }
        }
    }

    @Test
    void shouldRecordOnlySchemasThatStandInATopic() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(SchemaHistory.shipped().names());
        }
    }

    @Test
    void shouldDocumentEveryRecordAndField() {
        List<String> bare = new ArrayList<>();
        for (String name : SchemaHistory.shipped().names()) {
            Schema schema = current(name);
            schema.getFields().stream().filter(field -> field.doc() == null || field.doc().isBlank())
                    .forEach(field -> bare.add(name + "." + field.name()));
        }
        assertThat(bare).isEmpty();
    }

    private static Schema current(String name) {
        return SpecificData.get().getSchema(SchemaHistory.shipped().type(name).orElseThrow());
    }

    private static List<String> recorded(String name) throws IOException {
        List<String> out = new ArrayList<>();
        Path file = FOLDER.resolve(name).resolve("1.avsc");
        while (Files.exists(file)) {
            out.add(Files.readString(file));
            file = FOLDER.resolve(name).resolve((out.size() + 1) + ".avsc");
        }
        return out;
    }
}
