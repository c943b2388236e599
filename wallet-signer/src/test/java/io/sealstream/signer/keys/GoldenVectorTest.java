package io.sealstream.signer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Vector;
import io.sealstream.filecoin.VectorChecks;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * The runner of golden vectors without exceptions: every vector of {@code -Dsealstream.vectors} (by default the committed set) is a test, every
 * type is checked, an unknown one fails. Types of {@code schemas} are checked by its own checks, and on top by the keys that sign here.
 */
class GoldenVectorTest {
    private static final Map<String, Consumer<Vector>> CHECKS = checks();

    private static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>(VectorChecks.all());
        KeyVectors.checks().forEach((type, check) -> checks.merge(type, check, Consumer::andThen));
        return checks;
    }

    @TestFactory
    Stream<DynamicTest> shouldMatchEveryGoldenVector() {
        return VectorChecks.tests(CHECKS, Set.of());
    }

    @Test
    void shouldCheckEveryTypeOfTheCommittedSet() {
        assertThat(Vector.committed().stream().map(Vector::type)).hasSize(399).allMatch(CHECKS::containsKey);
    }

    /** Changes what only this module checks; all else is changed by the tests of {@code schemas}. */
    @TestFactory
    Stream<DynamicTest> shouldFailForChangedExpectations() {
        return Stream.of("bls/aggregate", "wallet/key-file").map(type -> Vector.committed(type).getFirst())
                .flatMap(vector -> vector.output().isObject()
                        ? vector.output().properties().stream().map(Map.Entry::getKey).map(name -> changed(vector, name))
                        : Stream.of(changed(vector, "")))
                .map(vector -> DynamicTest.dynamicTest(vector.name() + " " + vector.output(),
                        () -> Assertions.assertThatExceptionOfType(AssertionFailedError.class)
                                .isThrownBy(() -> VectorChecks.check(vector, CHECKS))
                                .withMessageContainingAll(vector.name(), vector.type(), "expected: ", "actual: ")));
    }

    private static Vector changed(Vector vector, String field) {
        ObjectNode value = vector.value().deepCopy();
        if (field.isEmpty()) {
            value.set("output", other(value.path("output")));
        } else {
            ((ObjectNode) value.path("output")).set(field, other(value.path("output").path(field)));
        }
        return new Vector(vector.name(), vector.type(), value, vector.cbor(), vector.cid(), vector.extra());
    }

    private static JsonNode other(JsonNode text) {
        String old = text.asText();
        return TextNode.valueOf(old.substring(0, old.length() - 1) + (old.endsWith("a") ? "b" : "a"));
    }
}
