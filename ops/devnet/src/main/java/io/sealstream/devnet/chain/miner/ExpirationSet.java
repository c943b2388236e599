package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.TokenAmount;

/**
 * Sectors that leave at one epoch (actors/miner {@code expiration_queue.rs}).
 *
 * @param onTime at the end of their life
 * @param early  because they were faulty for too long
 * @param pledge of the on-time sectors
 * @param active power that is not faulty
 * @param faulty power that is faulty
 * @param fee    daily fee that ends with them
 */
record ExpirationSet(BitField onTime, BitField early, TokenAmount pledge, Power active, Power faulty, TokenAmount fee) {
    static final ExpirationSet EMPTY = new ExpirationSet(BitField.EMPTY, BitField.EMPTY, TokenAmount.ZERO, Power.ZERO, Power.ZERO,
            TokenAmount.ZERO);

    ExpirationSet plus(ExpirationSet other) {
        return new ExpirationSet(onTime.union(other.onTime), early.union(other.early), pledge.plus(other.pledge),
                active.plus(other.active),
                faulty.plus(other.faulty), fee.plus(other.fee));
    }

    ExpirationSet minus(ExpirationSet other) {
        ExpirationSet rest = new ExpirationSet(onTime.subtract(other.onTime), early.subtract(other.early),
                pledge.minus(other.pledge),
                active.minus(other.active), faulty.minus(other.faulty), fee.minus(other.fee));
        if (rest.pledge.isNegative() || rest.active.isNegative() || rest.faulty.isNegative() || rest.fee.isNegative()) {
            throw new IllegalStateException("expiration set underflow: " + rest);
        }
        return rest;
    }

    /** The same sectors with all power faulty. */
    ExpirationSet allFaulty() {
        return new ExpirationSet(onTime, early, pledge, Power.ZERO, faulty.plus(active), fee);
    }

    boolean isEmpty() { return onTime.isEmpty() && early.isEmpty(); }

    BitField sectors() {
        return onTime.union(early);
    }
}
