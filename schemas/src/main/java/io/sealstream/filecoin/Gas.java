package io.sealstream.filecoin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/** What a message costs and how the base fee moves at network version 28 (chain.md 4.10; lotus {@code chain/vm/burn.go}, FIP-0115). */
public final class Gas {
    /** Gas of one block, also the most a message may ask for. */
    public static final long BLOCK_LIMIT = 10_000_000_000L;
    /** Zero-based gas index (80 % of a block) whose message sets the percentile premium. */
    public static final long PERCENTILE_INDEX = 7_999_999_999L;
    public static final TokenAmount MIN_BASE_FEE = TokenAmount.ofAtto(100);

    private static final long OVERUSE_NUMERATOR = 11;
    private static final long OVERUSE_DENOMINATOR = 10;
    private static final BigInteger BASE_FEE_CHANGE_DENOMINATOR = BigInteger.valueOf(8);

    private Gas() {}

    /**
     * How the sender's gas payment is split.
     *
     * @param baseFeeBurn        burnt for gas used
     * @param overEstimationBurn burnt for a limit far above the use
     * @param minerPenalty       paid by the block producer when the fee cap is below the base fee
     * @param minerTip           to the block producer
     * @param refund             back to the sender
     * @param gasRefund          gas units that cost nothing
     * @param gasBurned          gas units of over-estimation
     */
    public record Outputs(TokenAmount baseFeeBurn, TokenAmount overEstimationBurn, TokenAmount minerPenalty, TokenAmount minerTip,
            TokenAmount refund, long gasRefund, long gasBurned) {
        /** What the sender has lost after the refund. */
        public TokenAmount cost() {
            return baseFeeBurn.plus(overEstimationBurn).plus(minerTip);
        }
    }

    public static Outputs outputs(long used, long limit, TokenAmount baseFee, TokenAmount feeCap, TokenAmount premium) {
        TokenAmount paid = baseFee.min(feeCap);
        long burned = overEstimation(used, limit);
        TokenAmount penalty = baseFee.minus(paid).times(used).plus(baseFee.minus(paid).times(burned));
        TokenAmount burn = paid.times(used);
        TokenAmount over = paid.times(burned);
        TokenAmount tip = premium.min(feeCap.minus(paid)).times(limit);
        TokenAmount refund = feeCap.times(limit).minus(burn).minus(tip).minus(over);
        return new Outputs(burn, over, penalty, tip, refund, limit - used - burned, burned);
    }

    /** Gas units burnt because the limit exceeds 1.1 times the use: (limit − used) × min(limit − 1.1 × used, used) / used. */
    private static long overEstimation(long used, long limit) {
        if (used == 0) {
            return limit;
        }
        long over = Math.min(limit - OVERUSE_NUMERATOR * used / OVERUSE_DENOMINATOR, used);
        if (over < 0) {
            return 0;
        }
        return BigInteger.valueOf(limit - used).multiply(BigInteger.valueOf(over)).divide(BigInteger.valueOf(used))
                .longValueExact();
    }

    /** A message in the eyes of the base-fee rule: its gas limit and effective premium. */
    public record Weight(long gasLimit, TokenAmount premium) {
        /** Effective premium: what is left for the producer under the fee cap. */
        public static Weight of(Message message, TokenAmount baseFee) {
            return new Weight(message.gasLimit(), message.gasPremium().min(message.gasFeeCap().minus(baseFee)));
        }
    }

    /** Premium of the message that covers {@code index} when all are laid side by side, highest premium first; zero beyond the last. */
    public static TokenAmount percentilePremium(List<Weight> messages, long index) {
        BigInteger covered = BigInteger.ZERO;
        for (Weight message : messages.stream().sorted(Comparator.comparing(Weight::premium).reversed()).toList()) {
            covered = covered.add(BigInteger.valueOf(message.gasLimit()));
            if (covered.compareTo(BigInteger.valueOf(index)) > 0) {
                return message.premium();
            }
        }
        return TokenAmount.ZERO;
    }

    /** m = ceil(base / 8); next = max(100, base + min(m, premium − m)). */
    public static TokenAmount nextBaseFee(TokenAmount baseFee, TokenAmount percentilePremium) {
        BigInteger[] eighth = baseFee.atto().divideAndRemainder(BASE_FEE_CHANGE_DENOMINATOR);
        TokenAmount step = new TokenAmount(eighth[1].signum() > 0 ? eighth[0].add(BigInteger.ONE) : eighth[0]);
        return baseFee.plus(step.min(percentilePremium.minus(step))).max(MIN_BASE_FEE);
    }

    /**
     * The base fee after so many full blocks, each of which raises it by an eighth, as lotus foresees it for a fee cap
     * ({@code node/impl/gasutils/gasutils.go}, {@code GasEstimateFeeCap}): the factor is cut to 1/256.
     */
    public static TokenAmount expectedBaseFee(TokenAmount baseFee, long blocks) {
        double factor = StrictMath.pow(1 + 1 / BASE_FEE_CHANGE_DENOMINATOR.doubleValue(), (double) blocks);
        BigInteger parts = new BigDecimal(factor * 256).toBigInteger();
        return new TokenAmount(baseFee.atto().multiply(parts).shiftRight(8));
    }
}
