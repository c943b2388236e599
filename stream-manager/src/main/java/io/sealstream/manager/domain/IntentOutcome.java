package io.sealstream.manager.domain;

/** What became of a message intent. */
public enum IntentOutcome {
    /** A receipt exists. */
    LANDED,
    /** The receipt has its confidence. */
    FINAL,
    /** Over without a landed effect. */
    FAILED,
    /** A reorg took the receipt away; the same bytes are pushed again. */
    REVERTED
}
