package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every golden vector is one test. The runner without exceptions is the signer's, which has the native library, too. */
class VectorTest {
    /** Checked by {@code wallet-signer}: aggregates of BLS are native, key files are the signer's. */
    private static final Set<String> CHECKED_BY_THE_SIGNER = Set.of("bls/aggregate", "wallet/key-file");

    @TestFactory
    Stream<DynamicTest> shouldMatchGoldenVectors() {
        return VectorChecks.tests(VectorChecks.all(), CHECKED_BY_THE_SIGNER);
    }

    @Test
    void shouldFindVectorsWithNamesOfTheirOwn() {
        List<Vector> vectors = Vector.load();
        assertThat(vectors).isNotEmpty();
        assertThat(vectors.stream().map(Vector::name)).doesNotHaveDuplicates();
    }

    @Test
    void shouldPassOverNoTypeThatIsCheckedHere() {
        assertThat(VectorChecks.all().keySet()).doesNotContainAnyElementsOf(CHECKED_BY_THE_SIGNER);
    }
}
