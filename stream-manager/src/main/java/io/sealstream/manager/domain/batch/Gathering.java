package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.manager.domain.Frozen;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one kind of message.
 *
 * @param waiting      all sectors that are in no message
 * @param due          those of them that shall leave; null when none shall
 * @param aggregations those of them whose proofs are being aggregated, by the intent of their message
 */
public record Gathering(Waiting waiting, @Nullable Due due, SortedMap<String, Aggregation> aggregations) {
    public static final Gathering NONE = new Gathering(Waiting.NONE, null, new TreeMap<>());
    /** Most sectors whose price is asked for at once: five of the largest aggregates. The others follow. */
    public static final int MOST_LEAVING = 5 * ChainLimits.NV28.aggregate().maxSectors();
    /** The first of them is lost first. */
    public static final Comparator<Member> URGENT_FIRST = Comparator.comparingLong((Member m) -> m.lastSafe().value())
            .thenComparingLong(Member::sector);

    public Gathering {
        aggregations = Frozen.map(aggregations);
    }

    /** Those nothing was decided about: neither due nor being aggregated. */
    public List<Member> undecided() {
        if (due == null && aggregations.isEmpty()) {
            return waiting.members();
        }
        Set<Long> taken = aggregated();
        return waiting.members().stream().filter(m -> !taken.contains(m.sector()))
                .filter(m -> due == null || !due.sectors().contains(m.sector())).toList();
    }

    /**
     * Who leaves when the price is known, most urgent first: those that are due, and while these cannot leave all others too, since a more
     * urgent one may have come. At most {@link #MOST_LEAVING}.
     */
    public List<Member> leaving() {
        if (due == null) {
            return List.of();
        }
        Set<Long> taken = aggregated();
        return waiting.members().stream().filter(m -> !taken.contains(m.sector()))
                .filter(m -> due.held() != null || due.sectors().contains(m.sector())).sorted(URGENT_FIRST)
                .limit(MOST_LEAVING).toList();
    }

    private Set<Long> aggregated() {
        Set<Long> taken = new HashSet<>();
        aggregations.values().forEach(a -> taken.addAll(a.sectors()));
        return taken;
    }

    Gathering with(Member member) {
        return new Gathering(waiting.with(member), due, aggregations);
    }

    Gathering with(@Nullable Due next) {
        return new Gathering(waiting, next, aggregations);
    }

    Gathering with(Aggregation aggregation) {
        TreeMap<String, Aggregation> next = new TreeMap<>(aggregations);
        next.put(aggregation.intent(), aggregation);
        return new Gathering(waiting, left(aggregation.sectors()), next);
    }

    Gathering dropped(String intent) {
        TreeMap<String, Aggregation> next = new TreeMap<>(aggregations);
        next.remove(intent);
        return new Gathering(waiting, due, next);
    }

    /** Without sectors that wait no more. What was due is over when none of it is left, an aggregate of one of them is of no use. */
    Gathering without(Collection<Long> sectors) {
        Waiting rest = waiting.without(sectors);
        if (rest.equals(waiting)) {
            return this;
        }
        TreeMap<String, Aggregation> next = new TreeMap<>(aggregations);
        next.values().removeIf(a -> a.sectors().stream().anyMatch(sectors::contains));
        return new Gathering(rest, left(sectors), next);
    }

    private @Nullable Due left(Collection<Long> gone) {
        BitField left = due == null ? BitField.EMPTY : due.sectors().subtract(BitField.of(gone));
        return due == null || left.isEmpty() ? null : due.with(left);
    }
}
