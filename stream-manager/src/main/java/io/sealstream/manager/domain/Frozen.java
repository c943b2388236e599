package io.sealstream.manager.domain;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sorted maps that nobody changes. All of the domain's are made here, each around its own copy, so that states can share them. */
public final class Frozen {
    private static final Class<?> FROZEN = Collections.unmodifiableSortedMap(new TreeMap<>()).getClass();

    private Frozen() {}

    /** The map itself where it is frozen already, else a frozen copy: a change of one map of a state copies only that one. */
    public static <K extends Comparable<K>, V> SortedMap<K, V> map(SortedMap<K, V> map) {
        return map.getClass() == FROZEN ? map : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
