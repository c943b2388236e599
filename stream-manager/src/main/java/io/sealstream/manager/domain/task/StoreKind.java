package io.sealstream.manager.domain.task;

/** SCRATCH: sealing happens here. LONG_TERM: sealed sectors are kept here. */
public enum StoreKind {
    SCRATCH, LONG_TERM
}
