package io.sealstream.manager.topology;

import io.sealstream.schemas.Serdes;

/** Serdes over a registry in memory that takes every schema. */
public final class TestSerdes {
    private TestSerdes() {}

    public static Serdes fresh() {
        return new Serdes(new TestRegistry(), true);
    }
}
