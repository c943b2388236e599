package io.sealstream.node.domain;

/** How bad a failed task is, in the field's four levels (damocles-worker {@code sealing/failure.rs}). */
public enum FailureLevel {
    /** May pass by itself: another attempt is worth making. */
    TEMPORARY,
    /** The same inputs will fail again: a person or the manager must decide. */
    PERMANENT,
    /** The sector cannot be saved on this node. */
    ABORT,
    /** The node itself cannot work: parameters, library, configuration. */
    CRITICAL
}
