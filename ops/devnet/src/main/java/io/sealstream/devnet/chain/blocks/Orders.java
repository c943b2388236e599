package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.ChainLimits;

/**
 * What was ordered for the epochs to come: null rounds, and tipsets of two blocks. Any thread may order; who makes tipsets asks and tells. Not
 * kept over a restart, since the tipsets themselves are.
 */
public final class Orders {
    /** A chain without blocks for a finality is none. */
    public static final long MAX_NULL_ROUNDS = ChainLimits.NV28.finality();

    private long nullRounds;
    private long passed;
    private long twoBlocks;

    /** The next epochs are null; 0 takes the order back. */
    public synchronized void nullRounds(long count) {
        if (count < 0 || count > MAX_NULL_ROUNDS) {
            throw new IllegalArgumentException("order 0 to " + MAX_NULL_ROUNDS + " null rounds, not " + count);
        }
        nullRounds = count;
    }

    /** So many of the next tipsets have two blocks; 0 takes the order back. */
    public synchronized void twoBlocks(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("order 0 or more tipsets of two blocks, not " + count);
        }
        twoBlocks = count;
    }

    public synchronized long nullRounds() {
        return nullRounds;
    }

    public synchronized long twoBlocks() {
        return twoBlocks;
    }

    /** The time of an epoch has come: true if it is null, and then it has passed. */
    public synchronized boolean passNullRound() {
        if (nullRounds == 0) {
            return false;
        }
        nullRounds--;
        passed++;
        return true;
    }

    /** Epoch of the next tipset over a head, behind all null rounds. */
    public synchronized long epochAfter(long head) {
        return head + 1 + passed + nullRounds;
    }

    /** How many blocks the next tipset has. */
    public synchronized int blocks() {
        return twoBlocks > 0 ? 2 : 1;
    }

    /** A tipset was made; null rounds before it count as ordered ones. */
    public synchronized void made(long parent, long epoch) {
        nullRounds = Math.max(0, nullRounds - Math.max(0, epoch - parent - 1 - passed));
        passed = 0;
        twoBlocks = Math.max(0, twoBlocks - 1);
    }
}
