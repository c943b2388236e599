package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.schemas.avro.ChainHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which head record follows from what is known of the chain: pure, one thread. Keeps the line of tipsets seen last (oldest first), so that
 * a reorg can name the last common one.
 */
final class HeadLine {
    /** Longer than chain finality, so that every reorg that can happen finds its common tipset. */
    static final int KEPT = 2000;
    /** Epochs that no reorg goes back (lotus {@code policy.ChainFinality}). */
    static final long FINALITY = ChainLimits.NV28.finality();

    /** A tipset of the line. */
    record Seen(long epoch, TipSetKey key) {}

    /** Whether a tipset is an ancestor of, or equal to, another one: asked of the chain node. */
    interface Ancestry {
        boolean isOnChainOf(Seen old, NamedTipset head);
    }

    private final Deque<Seen> line = new ArrayDeque<>();
    private long sequence;
    private long writtenEpoch = Long.MIN_VALUE;
    /** Lowest common epoch of reorgs since the last record. */
    private @Nullable Long revertedTo;

    /** A line without history: nothing was ever written. */
    HeadLine() {
        this(0, List.of());
    }

    /**
     * Continues from what is stored.
     *
     * @param sequence last sequence number that was given
     * @param stored   stored heads, oldest first
     */
    HeadLine(long sequence, List<ChainHead> stored) {
        this.sequence = sequence;
        for (ChainHead head : stored) {
            truncate(head.getRevertedTo());
            push(new Seen(head.getEpoch(), keyOf(head)));
            writtenEpoch = head.getEpoch();
        }
    }

    private static TipSetKey keyOf(ChainHead head) {
        return new TipSetKey(head.getTipset().stream().map(io.sealstream.filecoin.Cid::parse).toList());
    }

    /**
     * Takes tipsets that were applied, oldest first, the last one being the head now. Those that do not stand on the line's end begin a
     * reorg, for which the last common tipset is searched with {@code ancestry}.
     *
     * @param reverted true when the node said that it reverted tipsets: only then may the head become lower
     * @throws NoCommonTipset when the chain shares no tipset with the line
     */
    void follow(List<NamedTipset> applied, boolean reverted, Ancestry ancestry) {
        NamedTipset head = applied.getLast();
        if (!line.isEmpty() && head.key().equals(line.getLast().key())) {
            return;
        }
        if (line.isEmpty() || !isLinked(applied)) {
            if (!join(head, reverted, ancestry)) {
                return;
            }
        }
        long above = line.isEmpty() ? Long.MIN_VALUE : line.getLast().epoch();
        applied.stream().filter(each -> each.epoch() > above).forEach(each -> push(new Seen(each.epoch(), each.key())));
    }

    private boolean isLinked(List<NamedTipset> applied) {
        TipSetKey end = line.getLast().key();
        for (NamedTipset each : applied) {
            if (!each.parents().equals(end)) {
                return false;
            }
            end = each.key();
        }
        return true;
    }

    /** Cuts the line to the last tipset that the head's chain has; false when the node only lags behind the line. */
    private boolean join(NamedTipset head, boolean reverted, Ancestry ancestry) {
        if (line.isEmpty()) {
            return true;
        }
        if (!reverted && head.epoch() < line.getLast().epoch()) {
            return false;
        }
        List<Seen> seen = new ArrayList<>(line);
        int common = lastCommon(seen, head, ancestry);
        if (common < 0 && line.getLast().epoch() - line.getFirst().epoch() < FINALITY) {
            // the line is too young to tell a deep reorg from another chain; which chain it is was checked by its genesis
            long to = line.getFirst().epoch() - 1;
            line.clear();
            revertedTo = revertedTo == null ? to : Math.min(revertedTo, to);
            return true;
        }
        if (common < 0) {
            throw new NoCommonTipset("the chain node's head at epoch " + head.epoch() + " shares none of the last " + seen.size()
                    + " tipsets known here: it is another chain, or a reset one");
        }
        if (common < seen.size() - 1) {
            truncate(seen.get(common).epoch());
            if (seen.get(common).epoch() < writtenEpoch) {
                long to = seen.get(common).epoch();
                revertedTo = revertedTo == null ? to : Math.min(revertedTo, to);
            }
        }
        return true;
    }

    /** Index of the newest tipset of the line on the head's chain, by halving: all older ones are on it too. */
    private static int lastCommon(List<Seen> seen, NamedTipset head, Ancestry ancestry) {
        int low = -1;
        int high = seen.size();
        int probe = seen.size() - 1;
        while (high - low > 1) {
            Seen old = seen.get(probe);
            if (old.epoch() <= head.epoch() && ancestry.isOnChainOf(old, head)) {
                low = probe;
            } else {
                high = probe;
            }
            probe = (low + high) >>> 1;
        }
        return low;
    }

    private void truncate(@Nullable Long epoch) {
        while (epoch != null && !line.isEmpty() && line.getLast().epoch() > epoch) {
            line.removeLast();
        }
    }

    private void push(Seen seen) {
        line.addLast(seen);
        if (line.size() > KEPT) {
            line.removeFirst();
        }
    }

    /** The record for {@code head} if it says anything new, to be confirmed with {@link #written} once it is stored. */
    Optional<ChainHead> next(NamedTipset head) {
        boolean known = !line.isEmpty() && line.getLast().key().equals(head.key());
        if (!known || (revertedTo == null && head.epoch() <= writtenEpoch)) {
            return Optional.empty();
        }
        return Optional.of(ChainHead.newBuilder().setSequence(sequence + 1).setEpoch(head.epoch()).setTipset(head.cids())
                .setBaseFee(head.baseFee()).setTimestamp(head.timestamp()).setRevertedTo(revertedTo).build());
    }

    /** The record is stored. */
    void written(ChainHead head) {
        sequence = head.getSequence();
        writtenEpoch = head.getEpoch();
        revertedTo = null;
    }

    /** Epoch of the last stored head; empty before the first. */
    Optional<Long> writtenEpoch() {
        return writtenEpoch == Long.MIN_VALUE ? Optional.empty() : Optional.of(writtenEpoch);
    }

    /** The chain is not the one that the stored heads came from. */
    static final class NoCommonTipset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoCommonTipset(String message) {
            super(message);
        }
    }
}
