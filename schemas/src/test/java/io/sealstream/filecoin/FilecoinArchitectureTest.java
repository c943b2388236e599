package io.sealstream.filecoin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Domain code everywhere stands on this package, so it must stay free of frameworks, I/O and clocks. */
class FilecoinArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sealstream.filecoin");

    @Test
    void shouldDependOnValuesOnly() {
        classes().that().resideOutsideOfPackage("io.sealstream.filecoin.json").should().onlyDependOnClassesThat()
                .resideInAnyPackage("io.sealstream.filecoin", "io.sealstream.filecoin.actors", "io.sealstream.filecoin.state",
                        "io.sealstream.filecoin.offchain",
                        "java.lang",
                        "java.lang.invoke", "java.lang.runtime", "java.lang.constant", "java.util", "java.util.function",
                        "java.util.stream", "java.util.regex", "java.math", "java.time", "java.nio", "java.nio.charset",
                        "java.security",
                        "java.net", "java.io", "org.bouncycastle..", "org.jspecify..", "")
                .check(CLASSES);
    }

    @Test
    void shouldReadNoClockAndNoFile() {
        noClasses().should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat().haveFullyQualifiedName("java.time.Instant").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.Socket").check(CLASSES);
    }

    @Test
    void shouldKeepJacksonInTheJsonPackage() {
        noClasses().that().resideOutsideOfPackage("io.sealstream.filecoin.json").should().dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..").check(CLASSES);
    }

    @Test
    void shouldBeFreeOfPackageCycles() {
        slices().matching("io.sealstream.(filecoin..)").should().beFreeOfCycles().check(CLASSES);
    }
}
