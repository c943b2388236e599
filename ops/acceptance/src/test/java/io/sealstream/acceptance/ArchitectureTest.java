package io.sealstream.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Faults go in through the node's seams; everything else is the real cluster, seen from outside. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.sealstream.acceptance");

    @Test
    void shouldReachIntoNoOtherProcess() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.manager..", "io.sealstream.signer..",
                        "io.sealstream.node.edge..", "io.sealstream.node.journal..", "io.sealstream.proofs.ffi..")
                .check(CLASSES);
    }
}
