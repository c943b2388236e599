package io.sealstream.devnet.chain.metrics;

import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.TokenAmount;

/**
 * What the messages of one method with one exit code cost.
 *
 * @param count  how many there were
 * @param gasMin least gas that one of them used
 * @param gasMax most gas that one of them used
 * @param gasSum gas that all of them used
 * @param burn   attoFIL burnt: for gas used, and for limits far above it
 * @param tip    attoFIL to block producers
 */
public record MethodCost(MethodKey key, long count, long gasMin, long gasMax, long gasSum, TokenAmount burn, TokenAmount tip) {
    /** One message. */
    static MethodCost of(MethodKey key, long gasUsed, Gas.Outputs paid) {
        return new MethodCost(key, 1, gasUsed, gasUsed, gasUsed, paid.baseFeeBurn().plus(paid.overEstimationBurn()),
                paid.minerTip());
    }

    /** Both together; the key is this one's. */
    MethodCost plus(MethodCost other) {
        return new MethodCost(key, count + other.count, Math.min(gasMin, other.gasMin), Math.max(gasMax, other.gasMax),
                Math.addExact(gasSum, other.gasSum), burn.plus(other.burn), tip.plus(other.tip));
    }

    public long gasMean() {
        return gasSum / count;
    }

    /** What the senders lost for gas. */
    public TokenAmount fee() {
        return burn.plus(tip);
    }
}
