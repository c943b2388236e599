package io.sealstream.filecoin;

import java.math.BigInteger;

/** Power and fees of one sector that need no view of the network (go-state-types {@code builtin/v18/miner/policy.go, monies.go}). */
public final class SectorMoney {
    private static final int QUALITY_PRECISION = 20;
    private static final BigInteger BASE_MULTIPLIER = BigInteger.valueOf(10);
    private static final BigInteger VERIFIED_MULTIPLIER = BigInteger.valueOf(100);
    private static final BigInteger DAILY_FEE_NUMERATOR = BigInteger.valueOf(161817);
    private static final BigInteger DAILY_FEE_DENOMINATOR = BigInteger.TEN.pow(30);
    private static final long TERMINATION_CAP_EPOCHS = 140 * ChainLimits.NV28.epochsPerDay();
    private static final long DAILY_FEE_CAP_DENOMINATOR = 2;

    private SectorMoney() {}

    /** Quality of a sector in Q.20: 1 without verified data, 10 when full of it for its whole life. */
    public static BigInteger quality(SectorSize size, long duration, BigInteger verifiedWeight) {
        if (duration <= 0) {
            throw CodecException.of("sector life of " + duration + " epochs");
        }
        BigInteger spaceTime = BigInteger.valueOf(size.bytes()).multiply(BigInteger.valueOf(duration));
        BigInteger base = spaceTime.subtract(verifiedWeight).multiply(BASE_MULTIPLIER);
        BigInteger sum = base.add(verifiedWeight.multiply(VERIFIED_MULTIPLIER)).shiftLeft(QUALITY_PRECISION);
        return FilterEstimate.floor(FilterEstimate.floor(sum, spaceTime), BASE_MULTIPLIER);
    }

    /** Quality-adjusted power in bytes; the raw size for committed capacity. */
    public static BigInteger qaPower(SectorSize size, long duration, BigInteger verifiedWeight) {
        return BigInteger.valueOf(size.bytes()).multiply(quality(size, duration, verifiedWeight)).shiftRight(QUALITY_PRECISION);
    }

    /** The most power a sector of this size can have. */
    public static BigInteger maxPower(SectorSize size) {
        return BigInteger.valueOf(size.bytes()).multiply(VERIFIED_MULTIPLIER).divide(BASE_MULTIPLIER);
    }

    /** circulating × power × 161817 / 10^30. */
    public static TokenAmount dailyFee(TokenAmount circulatingSupply, BigInteger qaPower) {
        BigInteger product = DAILY_FEE_NUMERATOR.multiply(qaPower).multiply(circulatingSupply.atto());
        return new TokenAmount(FilterEstimate.floor(product, DAILY_FEE_DENOMINATOR));
    }

    /** The fee of a sector whose power has changed, in proportion ({@code daily_proof_fee_adjust}). */
    public static TokenAmount adjustedDailyFee(TokenAmount dailyFee, BigInteger oldPower, BigInteger newPower) {
        return new TokenAmount(FilterEstimate.floor(dailyFee.atto().multiply(newPower), oldPower));
    }

    /** The most a deadline pays as daily fee: half of one day's expected reward of its live power ({@code DAILY_FEE_BLOCK_REWARD_CAP_DENOM}). */
    public static TokenAmount cappedDailyFee(TokenAmount fee, TokenAmount dayReward) {
        return fee.min(dayReward.scaled(1, DAILY_FEE_CAP_DENOMINATOR));
    }

    /**
     * The answer of method MaxTerminationFee: the fee of a sector of 140 days or more.
     *
     * @param faultFee {@link Pledge#continuedFaultFee} of the power
     */
    public static TokenAmount maxTerminationFee(TokenAmount initialPledge, TokenAmount faultFee) {
        return terminationFee(initialPledge, TERMINATION_CAP_EPOCHS, faultFee);
    }

    /**
     * Termination fee (FIP-0098): 8.5 % of the pledge, in proportion up to 140 days of age, at least 2 % and at least 1.05 times the fault fee.
     *
     * @param age      epochs since activation
     * @param faultFee {@link Pledge#continuedFaultFee} of the sector's power
     */
    public static TokenAmount terminationFee(TokenAmount initialPledge, long age, TokenAmount faultFee) {
        TokenAmount full = initialPledge.scaled(85, 1000);
        TokenAmount byAge = full.scaled(age, TERMINATION_CAP_EPOCHS);
        TokenAmount least = initialPledge.scaled(2, 100).max(faultFee.scaled(105, 100));
        return full.min(byAge).max(least);
    }
}
