package io.sealstream.manager.domain.task;

/** How bad a failed task is, in the field's four levels (damocles-worker {@code failure.rs}). Only TEMPORARY is tried again by itself. */
public enum FailureLevel {
    TEMPORARY, PERMANENT, ABORT, CRITICAL
}
