package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;

/**
 * What a message may cost and how its gas is filled in.
 *
 * @param overEstimation gas limit asked for, in percent of the estimate
 * @param overPremium    premium offered, in percent of the estimate; zero: as estimated
 * @param feeCap         most paid per gas unit; zero: whatever {@code maxFee} allows
 * @param maxFee         most the whole message may cost
 */
public record FeeTerms(int overEstimation, int overPremium, TokenAmount feeCap, TokenAmount maxFee) {
    /** The estimate as it is. */
    public static final int AS_ESTIMATED = 100;
    /** Most that any percentage may be. */
    public static final int MOST_PERCENT = 1_000;

    /** Terms that only limit the cost of the whole message. */
    public static FeeTerms upTo(TokenAmount maxFee) {
        return new FeeTerms(AS_ESTIMATED, 0, TokenAmount.ZERO, maxFee);
    }

    /** Most paid per gas unit by a message with that gas limit. */
    public TokenAmount feeCap(long gasLimit) {
        TokenAmount allowed = maxFee.scaled(1, gasLimit);
        return feeCap.isPositive() ? allowed.min(feeCap) : allowed;
    }

    Optional<String> fault(String name) {
        if (overEstimation < AS_ESTIMATED || overEstimation > MOST_PERCENT || overPremium < 0 || overPremium > MOST_PERCENT) {
            return Optional.of(name + ": overEstimation must be 100 to 1000 percent, overPremium 0 to 1000 percent");
        }
        return maxFee.isPositive() && !feeCap.isNegative()
                ? Optional.empty()
                : Optional.of(name + ": maxFee must be above zero and feeCap not negative");
    }
}
