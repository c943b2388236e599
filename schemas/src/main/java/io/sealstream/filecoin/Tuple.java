package io.sealstream.filecoin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the shape of a record: a CBOR array of its fields in order, a JSON object under their Go names. Fields are read in the order in
 * which they were declared; the constructor function takes them in the same order from {@link Values#next}. A record with a shape must not
 * overload its constructor with the same number of parameters: {@code next} takes the type of the parameter it is passed to.
 *
 * @param <T> the record
 */
public final class Tuple<T> {
    private final List<Field<T, ?>> fields = new ArrayList<>();

    private Tuple() {}

    public static <T> Tuple<T> of(Class<T> type) {
        return new Tuple<>();
    }

    /** Adds the next field of the tuple: its Go name, shape and accessor. */
    public <V extends @Nullable Object> Tuple<T> field(String name, Shape<V> shape, Function<T, V> get) {
        fields.add(new Field<>(name, shape, get, true));
        return this;
    }

    /** Adds a field that CBOR has and JSON leaves out: deprecated parts that always have one value. */
    public <V extends @Nullable Object> Tuple<T> cborOnly(String name, Shape<V> shape, V value) {
        fields.add(new Field<>(name, new Fixed<>(shape, value), t -> value, false));
        return this;
    }

    /** Completes the shape. */
    public Shape<T> make(Function<Values, T> constructor) {
        return new Made<>(List.copyOf(fields), constructor);
    }

    /**
     * Completes the shape of an object that CBOR writes as a map from field names to values, in the order of declaration (cbor-gen with
     * {@code --map-encoding}: shorter names first). Reading insists on that order, so every value has one encoding.
     */
    public Shape<T> makeMap(Function<Values, T> constructor) {
        return new Mapped<>(List.copyOf(fields), new Made<>(List.copyOf(fields), constructor), constructor);
    }

    /** The decoded fields of one tuple, in order. */
    public static final class Values {
        private final Iterator<@Nullable Object> values;

        private Values(Iterator<@Nullable Object> values) {
            this.values = values;
        }

        /** The next field, as the type its shape has. */
        @SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals", "NullAway"})
        public <V extends @Nullable Object> V next() {
            return (V) values.next();
        }

        /** Passes over a field that the record does not keep. */
        public void skip() {
            values.next();
        }
    }

    private record Field<T, V extends @Nullable Object>(String name, Shape<V> shape, Function<T, V> get, boolean inJson) {
        void write(CborWriter out, T value) {
            shape.write(out, get.apply(value));
        }

        JsonTree toJson(T value) {
            return shape.toJson(get.apply(value));
        }

        @Nullable
        Object read(CborReader in) {
            try {
                return shape.read(in);
            } catch (CodecException e) {
                throw e.inside(name);
            }
        }

        @Nullable
        Object fromJson(JsonTree json) {
            try {
                return shape.fromJson(json);
            } catch (CodecException e) {
                throw e.inside(name);
            }
        }
    }

    private record Fixed<V extends @Nullable Object>(Shape<V> shape, V value) implements Shape<V> {
        @Override
        public void write(CborWriter out, V ignored) {
            shape.write(out, value);
        }

        @Override
        public V read(CborReader in) {
            int start = in.offset();
            V read = shape.read(in);
            if (!Objects.equals(read, value)) {
                throw CodecException.at(start, "deprecated field must be " + value);
            }
            return value;
        }

        @Override
        public JsonTree toJson(V ignored) {
            return shape.toJson(value);
        }

        @Override
        public V fromJson(JsonTree json) {
            return value;
        }
    }

    private record Made<T>(List<Field<T, ?>> fields, Function<Values, T> constructor) implements Shape<T> {
        @Override
        public void write(CborWriter out, T value) {
            out.array(fields.size());
            fields.forEach(field -> field.write(out, value));
        }

        @Override
        public T read(CborReader in) {
            in.tuple(fields.size());
            List<@Nullable Object> values = new ArrayList<>(fields.size());
            for (Field<T, ?> field : fields) {
                values.add(field.read(in));
            }
            return constructor.apply(new Values(values.iterator()));
        }

        @Override
        public JsonTree toJson(T value) {
            Map<String, JsonTree> json = new LinkedHashMap<>();
            for (Field<T, ?> field : fields) {
                if (field.inJson()) {
                    json.put(field.name(), field.toJson(value));
                }
            }
            return new JsonTree.Fields(json);
        }

        @Override
        public T fromJson(JsonTree json) {
            if (!(json instanceof JsonTree.Fields object)) {
                throw CodecException.of("expected an object, not " + json.kind());
            }
            List<@Nullable Object> values = new ArrayList<>(fields.size());
            for (Field<T, ?> field : fields) {
                values.add(field.fromJson(object.get(field.name())));
            }
            return constructor.apply(new Values(values.iterator()));
        }
    }

    private record Mapped<T>(List<Field<T, ?>> fields, Made<T> tuple, Function<Values, T> constructor) implements Shape<T> {
        @Override
        public void write(CborWriter out, T value) {
            out.map(fields.size());
            for (Field<T, ?> field : fields) {
                out.text(field.name());
                field.write(out, value);
            }
        }

        @Override
        public T read(CborReader in) {
            in.map(fields.size());
            List<@Nullable Object> values = new ArrayList<>(fields.size());
            for (Field<T, ?> field : fields) {
                in.key(field.name());
                values.add(field.read(in));
            }
            return constructor.apply(new Values(values.iterator()));
        }

        @Override
        public JsonTree toJson(T value) {
            return tuple.toJson(value);
        }

        @Override
        public T fromJson(JsonTree json) {
            return tuple.fromJson(json);
        }
    }
}
