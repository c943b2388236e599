package io.sealstream.filecoin;

/**
 * What a node's message pool takes from its own clients (lotus {@code chain/messagepool/messagepool.go}, venus
 * {@code pkg/messagepool/messagepool.go}; chain.md 4.13). Not consensus: another node may differ.
 *
 * @param maxNonceGap        missing nonces that a message may be ahead of ({@code MaxNonceGap})
 * @param maxPending         messages of one sender ({@code MaxActorPendingMessages})
 * @param replacePercent     least premium of a replacement, in percent of the old one ({@code ReplaceByFeePercentageMinimum})
 * @param replacePercentUsed premium of a replacement that nobody asked for more ({@code ReplaceByFeePercentageDefault})
 * @param publishDivisor     a message with a fee cap below the base fee divided by this is kept but not published
 *                           ({@code baseFeeLowerBoundFactorConservative})
 * @param maxBlockMessages   messages of one block (lotus {@code build/buildconstants}, {@code BlockMessageLimit})
 */
public record PoolLimits(long maxNonceGap, int maxPending, int replacePercent, int replacePercentUsed, long publishDivisor,
        int maxBlockMessages) {
    private static final long PERCENT = 100;

    /** The least premium with which a pending message can be replaced: 110 % of the old one, and one more ({@code ComputeMinRBF}). */
    public TokenAmount leastReplacement(TokenAmount premium) {
        return raised(premium, replacePercent);
    }

    /** The premium with which a node replaces by itself: 125 % of the old one, and one more ({@code ComputeRBF}). */
    public TokenAmount usualReplacement(TokenAmount premium) {
        return raised(premium, replacePercentUsed);
    }

    private static TokenAmount raised(TokenAmount premium, int percent) {
        return premium.scaled(percent, PERCENT).plus(TokenAmount.ofAtto(1));
    }

    /** True if a message with this fee cap is sent on to other nodes ({@code getBaseFeeLowerBound}). */
    public boolean isPublished(TokenAmount feeCap, TokenAmount baseFee) {
        return feeCap.compareTo(baseFee.scaled(1, publishDivisor).max(Gas.MIN_BASE_FEE)) >= 0;
    }
}
