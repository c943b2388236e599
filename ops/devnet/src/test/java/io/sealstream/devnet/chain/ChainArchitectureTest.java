package io.sealstream.devnet.chain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The state machine of the chain is pure Java, and the shell is around it. */
final class ChainArchitectureTest {
    private static final String CHAIN = "io.sealstream.devnet.chain";
    private static final String[] PURE = { CHAIN + ".rules..", CHAIN + ".miner..", CHAIN + ".state..", CHAIN + ".vm.."};
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CHAIN);

    @Test
    void shouldKeepTheStateMachineFreeOfEverythingOutside() {
        classes().that().resideInAnyPackage(PURE).should().onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util", "java.util.function",
                        "java.util.stream", "java.math", "org.jspecify..", "io.sealstream.filecoin",
                        "io.sealstream.filecoin.actors", "io.sealstream.filecoin.state",
                        CHAIN + ".rules..", CHAIN + ".miner..", CHAIN + ".state..", CHAIN + ".vm..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepBlocksFreeOfThreadsClocksFilesAndVertx() {
        noClasses().that().resideInAPackage(CHAIN + ".blocks..").should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.nio.file..",
                        "java.io..", "java.nio.channels..", "java.util.concurrent.locks..", "org.slf4j..", "com.fasterxml..",
                        "io.sealstream.proofs..",
                        "io.sealstream.rpc..")
                .check(CLASSES);
        noClasses().that().resideInAPackage(CHAIN + ".blocks..").should().dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock").orShould()
                .dependOnClassesThat().haveFullyQualifiedName("java.time.Instant").check(CLASSES);
    }

    @Test
    void shouldNotAskForTimeOrChanceInsideTheChain() {
        noClasses().that().resideInAnyPackage(PURE).or().resideInAPackage(CHAIN + ".blocks..").should()
                .callMethod(System.class, "currentTimeMillis").orShould()
                .callMethod(System.class, "nanoTime").orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread").check(CLASSES);
    }

    @Test
    void shouldKeepVertxInTheRpcAndProofsInTheShell() {
        noClasses().that().resideOutsideOfPackage(CHAIN + ".rpc..").should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.sealstream.rpc..")
                .check(CLASSES);
        noClasses().that().resideOutsideOfPackages(CHAIN, CHAIN + ".node..").should().dependOnClassesThat()
                .resideInAPackage("io.sealstream.proofs..")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(CHAIN + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKnowNothingOfTheOtherPartsOfTheDevnet() {
        noClasses().that().resideInAPackage(CHAIN + "..").should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.devnet.up..",
                        "io.sealstream.devnet.broker..", "org.apache.kafka..")
                .check(CLASSES);
    }
}
