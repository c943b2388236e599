package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.json.FilecoinJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code specrefs.tsv} names the source of every shape and rule: our side of each line exists, and no shape lacks a line. */
class SpecRefsTest {
    private static final Path FILE = Path.of("specrefs.tsv");
    /** Our own means of writing things down: they state no rule of the chain. */
    private static final Set<Class<?>> OURS = Set.of(BigEndian.class, Bytes.class, CodecException.class, JsonTree.class,
            ProofParameters.class, RunCollector.class, Shape.class, Shapes.class, SignatureShape.class, Text.class, Tuple.class,
            ActorMethod.class, FilecoinJson.class);

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
    void shouldNameTheSourceOfEachClass() throws IOException {
        Set<String> named = rows().stream().map(row -> row[0].replaceAll("[#$].*", "")).collect(Collectors.toSet());
        List<String> nameless = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sealstream.filecoin").stream().filter(type -> !type.getName().contains("$"))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> OURS.stream().noneMatch(type::isEquivalentTo)).map(JavaClass::getName)
                .filter(name -> !named.contains(name)).toList();
        assertThat(nameless).as("classes without a line in specrefs.tsv").isEmpty();
    }

    @Test
    void shouldBeSortedAndFreeOfRepetition() throws IOException {
        List<String> lines = rows().stream().map(row -> String.join("\t", row)).toList();
        assertThat(lines).isSorted().doesNotHaveDuplicates();
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
