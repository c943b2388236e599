package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.manager.domain.Frozen;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.proving.DeadlineWatch;
import io.sealstream.manager.domain.proving.WindowFacts;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the WindowPoSts of a miner stand, in numbers: what those watch who must not lose a deadline.
 *
 * @param current    partitions whose window is open, by state; {@link #UNPLANNED} is one of the states
 * @param next       partitions that are planned and whose window opens soon, by state
 * @param closesIn   epochs until the first open window closes of which something is not proven yet; null where all is proven
 * @param missed     partitions whose window closed without a proof, within the last proving period
 * @param faulty     faulty sectors, as the newest window of each partition tells
 * @param recovering faulty sectors that windows under way prove again
 * @param skipped    sectors that proofs of the last proving period leave out, because they could not be read
 */
public record ProvingTotals(SortedMap<String, Long> current, SortedMap<String, Long> next, @Nullable Long closesIn, long missed,
        long faulty, long recovering, long skipped) {
    /**
     * The window is open, the last one had sectors that are not faulty, or some were activated since, and yet nothing was planned: the chain
     * edge could not read the deadline. (Once more where the last sector of a partition has expired, which the log does not tell.)
     */
    public static final String UNPLANNED = "Unplanned";

    public ProvingTotals {
        current = Frozen.map(current);
        next = Frozen.map(next);
    }

    /** The totals at an epoch. */
    public static ProvingTotals of(MinerState miner, Collection<WindowFacts> windows, ProvingSchedule schedule, ChainEpoch now) {
        Sight sight = new Sight(schedule, now);
        List<WindowFacts> unplanned = windows.stream().filter(sight::isUnplanned).toList();
        List<DeadlineInfo> unseen = unseen(miner, schedule, now);
        SortedMap<String, Long> current = byState(windows.stream().filter(sight::isOpen));
        current.put(UNPLANNED, (long) unplanned.size() + unseen.size());
        LongStream closes = LongStream.concat(
                windows.stream().filter(w -> sight.isOpen(w) && !w.isProven()).mapToLong(w -> w.close().value()),
                LongStream.concat(unplanned.stream().mapToLong(w -> w.close().value() + schedule.period()),
                        unseen.stream().mapToLong(d -> d.close().value())));
        return new ProvingTotals(current, byState(windows.stream().filter(sight::isAhead)),
                closes.boxed().min(Long::compare).map(close -> close - now.value()).orElse(null),
                windows.stream().filter(sight::isMissed).count(), windows.stream().mapToLong(WindowFacts::faulty).sum(),
                windows.stream().mapToLong(WindowFacts::recovering).sum(),
                windows.stream().filter(sight::isOfLastPeriod).mapToLong(WindowFacts::skipped).sum());
    }

    private static SortedMap<String, Long> byState(Stream<WindowFacts> windows) {
        SortedMap<String, Long> counts = new TreeMap<>();
        WindowFacts.UNDER_WAY.forEach(state -> counts.put(state, 0L));
        windows.forEach(window -> counts.merge(window.state(), 1L, Long::sum));
        return counts;
    }

    /** Open deadlines that hold sectors of ours, and were never planned. */
    private static List<DeadlineInfo> unseen(MinerState miner, ProvingSchedule schedule, ChainEpoch now) {
        Observed observed = miner.observed();
        return observed == null
                ? List.of()
                : DeadlineWatch.due(schedule, observed.periodStart(), now).stream()
                        .filter(d -> d.isOpen() && isUnseen(miner.deadlines().get((int) d.index()))).toList();
    }

    private static boolean isUnseen(MinerState.@Nullable Planned planned) {
        return planned != null && planned.periodStart() == null;
    }

    /** Windows as they are seen at an epoch. */
    private record Sight(ProvingSchedule schedule, ChainEpoch now) {
        boolean isAhead(WindowFacts w) {
            return !w.isClosed() && now.isBefore(w.open());
        }

        boolean isOpen(WindowFacts w) {
            return !w.isClosed() && !now.isBefore(w.open()) && now.isBefore(w.close());
        }

        boolean isUnplanned(WindowFacts w) {
            return w.isClosed() && w.comesAgain() && !now.isBefore(w.open().plus(schedule.period())) && isOfLastPeriod(w);
        }

        boolean isOfLastPeriod(WindowFacts w) {
            return now.isBefore(w.close().plus(schedule.period()));
        }

        boolean isMissed(WindowFacts w) {
            return !w.isProven() && !now.isBefore(w.close()) && isOfLastPeriod(w);
        }
    }
}
