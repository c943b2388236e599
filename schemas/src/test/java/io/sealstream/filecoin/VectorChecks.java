package io.sealstream.filecoin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/** The checks of this module by vector type, and how vectors become tests. */
public final class VectorChecks {
    private VectorChecks() {}

    /** Every type but those that need a native library or the signer's key files. */
    public static Map<String, Consumer<Vector>> all() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.putAll(ObjectVectors.checks());
        checks.putAll(ChainVectors.checks());
        checks.putAll(RuleVectors.checks());
        checks.putAll(MoneyVectors.checks());
        checks.putAll(TokenVectors.checks());
        return checks;
    }

    /**
     * One test for each vector of {@link Vector#load}.
     *
     * @param checks    by type; a type that is not here fails
     * @param elsewhere types that another module's runner checks: passed over
     */
    public static Stream<DynamicTest> tests(Map<String, Consumer<Vector>> checks, Set<String> elsewhere) {
        return Vector.load().stream().filter(vector -> !elsewhere.contains(vector.type()))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check(vector, checks)));
    }

    /**
     * Checks one vector.
     *
     * @throws AssertionFailedError that names the vector, its type, what was expected and what came instead
     */
    public static void check(Vector vector, Map<String, Consumer<Vector>> checks) {
        Consumer<Vector> check = checks.get(vector.type());
        if (check == null) {
            throw failure(vector, "one of the types " + checks.keySet(), "type " + vector.type() + ", which nobody checks", null);
        }
        try {
            check.accept(vector);
        } catch (AssertionFailedError e) {
            throw e.isExpectedDefined() && e.isActualDefined()
                    ? failure(vector, e.getExpected().getStringRepresentation(), e.getActual().getStringRepresentation(), e)
                    : failure(vector, vector.expectation(), String.valueOf(e.getMessage()), e);
        } catch (AssertionError | RuntimeException e) {
            throw failure(vector, vector.expectation(), e.toString(), e);
        }
    }

    private static AssertionFailedError failure(Vector vector, String expected, String actual, @Nullable Throwable cause) {
        String message = "vector %s of type %s%nexpected: %s%nactual: %s%n%s".formatted(vector.name(), vector.type(), expected,
                actual,
                cause == null || cause.getMessage() == null ? "" : cause.getMessage());
        return new AssertionFailedError(message, expected, actual, cause);
    }
}
