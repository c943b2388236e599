package io.sealstream.filecoin;

import java.math.BigInteger;

/**
 * A smoothed value and its rate of change an epoch, both in Q.128 (go-state-types {@code util/smoothing}).
 */
public record FilterEstimate(BigInteger positionEstimate, BigInteger velocityEstimate) {
    public static final Shape<FilterEstimate> SHAPE = Tuple.of(FilterEstimate.class)
            .field("PositionEstimate", Shapes.BIG, FilterEstimate::positionEstimate)
            .field("VelocityEstimate", Shapes.BIG, FilterEstimate::velocityEstimate)
            .make(v -> new FilterEstimate(v.next(), v.next()));

    private static final int PRECISION = 128;
    /** 2^-50 in Q.128: slower changes are treated as linear. */
    private static final BigInteger EPSILON = new BigInteger("302231454903657293676544");
    private static final BigInteger DEFAULT_ALPHA = new BigInteger("314760000000000000000000000000000000");
    private static final BigInteger DEFAULT_BETA = new BigInteger("96640100000000000000000000000000");

    /** From whole numbers. */
    public static FilterEstimate of(BigInteger position, BigInteger velocity) {
        return new FilterEstimate(position.shiftLeft(PRECISION), velocity.shiftLeft(PRECISION));
    }

    /** The value now, whole part. */
    public BigInteger estimate() {
        return positionEstimate.shiftRight(PRECISION);
    }

    /** The filter after one observation (alpha-beta filter, {@code NextEstimate}), {@code epochs} after the last. */
    public FilterEstimate next(BigInteger observation, long epochs) {
        BigInteger elapsed = BigInteger.valueOf(epochs).shiftLeft(PRECISION);
        BigInteger predicted = positionEstimate.add(velocityEstimate.multiply(elapsed).shiftRight(PRECISION));
        BigInteger residual = observation.shiftLeft(PRECISION).subtract(predicted);
        BigInteger position = predicted.add(DEFAULT_ALPHA.multiply(residual).shiftRight(PRECISION));
        BigInteger revision = floor(DEFAULT_BETA.multiply(residual), elapsed);
        return new FilterEstimate(position, velocityEstimate.add(revision));
    }

    /** Sum over {@code epochs} epochs from now of numerator / denominator, extrapolated; Q.128 ({@code ExtrapolatedCumSumOfRatio}). */
    static BigInteger cumulativeRatio(long epochs, FilterEstimate numerator, FilterEstimate denominator) {
        BigInteger span = BigInteger.valueOf(epochs).shiftLeft(PRECISION);
        BigInteger position1 = numerator.positionEstimate;
        BigInteger velocity1 = numerator.velocityEstimate;
        BigInteger position2 = denominator.positionEstimate;
        BigInteger velocity2 = denominator.velocityEstimate;
        BigInteger squared = velocity2.multiply(velocity2).shiftRight(PRECISION);
        if (squared.compareTo(EPSILON) <= 0) {
            BigInteger middle = position1.add(velocity1.multiply(span.shiftRight(1)).shiftRight(PRECISION));
            return floor(middle.multiply(span), position2);
        }
        BigInteger end = position2.add(span.multiply(velocity2).shiftRight(PRECISION));
        BigInteger growth = NaturalLog.of(end).subtract(NaturalLog.of(position2));
        BigInteger first = velocity2.multiply(position1.multiply(growth)).shiftRight(PRECISION);
        BigInteger rest = velocity2.multiply(span).subtract(position2.multiply(growth));
        BigInteger second = velocity1.multiply(rest).shiftRight(PRECISION);
        return floor(first.add(second), squared);
    }

    /** Division that rounds down for a positive divisor, as Go's big integers do. */
    static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.valueOf(divisor.signum())) : parts[0];
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static FilterEstimate fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
