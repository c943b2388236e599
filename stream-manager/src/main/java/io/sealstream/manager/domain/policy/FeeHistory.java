package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Frozen;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Base fees of the last day: one sample for each 30 epochs that had a head, made of heads alone.
 *
 * @param samples base fee per gas unit by the first epoch of its 30
 */
public record FeeHistory(SortedMap<ChainEpoch, TokenAmount> samples) {
    public static final FeeHistory NONE = new FeeHistory(new TreeMap<>());
    /** Epochs of one sample. */
    public static final long STEP = 30;
    private static final long DAY = ChainLimits.NV28.epochsPerDay();

    public FeeHistory {
        samples = Frozen.map(samples);
    }

    /** With the base fee of a head; itself when the 30 epochs of the head have their sample. */
    public FeeHistory with(ChainEpoch epoch, TokenAmount baseFee) {
        ChainEpoch slot = epoch.minus(Math.floorMod(epoch.value(), STEP));
        if (samples.containsKey(slot)) {
            return this;
        }
        SortedMap<ChainEpoch, TokenAmount> next = new TreeMap<>(samples.tailMap(slot.minus(DAY - STEP)));
        next.put(slot, baseFee);
        return new FeeHistory(next);
    }

    /** The base fees with the one of now. */
    public BaseFees at(TokenAmount now) {
        return new BaseFees(now, List.copyOf(samples.values()));
    }
}
