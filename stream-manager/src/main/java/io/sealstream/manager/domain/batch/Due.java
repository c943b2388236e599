package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Waiting sectors that shall leave: the chain is asked for their price, then they go.
 *
 * @param sectors those that are not in a message yet
 * @param reason  why they leave
 * @param words   the same with the numbers
 * @param since   epoch of the decision
 * @param held    why they cannot leave yet; null while nobody knows
 */
public record Due(BitField sectors, Reason reason, String words, ChainEpoch since, @Nullable Held held) {
    /**
     * What is missing.
     *
     * @param words for people, with the numbers
     * @param lacks amount of money; zero when it is something else
     */
    public record Held(String words, TokenAmount lacks) {}

    Due with(@Nullable Held next) {
        return new Due(sectors, reason, words, since, next);
    }

    Due with(BitField rest) {
        return new Due(rest, reason, words, since, held);
    }
}
