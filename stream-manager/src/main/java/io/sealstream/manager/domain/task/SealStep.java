package io.sealstream.manager.domain.task;

/** A step of sealing that a node runs as one task. */
public enum SealStep {
    PREPARE, SEAL, PERSIST, PROVE, FINALIZE
}
