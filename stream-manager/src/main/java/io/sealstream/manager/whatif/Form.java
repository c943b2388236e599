package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.manager.domain.batch.EqualParts;
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

    private static List<Carried> evenly(List<Arrival> sectors, Function<List<Arrival>, Carried> make, int most) {
        return EqualParts.fewest(sectors, Math.ceilDiv(sectors.size(), most), make, Carried::fits);
    }
}
