package io.sealstream.devnet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The fences inside the devnet. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sealstream.devnet");
    private static final int MOST_LINES = 500;

    @Test
    void shouldTouchTheBrokersInnerClassesInOneFile() {
        noClasses().that().doNotHaveFullyQualifiedName("io.sealstream.devnet.broker.KraftBroker").should().dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..",
                        "org.apache.kafka.raft..")
                .because("they are no public API of Kafka").check(CLASSES);
    }

    @Test
    void shouldKeepItsProcessesApart() {
        noClasses().that().resideInAPackage("io.sealstream.devnet.chain..").should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.devnet.broker..", "io.sealstream.devnet.up..", "org.apache.kafka..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("io.sealstream.devnet.broker..").should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.devnet.chain..", "io.sealstream.devnet.up..", "io.sealstream.proofs..")
                .check(CLASSES);
        noClasses().that()
                .resideInAnyPackage("io.sealstream.devnet.broker..", "io.sealstream.devnet.chain..", "io.sealstream.devnet.up..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.devnet.testing..", "org.junit..", "org.testcontainers..")
                .check(CLASSES);
        slices().matching("io.sealstream.devnet.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldTakeKafkaClientsFromTheFactory() {
        noClasses().should()
                .callConstructorWhere(
                        JavaCall.Predicates
                                .target(With.owner(JavaClass.Predicates.belongToAnyOf(KafkaConsumer.class, KafkaProducer.class))))
                .because("read_committed, no auto-commit and acks=all must hold everywhere").check(CLASSES);
    }

    @Test
    void shouldKnowNothingOfStandInsForProofs() {
        noClasses().should().dependOnClassesThat().resideInAPackage("io.sealstream.proofs.scripted..")
                .because("only test launchers may run without proofs (decision 0007)").check(CLASSES);
    }

    @Test
    void shouldPrintOnlyThroughAWriter() {
        noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(CLASSES);
    }

    @Test
    void shouldKeepFilesShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path source : sources) {
                Assertions.assertThat(Files.readAllLines(source)).as("%s", source).hasSizeLessThanOrEqualTo(MOST_LINES);
            }
        }
    }
}
