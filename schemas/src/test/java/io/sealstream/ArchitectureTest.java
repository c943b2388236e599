package io.sealstream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealstream.schemas.kafka.KafkaClients;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The fences inside this module. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sealstream.filecoin", "io.sealstream.schemas", "io.sealstream.rpc");
    private static final int MOST_LINES = 500;

    @Test
    void shouldKeepFilecoinsShapesFreeOfEveryFramework() {
        noClasses().that().resideInAPackage("io.sealstream.filecoin..").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache..",
                        "io.vertx..", "org.slf4j..", "org.tomlj..", "picocli..", "io.sealstream.schemas..", "io.sealstream.rpc..",
                        "java.net.http..", "java.nio.file..", "java.nio.channels..", "java.util.logging..",
                        "java.util.concurrent..")
                .because("they are the vocabulary of every domain").check(CLASSES);
        noClasses().that().resideInAPackage("io.sealstream.filecoin..").should().dependOnClassesThat()
                .belongToAnyOf(Random.class, UUID.class, Thread.class, File.class, Socket.class).check(CLASSES);
    }

    @Test
    void shouldMakeKafkaClientsInOneFactory() {
        noClasses().that().doNotBelongToAnyOf(KafkaClients.class).should().callConstructorWhere(
                JavaCall.Predicates
                        .target(With.owner(JavaClass.Predicates.belongToAnyOf(KafkaConsumer.class, KafkaProducer.class))))
                .orShould().callMethod(Admin.class, "create", Map.class)
                .because("read_committed, no auto-commit and acks=all must hold everywhere").check(CLASSES);
    }

    @Test
    void shouldKeepTheTransportFreeOfTheSchemas() {
        noClasses().that().resideInAPackage("io.sealstream.rpc..").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache..",
                        "io.sealstream.schemas", "io.sealstream.schemas.avro..", "io.sealstream.schemas.kafka..",
                        "io.sealstream.filecoin..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("io.sealstream.schemas..").should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.sealstream.rpc..").check(CLASSES);
    }

    @Test
    void shouldHaveNoCycles() {
        slices().matching("io.sealstream.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.sealstream.schemas.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldPrintOnlyThroughTheCommandLine() {
        noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(CLASSES);
        classes().that().resideInAPackage("io.sealstream.schemas.avro..").should().bePublic().check(CLASSES);
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
