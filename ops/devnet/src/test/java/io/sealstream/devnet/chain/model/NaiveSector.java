package io.sealstream.devnet.chain.model;

/** What the naive model knows of one sector. */
final class NaiveSector {
    /** Where it is in its life; a recovering sector is still faulty. */
    enum Health {
        UNPROVEN, ACTIVE, FAULTY, RECOVERING, DEAD
    }

    final long number;
    final long activation;
    Health health = Health.UNPROVEN;
    /** As the sector is committed. */
    long expiration;
    /** Epoch at whose end it leaves. */
    long leaves;
    /** True if it leaves because of its fault. */
    boolean early;
    /** Epoch of an early end that is not settled, -1 if there is none. */
    long unsettled = -1;

    NaiveSector(long number, long activation, long expiration) {
        this.number = number;
        this.activation = activation;
        this.expiration = expiration;
    }

    NaiveSector copy() {
        NaiveSector copy = new NaiveSector(number, activation, expiration);
        copy.health = health;
        copy.leaves = leaves;
        copy.early = early;
        copy.unsettled = unsettled;
        return copy;
    }

    boolean isLive() { return health != Health.DEAD; }

    boolean isFaulty() { return health == Health.FAULTY || health == Health.RECOVERING; }

    /** Breaks, to leave at an epoch unless its life ends before. */
    void fail(long leavesForFault) {
        if (!isFaulty() && leaves > leavesForFault) {
            leaves = leavesForFault;
            early = true;
        }
        health = Health.FAULTY;
    }

    void die(long unsettledSince) {
        health = Health.DEAD;
        unsettled = unsettledSince;
    }
}
