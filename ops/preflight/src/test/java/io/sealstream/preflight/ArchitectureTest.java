package io.sealstream.preflight;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.sealstream.preflight");

    @Test
    void shouldJudgeWithoutLooking() {
        noClasses().that().resideInAnyPackage("..checks..", "..facts..", "..report..").should().dependOnClassesThat()
                .resideInAnyPackage("..probe..", "io.vertx..", "org.apache.kafka..", "java.net.http..", "java.io..").orShould()
                .dependOnClassesThat().areAssignableTo(Files.class).orShould().callMethod(Instant.class, "now").orShould()
                .callMethod(System.class, "nanoTime").check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.sealstream.preflight.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldExitOnlyInMain() {
        noClasses().that().resideOutsideOfPackage("..app..").should().callMethod(System.class, "exit", int.class).check(CLASSES);
    }
}
