package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/** No check passes by chance: whatever is changed in what a committed vector expects, its check fails and says what failed. */
class VectorMutationTest {
    private static final Map<String, Consumer<Vector>> CHECKS = VectorChecks.all();

    @TestFactory
    Stream<DynamicTest> shouldFailForEveryChangedExpectation() {
        return Vector.committed().stream().filter(vector -> CHECKS.containsKey(vector.type()))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> changed(vector).forEach(this::assertFails)));
    }

    private void assertFails(String place, Vector changed) {
        assertThatExceptionOfType(AssertionFailedError.class).as("%s changed", place)
                .isThrownBy(() -> VectorChecks.check(changed, CHECKS))
                .withMessageContainingAll(changed.name(), changed.type(), "expected: ", "actual: ")
                .satisfies(e -> assertThat(e.isExpectedDefined() && e.isActualDefined()).isTrue());
    }

    @Test
    void shouldFailForUnknownTypes() {
        Vector known = Vector.committed().getFirst();
        Vector unknown = new Vector("some-name", "some/type", known.value(), known.cbor(), known.cid(), known.extra());
        assertFails("type", unknown);
    }

    /** Each vector with one leaf of its expectation changed, by the place of the change. */
    private static Map<String, Vector> changed(Vector v) {
        Map<String, Vector> all = new LinkedHashMap<>();
        boolean negative = v.type().contains("/invalid-");
        if (v.cbor().isTextual()) {
            all.put("cbor", new Vector(v.name(), v.type(), v.value(), other(v.cbor()), v.cid(), v.extra()));
        }
        if (v.cid().isTextual()) {
            all.put("cid", new Vector(v.name(), v.type(), v.value(), v.cbor(), other(v.cid()), v.extra()));
        }
        if (!negative) {
            String root = v.value().has("output") ? "/output" : "";
            leaves(v.value().at(root), root, place -> all.put("value" + place,
                    new Vector(v.name(), v.type(), with(v.value(), place), v.cbor(), v.cid(), v.extra())));
        }
        return all;
    }

    private static void leaves(JsonNode json, String path, Consumer<String> found) {
        if (json.isObject()) {
            json.properties().forEach(each -> leaves(each.getValue(), path + "/" + each.getKey().replace("/", "~1"), found));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                leaves(json.path(i), path + "/" + i, found);
            }
        } else if (!json.isNull() && !json.asText().isEmpty()) {
            found.accept(path);
        }
    }

    private static JsonNode with(JsonNode json, String place) {
        if (place.isEmpty()) {
            return other(json);
        }
        JsonNode copy = json.deepCopy();
        int slash = place.lastIndexOf('/');
        String name = place.substring(slash + 1).replace("~1", "/");
        switch (copy.at(place.substring(0, slash))) {
            case ObjectNode object -> object.set(name, other(object.path(name)));
            case ArrayNode array -> array.set(Integer.parseInt(name), other(array.path(Integer.parseInt(name))));
            default -> throw new AssertionError("no container at " + place);
        }
        return copy;
    }

    /** Another value of the same kind. */
    private static JsonNode other(JsonNode json) {
        if (json.isBoolean()) {
            return BooleanNode.valueOf(!json.booleanValue());
        }
        if (json.isNumber()) {
            return LongNode.valueOf(json.longValue() == 7 ? 8 : 7);
        }
        String text = json.asText();
        char last = text.charAt(text.length() / 2);
        return TextNode.valueOf(
                text.substring(0, text.length() / 2) + (last == '1' ? '2' : '1') + text.substring(text.length() / 2 + 1));
    }
}
