package io.sealstream.node.stores;

import java.nio.file.Path;

/** A store as the configuration names it. */
public record StoreSpec(String name, Kind kind, Path path) {
    /** What a store is for. */
    public enum Kind {
        /** Sealing happens here. */
        SCRATCH,
        /** Sealed sectors are kept here. */
        LONG_TERM
    }
}
