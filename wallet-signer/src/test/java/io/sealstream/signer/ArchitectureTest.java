package io.sealstream.signer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SIGNER = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sealstream.signer");

    @Test
    void shouldHoldTheRulesOfTheModule() {
        List<ArchRule> rules = List.of(
                classes().that().resideInAPackage("..signer.domain..").should().onlyDependOnClassesThat().resideInAnyPackage(
                        "java.lang..",
                        "java.util..", "java.math..", "io.sealstream.signer.domain..", "io.sealstream.filecoin..",
                        "org.jspecify.."),
                noClasses().that().resideInAPackage("..signer.domain..").should().dependOnClassesThat().resideInAnyPackage(
                        "java.util.concurrent..",
                        "java.util.logging..", "io.sealstream.filecoin.json.."),
                noClasses().should().dependOnClassesThat().resideInAnyPackage("com.sun.jna.."),
                noClasses().that().resideOutsideOfPackage("..signer.app..").should().dependOnClassesThat()
                        .resideInAnyPackage("io.sealstream.proofs.ffi.."),
                noClasses().should().dependOnClassesThat().resideInAnyPackage("io.sealstream.proofs",
                        "io.sealstream.proofs.engine..",
                        "io.sealstream.proofs.params..", "io.sealstream.manager..", "io.sealstream.node.."),
                noClasses().that().resideOutsideOfPackages("..signer.wire..", "..signer.edge.kafka..", "..signer.app..").should()
                        .dependOnClassesThat().resideInAPackage("io.sealstream.schemas.avro.."),
                noClasses().that().resideOutsideOfPackages("..signer.edge.kafka..").should().dependOnClassesThat()
                        .resideInAPackage("org.apache.kafka.."),
                noClasses().that().resideInAPackage("..signer.edge.kafka..").should().dependOnClassesThat()
                        .resideInAPackage("..signer.edge.http.."),
                noClasses().that().resideInAPackage("..signer.edge.http..").should().dependOnClassesThat()
                        .resideInAPackage("..signer.edge.kafka.."),
                noClasses().should().callConstructor(org.apache.kafka.clients.consumer.KafkaConsumer.class, java.util.Map.class),
                noClasses().that().resideOutsideOfPackage("..signer.app..").should().callMethod(System.class, "exit", int.class),
                noClasses().should().accessField(System.class, "out"),
                noClasses().should().callMethod(System.class, "currentTimeMillis"),
                noClasses().should().callMethod(Thread.class, "sleep", long.class),
                noClasses().should().callMethod(Instant.class, "now"),
                noClasses().that().resideOutsideOfPackage("..signer.app..").should().callMethod(InstantSource.class, "system"),
                slices().matching("io.sealstream.signer.(*)..").should().beFreeOfCycles());
        rules.forEach(rule -> rule.check(SIGNER));
    }
}
