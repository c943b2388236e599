package io.sealstream.manager.domain.message;

/** Why a lane keeps a message back. */
public enum HoldCause {
    /** The base fee is above what it may pay. */
    FEE,
    /** As many messages of its miner as allowed are under way. */
    IN_FLIGHT,
    /** Its miner has spent what it may spend within a day. */
    SPEND,
    /** The signer refuses another version of it. */
    SIGNER
}
