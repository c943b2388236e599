package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.task.SealStep;

/** A part of a sector's life that can fail and be tried again: the node's steps and the two messages. */
public enum Stage {
    PREPARE, SEAL, PRECOMMIT, PERSIST, PROVE, PROVE_COMMIT, FINALIZE;

    static Stage of(SealStep step) {
        return valueOf(step.name());
    }
}
