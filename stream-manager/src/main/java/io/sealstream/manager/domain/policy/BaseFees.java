package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.TokenAmount;
import java.util.List;

/**
 * The base fee now and what it was within the last day.
 *
 * @param now    base fee per gas unit at the newest head
 * @param recent evenly spaced samples of the last day, oldest first; empty when nothing is known
 */
public record BaseFees(TokenAmount now, List<TokenAmount> recent) {
    private static final int PERCENT = 100;

    public BaseFees {
        recent = List.copyOf(recent);
    }

    /** Nothing but the present is known. */
    public static BaseFees of(TokenAmount now) {
        return new BaseFees(now, List.of());
    }

    /** True when at most so many percent of the samples are below the present one; false while nothing is known. */
    public boolean isAmongLowest(int percent) {
        long below = recent.stream().filter(fee -> fee.compareTo(now) < 0).count();
        return !recent.isEmpty() && below * PERCENT <= (long) percent * recent.size();
    }
}
