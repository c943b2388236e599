package io.sealstream.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** What is measured is what a client meets: real processes through their topics and their RPC, never their classes. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.sealstream.bench");

    @Test
    void shouldReachTheProcessesOnlyFromOutside() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.manager..", "io.sealstream.node..", "io.sealstream.signer..",
                        "io.sealstream.devnet..")
                .check(CLASSES);
    }

    @Test
    void shouldTakeKafkaClientsFromTheOneFactory() {
        noClasses().should().dependOnClassesThat().areAssignableTo(KafkaConsumer.class).orShould().dependOnClassesThat()
                .areAssignableTo(KafkaProducer.class).check(CLASSES);
    }
}
