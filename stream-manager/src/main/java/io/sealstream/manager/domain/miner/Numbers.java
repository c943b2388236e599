package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import java.util.OptionalLong;

/** Sector numbers: each is given once, ever. Above the policy's range stand the log and the chain's own list of allocated numbers. */
final class Numbers {
    private Numbers() {}

    /** The smallest free number of the range. */
    static OptionalLong next(MinerPolicy policy, Observed observed, BitField given) {
        BitField free = BitField.range(policy.minNumber(), policy.maxNumber() + 1).subtract(observed.allocated()).subtract(given);
        return free.isEmpty() ? OptionalLong.empty() : OptionalLong.of(free.first());
    }
}
