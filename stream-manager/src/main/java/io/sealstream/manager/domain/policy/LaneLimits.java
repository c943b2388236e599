package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;

/**
 * What a lane does for one miner at most, and how it gets stuck messages moving. WindowPoSt counts towards the spending but is never held.
 *
 * @param inFlight          messages signed and not landed; further ones wait
 * @param perDay            most its messages may cost within a day of epochs; zero: no limit
 * @param preCommitPerDay   of it for precommits; zero: no own limit
 * @param proveCommitPerDay of it for prove-commits; zero: no own limit
 * @param replaceAfter      epochs after which a message that did not land is offered a higher fee
 * @param replaceFactor     the new premium in percent of the old one; the message pool demands 110
 */
public record LaneLimits(int inFlight, TokenAmount perDay, TokenAmount preCommitPerDay, TokenAmount proveCommitPerDay,
        long replaceAfter, int replaceFactor) {
    /** Least factor a message pool takes, in percent. */
    public static final int LEAST_FACTOR = 110;
    private static final int MOST_FACTOR = 1_000;
    private static final int MOST_IN_FLIGHT = 1_000;
    /** What policies of before limits mean. */
    public static final LaneLimits NONE = new LaneLimits(MOST_IN_FLIGHT, TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO, 10,
            125);

    Optional<String> fault() {
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            return Optional.of("limits.inFlight must be 1 to " + MOST_IN_FLIGHT);
        }
        if (replaceAfter < 1 || replaceFactor < LEAST_FACTOR || replaceFactor > MOST_FACTOR) {
            return Optional
                    .of("limits: replaceAfter must be at least 1 epoch, replaceFactor " + LEAST_FACTOR + " to " + MOST_FACTOR
                            + " percent");
        }
        return perDay.isNegative() || preCommitPerDay.isNegative() || proveCommitPerDay.isNegative()
                ? Optional.of("limits: what may be spent per day must not be negative")
                : Optional.empty();
    }
}
