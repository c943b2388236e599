package io.sealstream.devnet.chain.model;

import io.sealstream.devnet.chain.model.NaiveSector.Health;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A miner as a plain list of sectors with a state each, instead of sets, queues and sums: the second model that the dev chain is compared with.
 * A command answers the exit code that the chain must give; with a code other than 0 the model may be half changed and must be dropped.
 */
final class NaiveMiner {
    private static final int OK = 0;
    private static final int ARGUMENT = 16;
    private static final int NOT_FOUND = 17;
    private static final int FORBIDDEN = 18;
    private static final int STATE = 20;
    private static final int ASSERTION = 24;

    final Calendar calendar;
    /** Those that the chain knows still, dead ones too. */
    final Map<Long, NaiveSector> sectors = new TreeMap<>();
    /** Numbers by deadline and partition, dead ones too. */
    final List<List<Set<Long>>> deadlines = new ArrayList<>();
    private final Set<Integer> posted = new HashSet<>();
    /** Epochs in which cron settles early ends. */
    private final List<Long> settling = new ArrayList<>();
    /** How often a settlement had to go on in the next epoch. */
    private int wentOn;

    NaiveMiner(Calendar calendar) {
        this.calendar = calendar;
        IntStream.range(0, Calendar.DEADLINES).forEach(index -> deadlines.add(new ArrayList<>()));
    }

    NaiveMiner copy() {
        NaiveMiner copy = new NaiveMiner(calendar);
        sectors.forEach((number, sector) -> copy.sectors.put(number, sector.copy()));
        for (int index = 0; index < deadlines.size(); index++) {
            int deadline = index;
            deadlines.get(index).forEach(partition -> copy.deadlines.get(deadline).add(new TreeSet<>(partition)));
        }
        copy.posted.addAll(posted);
        copy.settling.addAll(settling);
        copy.wentOn = wentOn;
        return copy;
    }

    /** One that the chain knows still. */
    NaiveSector sector(long number) {
        return Objects.requireNonNull(sectors.get(number));
    }

    List<NaiveSector> in(int deadline) {
        return deadlines.get(deadline).stream().flatMap(Collection::stream).map(this::sector).toList();
    }

    private List<NaiveSector> in(Set<Long> partition) {
        return partition.stream().map(this::sector).toList();
    }

    private static long live(List<NaiveSector> some) {
        return some.stream().filter(NaiveSector::isLive).count();
    }

    int wentOn() {
        return wentOn;
    }

    boolean isPosted(int partition) {
        return posted.contains(partition);
    }

    // Sectors come

    void activate(Map<Long, Long> expirations, long now) {
        expirations.forEach((number, expiration) -> {
            int deadline = bestDeadline(now);
            NaiveSector sector = new NaiveSector(number, now, expiration);
            sector.leaves = calendar.up(deadline, expiration);
            sectors.put(number, sector);
            append(deadline, number);
        });
    }

    private void append(int deadline, long number) {
        List<Set<Long>> partitions = deadlines.get(deadline);
        if (partitions.isEmpty() || partitions.getLast().size() == Calendar.PARTITION) {
            partitions.add(new TreeSet<>());
        }
        partitions.getLast().add(number);
    }

    /** Fewest partitions after compaction, fewest partitions, an open one first, the fullest open one, fewest live sectors, lowest index. */
    private int bestDeadline(long now) {
        return IntStream.range(0, Calendar.DEADLINES).filter(index -> calendar.isMutable(index, now)).boxed()
                .min(Comparator.<Integer>comparingLong(index -> live(in(index)) / Calendar.PARTITION)
                        .thenComparingInt(index -> in(index).size() / Calendar.PARTITION)
                        .thenComparingInt(index -> -(in(index).size() % Calendar.PARTITION))
                        .thenComparingLong(index -> live(in(index))))
                .orElseThrow();
    }

    // Messages

    private boolean tooMany(Collection<Long> numbers) {
        return numbers.size() > calendar.mostSectors();
    }

    private boolean unknown(int deadline, int partition) {
        return partition >= deadlines.get(deadline).size();
    }

    private int declaration(int deadline, int partition, Set<Long> numbers, long now) {
        if (tooMany(numbers) || calendar.isCutOff(deadline, now)) {
            return ARGUMENT;
        }
        if (unknown(deadline, partition)) {
            return NOT_FOUND;
        }
        return deadlines.get(deadline).get(partition).containsAll(numbers) ? OK : ARGUMENT;
    }

    int declareFaults(int deadline, int partition, Set<Long> numbers, long now) {
        int code = declaration(deadline, partition, numbers, now);
        if (code == OK) {
            fail(in(numbers), deadline, calendar.last(deadline, now));
        }
        return code;
    }

    private void fail(List<NaiveSector> some, int deadline, long end) {
        long leaves = calendar.up(deadline, end + Calendar.FAULT_AGE);
        some.stream().filter(NaiveSector::isLive).forEach(sector -> sector.fail(leaves));
    }

    int declareRecovered(int deadline, int partition, Set<Long> numbers, long now) {
        int code = declaration(deadline, partition, numbers, now);
        if (code == OK) {
            in(numbers).stream().filter(NaiveSector::isFaulty).forEach(sector -> sector.health = Health.RECOVERING);
        }
        return code;
    }

    /** @param skipped numbers by partition, for each partition that is proven */
    int post(Map<Integer, Set<Long>> skipped, long now) {
        int deadline = calendar.current(now);
        if (skipped.size() > calendar.partitionsPerPoSt() || skipped.keySet().stream().anyMatch(posted::contains)) {
            return ARGUMENT;
        }
        long good = 0;
        for (Map.Entry<Integer, Set<Long>> each : skipped.entrySet()) {
            if (unknown(deadline, each.getKey())) {
                return NOT_FOUND;
            }
            Set<Long> partition = deadlines.get(deadline).get(each.getKey());
            if (!partition.containsAll(each.getValue())) {
                return ARGUMENT;
            }
            fail(in(each.getValue()), deadline, calendar.last(deadline, now));
            in(partition).forEach(sector -> prove(sector, deadline));
            good += in(partition).stream().filter(sector -> sector.health == Health.ACTIVE).count();
        }
        posted.addAll(skipped.keySet());
        return good == 0 ? ARGUMENT : OK;
    }

    private void prove(NaiveSector sector, int deadline) {
        if (sector.health == Health.RECOVERING) {
            sector.leaves = calendar.up(deadline, sector.expiration);
            sector.early = false;
        }
        if (sector.health == Health.RECOVERING || sector.health == Health.UNPROVEN) {
            sector.health = Health.ACTIVE;
        }
    }

    int terminate(int deadline, int partition, Set<Long> numbers, long now) {
        if (tooMany(numbers) || !calendar.isMutable(deadline, now)) {
            return ARGUMENT;
        }
        if (unknown(deadline, partition)) {
            return NOT_FOUND;
        }
        Set<Long> all = deadlines.get(deadline).get(partition);
        if (!all.containsAll(numbers) || !in(numbers).stream().allMatch(NaiveSector::isLive)) {
            return ARGUMENT;
        }
        boolean waited = hasUnsettled();
        in(numbers).forEach(sector -> sector.die(now));
        settle(now, !waited);
        return OK;
    }

    int settleNow(long now) {
        settle(now, !hasUnsettled());
        return OK;
    }

    int extend(int deadline, int partition, Set<Long> numbers, long expiration, long now) {
        if (unknown(deadline, partition) || !sectors.keySet().containsAll(numbers)) {
            return NOT_FOUND;
        }
        for (NaiveSector sector : in(numbers)) {
            if (sector.expiration < now) {
                return FORBIDDEN;
            }
            if (expiration < sector.expiration || expiration - now > Calendar.FURTHEST
                    || expiration - sector.activation > Calendar.LONGEST_LIFE) {
                return ARGUMENT;
            }
            if (expiration == now) {
                return ASSERTION;
            }
        }
        boolean allActive = deadlines.get(deadline).get(partition).containsAll(numbers)
                && in(numbers).stream().allMatch(sector -> sector.health == Health.ACTIVE);
        in(numbers).forEach(sector -> {
            sector.expiration = expiration;
            sector.leaves = calendar.up(deadline, expiration);
        });
        return allActive ? OK : STATE;
    }

    int compact(int deadline, Set<Integer> removed, long now) {
        if (!calendar.isCompactable(deadline, now)) {
            return FORBIDDEN;
        }
        List<Set<Long>> partitions = deadlines.get(deadline);
        boolean allKnown = removed.stream().noneMatch(index -> unknown(deadline, index));
        if (removed.size() > calendar.compactablePartitions() || !allKnown
                || in(deadline).stream().anyMatch(sector -> sector.unsettled >= 0)) {
            return ARGUMENT;
        }
        Set<Long> live = new TreeSet<>();
        for (int index : removed) {
            if (in(partitions.get(index)).stream().anyMatch(each -> each.isFaulty() || each.health == Health.UNPROVEN)) {
                return ARGUMENT;
            }
            in(partitions.get(index)).stream().filter(NaiveSector::isLive).forEach(each -> live.add(each.number));
        }
        removed.stream().flatMap(index -> partitions.get(index).stream()).filter(number -> !live.contains(number))
                .forEach(sectors::remove);
        deadlines.set(deadline, new ArrayList<>(
                IntStream.range(0, partitions.size()).filter(index -> !removed.contains(index)).mapToObj(partitions::get)
                        .toList()));
        live.forEach(number -> append(deadline, number));
        return OK;
    }

    // Cron

    /** The end of an epoch. */
    void endEpoch(long now) {
        int deadline = calendar.current(now);
        if (now == calendar.last(deadline, now)) {
            endDeadline(deadline, now);
        }
        while (settling.remove(now)) {
            settle(now, true);
        }
    }

    private void endDeadline(int deadline, long now) {
        boolean waited = hasUnsettled();
        for (int index = 0; index < deadlines.get(deadline).size(); index++) {
            if (!posted.contains(index)) {
                fail(in(deadlines.get(deadline).get(index)), deadline, now);
            }
        }
        posted.clear();
        in(deadline).stream().filter(sector -> sector.isLive() && sector.leaves <= now)
                .forEach(sector -> sector.die(sector.early ? now : -1));
        if (!waited && hasUnsettled()) {
            settle(now, true);
        }
    }

    private boolean hasUnsettled() {
        return sectors.values().stream().anyMatch(sector -> sector.unsettled >= 0);
    }

    /** Settles early ends by deadline, partition, epoch and number, until as many as one call may have been looked at. */
    private void settle(long now, boolean goOn) {
        int partitions = 0;
        int count = 0;
        for (List<Set<Long>> deadline : deadlines) {
            for (Set<Long> partition : deadline) {
                List<NaiveSector> due = in(partition).stream().filter(sector -> sector.unsettled >= 0)
                        .sorted(Comparator.comparingLong(sector -> sector.unsettled)).toList();
                if (due.isEmpty() || partitions == calendar.mostPartitions() || count == calendar.mostSectors()) {
                    continue;
                }
                partitions++;
                int taken = Math.min(due.size(), calendar.mostSectors() - count);
                due.subList(0, taken).forEach(sector -> sector.unsettled = -1);
                count += taken;
            }
        }
        if (goOn && hasUnsettled()) {
            settling.add(now + 1);
            wentOn++;
        }
    }
}
