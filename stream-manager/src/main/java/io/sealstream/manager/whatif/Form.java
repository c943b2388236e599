package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which messages carry the sectors that leave together. */
@FunctionalInterface
public interface Form {
    /** One precommit for each sector. */
    Form ONE_EACH_PRECOMMIT = sectors -> sectors.stream().map(each -> Carried.preCommit(List.of(each))).toList();
    /** One message with its proof for each sector. */
    Form ONE_EACH_PROOF = sectors -> sectors.stream().map(each -> Carried.single(List.of(each))).toList();
    /** Precommits in as few messages as they fit into, all of about one size. */
    Form PRECOMMITS = sectors -> evenly(sectors, Carried::preCommit, Integer.MAX_VALUE);
    /** An aggregate wherever the chain takes one, single proofs otherwise: what both peers do since FIP-0100 (lotus pull 12919). */
    Form AGGREGATE_FROM_LEAST = sectors -> sectors.size() < leastAggregate() ? singles(sectors) : aggregates(sectors);

    /** The messages, in any order; together they carry each sector once. */
    List<Carried> of(List<Arrival> sectors);

    /**
     * Single proofs or aggregates.
     *
     * @param aggregateFrom sectors from which proofs are aggregated; 0: where that is less gas
     */
    static Form proveCommits(int aggregateFrom) {
        return sectors -> {
            if (sectors.size() < leastAggregate() || aggregateFrom > sectors.size()) {
                return singles(sectors);
            }
            List<Carried> singles = singles(sectors);
            List<Carried> aggregates = aggregates(sectors);
            return aggregateFrom > 0 || gas(aggregates) < gas(singles) ? aggregates : singles;
        };
    }

    private static int leastAggregate() {
        return ChainLimits.NV28.aggregate().minSectors();
    }

    private static List<Carried> singles(List<Arrival> sectors) {
        return evenly(sectors, Carried::single, Integer.MAX_VALUE);
    }

    private static List<Carried> aggregates(List<Arrival> sectors) {
        return evenly(sectors, Carried::aggregate, ChainLimits.NV28.aggregate().maxSectors());
    }

    private static long gas(List<Carried> messages) {
        return messages.stream().mapToLong(each -> each.exactGas() + each.stateGas()).sum();
    }

    /** As few parts of about one size as all fit. */
    private static List<Carried> evenly(List<Arrival> sectors, Function<List<Arrival>, Carried> make, int most) {
        int parts = Math.ceilDiv(sectors.size(), most);
        while (true) {
            List<Carried> made = split(sectors, parts, make);
            if (parts == sectors.size() || made.stream().allMatch(Carried::fits)) {
                return made;
            }
            parts++;
        }
    }

    private static List<Carried> split(List<Arrival> sectors, int parts, Function<List<Arrival>, Carried> make) {
        List<Carried> made = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int from = Math.toIntExact((long) sectors.size() * i / parts);
            int to = Math.toIntExact((long) sectors.size() * (i + 1) / parts);
            made.add(make.apply(sectors.subList(from, to)));
        }
        return made;
    }
}
