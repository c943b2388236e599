package io.sealstream.manager.domain.task;

/** A store attached to a node, with its size and free space in bytes when it was told. */
public record NodeStore(String name, StoreKind kind, long total, long free, boolean idle) {
    /** True when only the numbers differ, not which store it is. */
    public boolean sameAs(NodeStore other) {
        return name.equals(other.name) && kind == other.kind;
    }
}
