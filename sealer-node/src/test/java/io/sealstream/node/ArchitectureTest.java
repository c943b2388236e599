package io.sealstream.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Work;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String NODE = "io.sealstream.node";
    private static final Set<String> PURE = Set.of("java.lang", "java.lang.runtime", "java.lang.invoke", "java.util",
            "java.util.function", "java.math", "org.jspecify.annotations");
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(NODE);

    @Test
    void shouldKeepTheDomainPure() {
        classes().that().resideInAPackage("..domain..").should()
                .onlyDependOnClassesThat(DescribedPredicate.describe("are pure", ArchitectureTest::isPure)).check(CLASSES);
    }

    private static boolean isPure(JavaClass used) {
        String name = used.getPackageName();
        return PURE.contains(name) || name.startsWith("io.sealstream.filecoin") || name.startsWith(NODE + ".domain");
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(NODE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKeepAvroAtTheEdges() {
        noClasses().that().resideOutsideOfPackages("..wire..", "..edge.kafka..").should()
                .dependOnClassesThat().resideInAPackage("io.sealstream.schemas.avro..").check(CLASSES);
    }

    @Test
    void shouldCallProofsOnlyFromTasksAndTheCompositionRoot() {
        noClasses().that().resideOutsideOfPackages(NODE + ".tasks..", NODE + ".app..").should()
                .dependOnClassesThat().resideInAPackage("io.sealstream.proofs..").check(CLASSES);
    }

    @Test
    void shouldKeepEdgesApart() {
        noClasses().that().resideInAPackage("..edge.http..").should().dependOnClassesThat().resideInAPackage("..edge.kafka..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("..edge.kafka..").should().dependOnClassesThat().resideInAPackage("..edge.http..")
                .check(CLASSES);
        noClasses().that().resideOutsideOfPackages("..edge..", "..app..").should().dependOnClassesThat()
                .resideInAPackage("..edge..")
                .check(CLASSES);
    }

    @Test
    void shouldMakeKafkaClientsOnlyThroughTheFactory() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("org.apache.kafka.clients.producer.KafkaProducer")
                .check(CLASSES);
    }

    @Test
    void shouldUseVertxAndKafkaOnlyAtTheirPlaces() {
        noClasses().that().resideOutsideOfPackages("..edge.http..", "..app..").should().dependOnClassesThat()
                .resideInAPackage("io.vertx..").check(CLASSES);
        noClasses().that().resideOutsideOfPackages("..edge.kafka..").should().dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..").check(CLASSES);
    }

    @Test
    void shouldExitAndReadTheEnvironmentOnlyInTheCompositionRoot() {
        noClasses().that().resideOutsideOfPackages("..app..").should().callMethod(System.class, "exit", int.class).orShould()
                .callMethod(System.class, "getenv").orShould().callMethod(System.class, "getenv", String.class).check(CLASSES);
        noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void shouldKnowNothingOfStandInsForProofs() {
        noClasses().should().dependOnClassesThat().resideInAPackage("io.sealstream.proofs.scripted..")
                .because("only test launchers may run without proofs (decision 0007)").check(CLASSES);
    }

    @Test
    void shouldModelWorkAndOutcomesAsRecords() {
        classes().that().implement(Work.class).and().areNotInterfaces().should().beRecords().check(CLASSES);
        classes().that().implement(Outcome.class).should().beRecords().check(CLASSES);
    }
}
