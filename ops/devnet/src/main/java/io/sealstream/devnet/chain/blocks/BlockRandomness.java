package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.filecoin.BeaconEntry;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TipSet;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Randomness as seen from a tipset (chain.md 4.7): the base of a null round is the tipset after it; epochs before 0 take the base of
 * epoch 0 and hash the negative number.
 */
public final class BlockRandomness implements EpochRandomness {
    private final ChainEpoch seenFrom;
    private final LongFunction<BlockHeader> atOrAfter;

    /**
     * A view.
     *
     * @param seenFrom  last epoch that exists
     * @param atOrAfter the smallest-ticket block of the first tipset not before an epoch
     */
    public BlockRandomness(ChainEpoch seenFrom, LongFunction<BlockHeader> atOrAfter) {
        this.seenFrom = seenFrom;
        this.atOrAfter = atOrAfter;
    }

    /** Seen from an entry of the store. */
    public static BlockRandomness seenFrom(Entry entry, ChainStore store) {
        return new BlockRandomness(entry.tipSet().height(),
                epoch -> store.atOrAfter(epoch).filter(found -> found.height() <= entry.height()).orElse(entry).tipSet()
                        .minTicketBlock());
    }

    /** Seen from a tipset that is being made over the store's head. */
    static BlockRandomness seenFrom(TipSet made, ChainStore store) {
        return new BlockRandomness(made.height(),
                epoch -> store.atOrAfter(epoch).map(Entry::tipSet).orElse(made).minTicketBlock());
    }

    private BlockHeader block(ChainEpoch epoch) {
        if (epoch.isAfter(seenFrom)) {
            throw new FutureEpochException(
                    "cannot draw randomness from the future: epoch " + epoch + " is after the tipset's epoch " + seenFrom);
        }
        return atOrAfter.apply(Math.max(0, epoch.value()));
    }

    @Override
    public Bytes fromTickets(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
        return drawFromTickets(tag.value(), epoch, entropy);
    }

    @Override
    public Bytes fromBeacon(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
        return drawFromBeacon(tag.value(), epoch, entropy);
    }

    /** As {@link #fromTickets}, with any tag. */
    public Bytes drawFromTickets(long tag, ChainEpoch epoch, Bytes entropy) {
        return Randomness.draw(Objects.requireNonNull(block(epoch).ticket()).vrfProof(), tag, epoch, entropy);
    }

    /** As {@link #fromBeacon}, with any tag. A block after null rounds carries the entries of all of them. */
    public Bytes drawFromBeacon(long tag, ChainEpoch epoch, Bytes entropy) {
        long round = Math.max(0, epoch.value());
        BeaconEntry entry = block(epoch).beaconEntries().stream().filter(each -> each.round() == round).findFirst()
                .orElseThrow(() -> new IllegalStateException("no beacon entry of round " + round));
        return Randomness.draw(entry.data(), tag, epoch, entropy);
    }

    /** Randomness was asked for that does not exist yet. */
    public static final class FutureEpochException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FutureEpochException(String message) {
            super(message);
        }
    }
}
