package io.sealstream.manager.wire;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.avro.ChainHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A head of the chain as the shell keeps it: the only clock.
 *
 * @param sequence   rises with each head; a lower or equal one is a repeat
 * @param epoch      height
 * @param tipset     block CIDs
 * @param baseFee    parent base fee
 * @param timestamp  Unix seconds of the tipset
 * @param revertedTo on a reorg: epoch of the last common tipset; null otherwise
 */
public record Head(long sequence, ChainEpoch epoch, List<String> tipset, TokenAmount baseFee, long timestamp,
        @Nullable ChainEpoch revertedTo) {
    public Head {
        tipset = List.copyOf(tipset);
    }

    /** Reads a record of {@code miner.head} or {@code message.head}. */
    public static Head of(ChainHead r) {
        Fields in = Fields.of(r);
        Long reverted = r.getRevertedTo();
        return new Head(in.natural("sequence", r.getSequence()), ChainEpoch.of(in.natural("epoch", r.getEpoch())), r.getTipset(),
                in.amount("baseFee", r.getBaseFee()), r.getTimestamp(), reverted == null ? null : ChainEpoch.of(reverted));
    }
}
