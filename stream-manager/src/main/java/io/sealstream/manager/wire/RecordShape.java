package io.sealstream.manager.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Components and constructor of a record type, looked up once. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };
    private static final ClassValue<Map<String, Class<?>>> KINDS = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> family) {
            Map<String, Class<?>> kinds = new TreeMap<>();
            collect(family, kinds);
            return kinds;
        }
    };

    private final List<Part> parts;
    private final Constructor<?> constructor;

    /** One component. */
    record Part(String name, Type type, Method accessor) {
        @Nullable
        Object read(Object owner) {
            try {
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "component " + name + " of " + owner.getClass().getSimpleName() + " cannot be read", e);
            }
        }
    }

    private RecordShape(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalStateException(
                    "a state consists of records, lists, maps and known values; " + type.getName() + " is none");
        }
        this.parts = Arrays.stream(type.getRecordComponents()).map(RecordShape::part).toList();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    private static Part part(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Part(component.getName(), component.getGenericType(), accessor);
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The record of that simple name inside a sealed family. */
    static Class<?> kind(Class<?> family, String name) {
        Class<?> kind = KINDS.get(family).get(name);
        if (kind == null) {
            throw new StateFormatException("there is no " + family.getSimpleName() + " named \"" + name + "\"");
        }
        return kind;
    }

    private static void collect(Class<?> family, Map<String, Class<?>> kinds) {
        Class<?>[] permitted = family.getPermittedSubclasses();
        if (permitted == null) {
            throw new IllegalStateException(family.getName() + " is not sealed");
        }
        for (Class<?> kind : permitted) {
            if (kind.isInterface()) {
                collect(kind, kinds);
            } else if (kinds.put(kind.getSimpleName(), kind) != null) {
                throw new IllegalStateException("two kinds of " + family.getName() + " are named " + kind.getSimpleName());
            }
        }
    }

    List<Part> parts() {
        return parts;
    }

    Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new StateFormatException("a stored " + constructor.getDeclaringClass().getSimpleName() + " has another shape",
                    e);
        }
    }
}
