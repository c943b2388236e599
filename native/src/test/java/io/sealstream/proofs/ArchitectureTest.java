package io.sealstream.proofs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.sealstream.proofs");

    private static final DescribedPredicate<JavaClass> JNA = JavaClass.Predicates.resideInAPackage("com.sun.jna..");

    @Test
    void shouldUseJnaInOnePackageOnly() {
        noClasses().that().resideOutsideOfPackage("io.sealstream.proofs.ffi").should().dependOnClassesThat(JNA)
                .check(CLASSES);
    }

    @Test
    void shouldExposeNoTypeOfJna() {
        noMethods().that().areDeclaredInClassesThat().arePublic().and().doNotHaveModifier(JavaModifier.PRIVATE).should()
                .haveRawReturnType(JNA).check(CLASSES);
        noMethods().that().areDeclaredInClassesThat().arePublic().and().doNotHaveModifier(JavaModifier.PRIVATE).should()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(JNA)).check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.sealstream.(proofs..)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKeepThePortFreeOfEnginesAndFrameworks() {
        noClasses().that().resideInAPackage("io.sealstream.proofs").should().dependOnClassesThat()
                .resideOutsideOfPackages("io.sealstream.proofs", "java..", "org.jspecify..").check(CLASSES);
    }

    @Test
    void shouldNeverLetTheSignaturesKnowTheProofs() {
        noClasses().that().resideInAPackage("io.sealstream.proofs.bls").should().dependOnClassesThat()
                .resideInAnyPackage("io.sealstream.proofs.engine", "io.sealstream.proofs.params").check(CLASSES);
    }

    @Test
    void shouldSleepNowhereAndPrintNowhere() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).orShould().accessField(System.class, "out")
                .check(CLASSES);
    }
}
