package io.sealstream.manager.simulation;

/** Bugs planted on purpose, to show that the simulation finds them. */
enum Defect {
    NONE,
    /** A lane forgets the messages that are over, so that a repeated intent is a new one. */
    NO_DEDUPE,
    /** The signer's answer goes to the chain before the log has it. */
    PUSH_BEFORE_RECORD,
    /** Tickets are drawn one epoch off the one that is recorded. */
    TICKET_OFF_BY_ONE,
    /** The attempt of a sealing task rises when its node is silent, and what the old one brings is thrown away. */
    EXPIRING_LEASE,
    /** The edges read records of transactions that are not committed. */
    UNCOMMITTED_READS
}
