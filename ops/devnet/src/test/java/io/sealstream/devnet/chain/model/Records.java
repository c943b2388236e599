package io.sealstream.devnet.chain.model;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Copies of records with other values, so that a test's small calendar needs no copy method in the code. */
final class Records {
    private Records() {}

    /** The same record with other components, by name. */
    @SuppressWarnings("unchecked") // a record's constructor gives a record of its class
    static <T extends Record> T with(T original, Map<String, ?> changed) {
        RecordComponent[] components = original.getClass().getRecordComponents();
        if (!Arrays.stream(components).map(RecordComponent::getName).toList().containsAll(changed.keySet())) {
            throw new IllegalArgumentException(original.getClass() + " has not all of " + changed.keySet());
        }
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(component -> value(original, component, changed)).toArray();
        try {
            return (T) original.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + original, e);
        }
    }

    private static Object value(Record original, RecordComponent component, Map<String, ?> changed) {
        try {
            Object other = changed.get(component.getName());
            return other == null ? component.getAccessor().invoke(original) : other;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
