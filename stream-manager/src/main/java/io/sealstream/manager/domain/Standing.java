package io.sealstream.manager.domain;

import io.sealstream.filecoin.ChainEpoch;

/**
 * An effect that a state stands by until its answer changes the state: issued when the state is entered (not before {@code from}) and again
 * every {@code every} epochs, always with the same derived id. So no answer can be lost for good.
 *
 * @param effect what to issue
 * @param from   first epoch at which it is issued
 * @param every  epochs between repeats, at least 1
 */
public record Standing(Effect effect, ChainEpoch from, long every) {
    public Standing {
        if (every < 1) {
            throw new IllegalArgumentException("an effect is repeated every 1 epoch or more, not " + every);
        }
    }

    /** The first issue after an epoch. */
    public ChainEpoch firstAfter(ChainEpoch epoch) {
        if (epoch.isBefore(from)) {
            return from;
        }
        long passed = epoch.since(from) / every;
        return from.plus((passed + 1) * every);
    }
}
