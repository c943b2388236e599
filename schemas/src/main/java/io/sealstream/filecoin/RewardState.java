package io.sealstream.filecoin;

import java.math.BigInteger;

/**
 * What the network pays for blocks, epoch by epoch: a simple part that halves every six years, and a part that waits for the network to reach
 * its baseline (builtin-actors {@code actors/reward/src/state.rs}, {@code logic.rs}).
 *
 * @param cumsumBaseline         byte-epochs that the network must reach for its effective time to move on
 * @param cumsumRealized         byte-epochs of power so far, capped by the baseline
 * @param effectiveTime          ceiling of the effective network time, epochs
 * @param effectiveBaselinePower baseline at that time, bytes
 * @param reward                 of the epoch for all expected winners, attoFIL
 * @param smoothed               that reward through the alpha-beta filter, attoFIL
 * @param baselinePower          baseline of the epoch, bytes
 * @param epoch                  that the reward was computed for
 */
public record RewardState(BigInteger cumsumBaseline, BigInteger cumsumRealized, long effectiveTime,
        BigInteger effectiveBaselinePower, TokenAmount reward, FilterEstimate smoothed, BigInteger baselinePower, long epoch) {
    private static final int PRECISION = 128;
    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(PRECISION);
    /** The baseline doubles every year: 2^(1 / epochs of a year) in Q.128. */
    private static final BigInteger BASELINE_EXPONENT = new BigInteger("340282591298641078465964189926313473653");
    private static final BigInteger INITIAL_BASELINE = BigInteger.valueOf(2_888_888_880_000_000_000L);
    private static final BigInteger SIMPLE_TOTAL = TokenAmount.ofFil(330_000_000).atto();
    private static final BigInteger BASELINE_TOTAL = TokenAmount.ofFil(770_000_000).atto();
    /** λ = ln 2 / six years of epochs, and e^λ − 1, in Q.128. */
    private static final BigInteger LAMBDA = new BigInteger("37396271439864487274534522888786");
    private static final BigInteger EXP_LAMBDA_LESS_ONE = new BigInteger("37396273494747879394193016954629");
    private static final BigInteger INITIAL_REWARD = new BigInteger("36266260308195979333");
    private static final BigInteger INITIAL_VELOCITY = BigInteger.valueOf(-109_897_758_509L);

    /** At the genesis, epoch 0, of a network with some raw power, in bytes. */
    public static RewardState genesis(BigInteger power) {
        BigInteger before = INITIAL_BASELINE.shiftLeft(2 * PRECISION).divide(BASELINE_EXPONENT).shiftRight(PRECISION);
        return new RewardState(BigInteger.ZERO, BigInteger.ZERO, 0, INITIAL_BASELINE, TokenAmount.ZERO,
                FilterEstimate.of(INITIAL_REWARD, INITIAL_VELOCITY), before, -1).advanced(power);
    }

    /** At the next epoch ({@code UpdateNetworkKPI} of every epoch, null rounds too). */
    public RewardState next(BigInteger power) {
        RewardState advanced = advanced(power);
        return advanced.with(advanced.reward, smoothed.next(advanced.reward.atto(), 1));
    }

    private RewardState advanced(BigInteger power) {
        BigInteger baseline = grown(baselinePower);
        BigInteger realized = cumsumRealized.add(power.min(baseline));
        BigInteger target = cumsumBaseline;
        BigInteger effective = effectiveBaselinePower;
        long time = effectiveTime;
        while (realized.compareTo(target) > 0) {
            time++;
            effective = grown(effective);
            target = target.add(effective);
        }
        RewardState next = new RewardState(target, realized, time, effective, reward, smoothed, baseline, epoch + 1);
        return next.with(reward(next.epoch, theta(), next.theta()), smoothed);
    }

    private RewardState with(TokenAmount paid, FilterEstimate filtered) {
        return new RewardState(cumsumBaseline, cumsumRealized, effectiveTime, effectiveBaselinePower, paid, filtered,
                baselinePower, epoch);
    }

    private static BigInteger grown(BigInteger power) {
        return power.multiply(BASELINE_EXPONENT).shiftRight(PRECISION);
    }

    /** The effective network time with its fraction, Q.128. */
    private BigInteger theta() {
        if (effectiveTime == 0) {
            return BigInteger.ZERO;
        }
        BigInteger missing = cumsumBaseline.subtract(cumsumRealized).shiftLeft(PRECISION);
        return BigInteger.valueOf(effectiveTime).shiftLeft(PRECISION)
                .subtract(FilterEstimate.floor(missing, effectiveBaselinePower));
    }

    /** The reward of an epoch in which the effective time moves from one theta to another. */
    static TokenAmount reward(long epoch, BigInteger before, BigInteger after) {
        BigInteger decay = ExpNeg.of(LAMBDA.multiply(BigInteger.valueOf(epoch)));
        BigInteger simple = SIMPLE_TOTAL.multiply(EXP_LAMBDA_LESS_ONE).multiply(decay).shiftRight(PRECISION);
        BigInteger baseline = baselineSupply(after).subtract(baselineSupply(before));
        return new TokenAmount(simple.add(baseline).shiftRight(PRECISION));
    }

    private static BigInteger baselineSupply(BigInteger theta) {
        return ONE.subtract(ExpNeg.of(theta.multiply(LAMBDA).shiftRight(PRECISION))).multiply(BASELINE_TOTAL);
    }
}
