package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.Optional;

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

    /** The lowest sample that so many percent of them do not exceed; empty while nothing is known. */
    public Optional<TokenAmount> percentile(int percent) {
        int rank = Math.max(1, Math.ceilDiv(recent.size() * percent, PERCENT));
        return recent.stream().sorted().skip(rank - 1L).findFirst();
    }
}
