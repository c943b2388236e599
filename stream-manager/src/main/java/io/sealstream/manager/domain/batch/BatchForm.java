package io.sealstream.manager.domain.batch;

/** What a message holds. */
public enum BatchForm {
    /** One sector. */
    SINGLE,
    /** Several sectors with a proof each. */
    BATCH,
    /** Several sectors with one proof for all. */
    AGGREGATE
}
