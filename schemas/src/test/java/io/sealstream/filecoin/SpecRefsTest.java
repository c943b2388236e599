package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code specrefs.tsv} names the source of every shape and rule: our side of each line exists, and no shape lacks a line. */
class SpecRefsTest {
    private static final Path FILE = Path.of("specrefs.tsv");

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(FILE).stream().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1)).toList();
    }

    @TestFactory
    Stream<DynamicTest> shouldExistOnOurSide() throws IOException {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row[0], () -> {
            assertThat(row).hasSize(4).allMatch(cell -> !cell.isBlank());
            String[] symbol = row[0].split("#", 2);
            Class<?> type = Class.forName(symbol[0]);
            if (symbol.length == 2) {
                Stream<String> members = Stream.concat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()),
                        Arrays.stream(type.getDeclaredFields()).map(field -> field.getName()));
                assertThat(members).contains(symbol[1]);
            }
        }));
    }

    @Test
    void shouldNameTheSourceOfEachShape() throws IOException {
        List<String> named = rows().stream().map(row -> row[0].replaceAll("#.*", "")).toList();
        List<String> shapes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sealstream.filecoin").stream().filter(type -> type.tryGetField("SHAPE").isPresent())
                .map(JavaClass::getFullName).toList();
        assertThat(shapes).hasSizeGreaterThan(50);
        assertThat(named).containsAll(shapes);
    }
}
