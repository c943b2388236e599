package io.sealstream.manager.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** States as trees and back, driven by the declared types: leaves, lists, maps, records and sealed families of records. */
final class StateTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Names the kind inside a sealed family. */
    static final String KIND = "is";

    private StateTree() {}

    static JsonNode write(Type type, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        Class<?> raw = raw(type);
        Leaf leaf = Leaf.of(raw);
        if (leaf != null) {
            return leaf.write().apply(value);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(item -> array.add(write(argument(type, 0), item)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            new TreeMap<>(map).forEach((key, item) -> object.set(String.valueOf(key), write(argument(type, 1), item)));
            return object;
        }
        return record(raw, value);
    }

    private static ObjectNode record(Class<?> declared, Object value) {
        RecordShape shape = RecordShape.of(value.getClass());
        ObjectNode object = NODES.objectNode();
        if (declared.isInterface()) {
            object.put(KIND, value.getClass().getSimpleName());
        }
        for (RecordShape.Part part : shape.parts()) {
            object.set(part.name(), write(part.type(), part.read(value)));
        }
        return object;
    }

    static @Nullable Object read(Type type, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        Class<?> raw = raw(type);
        Leaf leaf = Leaf.of(raw);
        if (leaf != null) {
            return leaf.read().apply(node);
        }
        if (List.class.isAssignableFrom(raw)) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(item -> list.add(read(argument(type, 0), item)));
            return list;
        }
        if (SortedMap.class.isAssignableFrom(raw)) {
            TreeMap<Object, @Nullable Object> map = new TreeMap<>();
            node.properties().forEach(e -> map.put(key(argument(type, 0), e.getKey()), read(argument(type, 1), e.getValue())));
            return map;
        }
        return readRecord(raw.isInterface() ? RecordShape.kind(raw, node.path(KIND).asText()) : raw, node);
    }

    private static Object readRecord(Class<?> type, JsonNode node) {
        RecordShape shape = RecordShape.of(type);
        @Nullable
        Object[] values = shape.parts().stream().map(part -> read(part.type(), node.get(part.name()))).toArray();
        return shape.make(values);
    }

    private static Object key(Type type, String text) {
        Leaf leaf = Leaf.of(raw(type));
        if (leaf == null) {
            throw new IllegalStateException("no key of a map can be a " + type);
        }
        return leaf.key().apply(text);
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : (Class<?>) type;
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw new IllegalStateException(type + " does not name what it holds");
    }
}
