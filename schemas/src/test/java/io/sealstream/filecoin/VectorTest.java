package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every golden vector is one test; a type that nobody checks fails unless it is listed as somebody else's. */
class VectorTest {
    /** Types that other modules check: signatures of BLS are native, key files and tokens belong to the signer (issue 5 brings them here). */
    private static final Set<String> CHECKED_ELSEWHERE = Set.of("bls/aggregate", "wallet/key-file", "wallet/jwt", "auth/jwt",
            "gateway/verify-address-bytes");

    private static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.putAll(ObjectVectors.checks());
        checks.putAll(ChainVectors.checks());
        checks.putAll(RuleVectors.checks());
        checks.putAll(MoneyVectors.checks());
        return checks;
    }

    @TestFactory
    Stream<DynamicTest> shouldMatchGoldenVectors() {
        Map<String, Consumer<Vector>> checks = checks();
        return Vector.load().stream().filter(vector -> !CHECKED_ELSEWHERE.contains(vector.type()))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    Consumer<Vector> check = checks.get(vector.type());
                    if (check == null) {
                        fail("no check for vector type " + vector.type());
                    } else {
                        check.accept(vector);
                    }
                }));
    }

    @Test
    void shouldFindVectors() {
        List<Vector> vectors = Vector.load();
        assertThat(vectors).isNotEmpty();
        assertThat(vectors.stream().map(Vector::name)).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotCheckTypesThatAreListedAsElsewhere() {
        assertThat(checks().keySet()).doesNotContainAnyElementsOf(CHECKED_ELSEWHERE);
    }
}
