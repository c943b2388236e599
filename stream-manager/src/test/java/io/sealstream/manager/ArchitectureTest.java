package io.sealstream.manager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.MessageState;
import io.sealstream.manager.domain.proving.PartitionState;
import io.sealstream.manager.domain.sector.SectorState;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

/** The walls of the manager: a pure core, processors without I/O, edges that know neither each other nor the core. */
class ArchitectureTest {
    private static final String DOMAIN = "io.sealstream.manager.domain..";
    private static final String TOPOLOGY = "io.sealstream.manager.topology..";
    private static final String APP = "io.sealstream.manager.app..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sealstream.manager");

    @Test
    void shouldKeepTheDomainPure() {
        classes().that().resideInAPackage(DOMAIN).should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(DOMAIN, "io.sealstream.filecoin..", "java.lang", "java.lang.invoke", "java.lang.runtime",
                        "java.util", "java.util.function", "java.util.stream", "java.util.regex", "java.math", "java.time",
                        "java.nio.charset",
                        "org.jspecify..", "")
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void shouldReadNoClockAndStartNoThreadInDomainAndTopology() {
        noClasses().that().resideInAnyPackage(DOMAIN, TOPOLOGY).should().callMethod(System.class, "currentTimeMillis").orShould()
                .callMethod(System.class, "nanoTime").orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould()
                .callMethod(java.time.Instant.class, "now").orShould().callMethod(Thread.class, "sleep", long.class).orShould()
                .callMethod(java.util.UUID.class, "randomUUID").allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void shouldDoNoInputOrOutputInProcessors() {
        noClasses().that().resideInAPackage(TOPOLOGY).should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.net..", "java.nio.file..", "io.sealstream.rpc..",
                        "io.sealstream.manager.edge..",
                        "io.sealstream.manager.cli..", "io.sealstream.manager.config..")
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void shouldKeepEdgesApartFromEachOtherAndFromTheCore() {
        noClasses().that().resideInAPackage("io.sealstream.manager.edge..").should().dependOnClassesThat()
                .resideInAnyPackage(DOMAIN, TOPOLOGY, "io.sealstream.manager.wire..", APP, "io.sealstream.manager.cli..")
                .check(CLASSES);
        slices().matching("io.sealstream.manager.edge.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void shouldTakeKafkaClientsFromTheOneFactory() {
        noClasses().should().dependOnClassesThat().areAssignableTo(KafkaConsumer.class).orShould().dependOnClassesThat()
                .areAssignableTo(KafkaProducer.class).check(CLASSES);
    }

    @Test
    void shouldOnlyReadInAReplay() {
        noClasses().that().resideInAPackage("io.sealstream.manager.replay..").should().dependOnClassesThat()
                .areAssignableTo(Producer.class).orShould().dependOnClassesThat().areAssignableTo(Admin.class).check(CLASSES);
    }

    @Test
    void shouldTouchTheProcessOnlyInTheCompositionRoot() {
        noClasses().that().resideOutsideOfPackage(APP).should().callMethod(System.class, "exit", int.class).orShould()
                .callMethod(System.class, "getenv", String.class).orShould().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(Vertx.class, "vertx").orShould()
                .callConstructor(KafkaStreams.class,
                        org.apache.kafka.streams.Topology.class, java.util.Properties.class)
                .check(CLASSES);
    }

    @Test
    void shouldBeFreeOfPackageCycles() {
        slices().matching("io.sealstream.manager.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKeepDomainPackagesFreeOfCycles() {
        slices().matching("io.sealstream.manager.domain.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldMakeStatesCommandsEventsAndEffectsOfRecords() {
        for (Class<?> family : new Class<?>[]{ Command.class, Event.class, Effect.class, SectorState.class, PartitionState.class,
            MessageState.class}) {
            classes().that().areAssignableTo(family).and().areNotInterfaces().should().beRecords().check(CLASSES);
        }
    }

    @Test
    void shouldKeepAvroRecordsOutOfTheDomain() {
        noClasses().that().resideInAPackage(DOMAIN).should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.schemas..", "org.apache..", "org.slf4j..", "com.fasterxml..").check(CLASSES);
    }
}
