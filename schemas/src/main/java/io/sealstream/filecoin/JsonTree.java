package io.sealstream.filecoin;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A JSON value without a library, so that shapes can state their JSON form and domain code stays free of Jackson. */
public sealed interface JsonTree {
    /** {@code null} and absent fields. */
    record Nothing() implements JsonTree {
        public static final Nothing INSTANCE = new Nothing();
    }

    record Flag(boolean value) implements JsonTree {}

    /** Whole numbers only; Filecoin's JSON reaches 2^64 - 1. */
    record Whole(BigInteger value) implements JsonTree {}

    record Text(String value) implements JsonTree {}

    record Items(List<JsonTree> values) implements JsonTree {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Fields in the order in which they were put. */
    record Fields(Map<String, JsonTree> values) implements JsonTree {
        public JsonTree get(String name) {
            JsonTree value = values.get(name);
            return value == null ? Nothing.INSTANCE : value;
        }
    }

    static JsonTree of(long value) {
        return new Whole(BigInteger.valueOf(value));
    }

    static JsonTree of(String value) {
        return new Text(value);
    }

    /** What the value is, for error messages. */
    default String kind() {
        return switch (this) {
            case Nothing() -> "null";
            case Flag(boolean value) -> String.valueOf(value);
            case Whole(BigInteger value) -> "number " + io.sealstream.filecoin.Text.excerpt(value.toString());
            case Text(String value) -> "text " + io.sealstream.filecoin.Text.excerpt(value);
            case Items(List<JsonTree> values) -> "list of " + values.size();
            case Fields(Map<String, JsonTree> values) -> "object with " + values.size() + " fields";
        };
    }
}
