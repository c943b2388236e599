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
    UNCOMMITTED_READS,
    /** A batch ignores the clocks of some of its members. */
    CLOCK_IGNORED,
    /** A member is not told that a message takes it along, and joins another one, too. */
    MEMBER_TWICE,
    /** A nonce counts as used though the signer refused the message it was for. */
    NONCE_KEPT,
    /** A lane that offers more for a message forgets the version before, which may still land. */
    VERSION_FORGOTTEN,
    /** What a day's messages may cost is ignored. */
    LIMITS_IGNORED
}
