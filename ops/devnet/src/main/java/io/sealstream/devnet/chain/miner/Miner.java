package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.QuantSpec;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.SectorLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The state of a miner actor. A draft: {@link #copy} before changing. Its balance is kept with the actor. */
public final class Miner {
    private final ActorId id;
    /** Proving periods start at epochs of this remainder. */
    private final long periodOffset;
    private MinerInfo info;
    private Funds funds = Funds.NONE;
    private PreCommits preCommits = PreCommits.NONE;
    private SectorTable sectors = SectorTable.EMPTY;
    private List<Deadline> deadlines;
    private boolean cronActive;
    /** When the current deadline was last written to the state: at the creation, then by each run of the cron. */
    private ChainEpoch recordedAt;

    Miner(ActorId id, long periodOffset, MinerInfo info, long deadlineCount, ChainEpoch created) {
        this.id = id;
        this.periodOffset = periodOffset;
        this.info = info;
        this.deadlines = new ArrayList<>(Collections.nCopies((int) deadlineCount, new Deadline()));
        this.recordedAt = created;
    }

    private Miner(Miner other) {
        id = other.id;
        periodOffset = other.periodOffset;
        info = other.info;
        funds = other.funds;
        preCommits = other.preCommits;
        sectors = other.sectors;
        deadlines = new ArrayList<>(other.deadlines);
        cronActive = other.cronActive;
        recordedAt = other.recordedAt;
    }

    public Miner copy() {
        return new Miner(this);
    }

    public ActorId id() {
        return id;
    }

    public long periodOffset() {
        return periodOffset;
    }

    public MinerInfo info() {
        return info;
    }

    void info(MinerInfo changed) {
        info = changed;
    }

    public SectorSize size() {
        return SectorSize.of(info.sectorSize()).orElseThrow();
    }

    public Funds funds() {
        return funds;
    }

    void funds(Funds changed) {
        funds = changed;
    }

    public PreCommits preCommits() {
        return preCommits;
    }

    void preCommits(PreCommits changed) {
        preCommits = changed;
    }

    public SectorTable sectors() {
        return sectors;
    }

    /** The 48 deadlines. */
    public List<Deadline> deadlines() {
        return Collections.unmodifiableList(deadlines);
    }

    /** A copy of the deadline, put in its place, to be changed. */
    Deadline draft(long index) {
        Deadline copy = deadlines.get((int) index).copy();
        deadlines.set((int) index, copy);
        return copy;
    }

    public boolean cronActive() {
        return cronActive;
    }

    void cronActive(boolean active) {
        cronActive = active;
    }

    /** The deadline that is current at an epoch. */
    public DeadlineInfo deadlineAt(ChainEpoch now, ProvingSchedule schedule) {
        return schedule.deadlineAt(periodOffset, now);
    }

    /**
     * The deadline that the state names, seen at an epoch; it may be over. Without cron nobody moves it on, so that it stays the one of the
     * creation (lotus chain/actors/builtin/miner {@code DeadlineInfo}, go-state-types {@code RecordedDeadlineInfo}).
     */
    public DeadlineInfo recordedDeadline(ChainEpoch now, ProvingSchedule schedule) {
        DeadlineInfo held = deadlineAt(recordedAt, schedule);
        return schedule.deadline(held.periodStart(), held.index(), now);
    }

    void recordDeadline(ChainEpoch at) {
        recordedAt = at;
    }

    /** The instance of a deadline in the proving period of an epoch. */
    public DeadlineInfo deadline(long index, ChainEpoch now, ProvingSchedule schedule) {
        return schedule.deadline(schedule.periodStart(periodOffset, now), index, now);
    }

    /** Rounding to the end of any deadline. */
    QuantSpec everyDeadline(ProvingSchedule schedule) {
        return new QuantSpec(schedule.challengeWindow(), periodOffset);
    }

    Partition.Terms terms(DeadlineInfo deadline, ChainLimits limits) {
        return new Partition.Terms(sectors, size(), deadline.quant(), deadline.last().plus(limits.faultMaxAge()));
    }

    /** Puts new, unproven sectors into the table and into deadlines that are mutable now. */
    void addSectors(Collection<SectorOnChainInfo> added, ChainEpoch now, ChainRules rules) {
        sectors = sectors.with(added);
        List<SectorOnChainInfo> sorted = added.stream().sorted(Comparator.comparingLong(SectorOnChainInfo::sectorNumber))
                .toList();
        ProvingSchedule schedule = rules.policy().schedule();
        NavigableMap<Integer, Deadline> mutable = new TreeMap<>();
        for (int index = 0; index < deadlines.size(); index++) {
            if (deadline(index, now, schedule).isMutable()) {
                mutable.put(index, deadlines.get(index));
            }
        }
        new DeadlineAssignment(size().windowPoStPartitionSectors(), rules.policy().limits().maxPartitionsPerDeadline())
                .assign(mutable, sorted)
                .forEach((index, assigned) -> draft(index).addSectors(assigned, size(), deadline(index, now, schedule).quant()));
    }

    void sectors(SectorTable changed) {
        sectors = changed;
    }

    /** True while sectors that left early wait to be settled. */
    public boolean hasEarlyTerminations() {
        return deadlines.stream().anyMatch(Deadline::hasEarlyTerminations);
    }

    /** How many deadlines have sectors that left early and wait to be settled. */
    long earlyTerminatedDeadlines() {
        return deadlines.stream().filter(Deadline::hasEarlyTerminations).count();
    }

    /** Takes early terminations out of the queues, as many as one call may settle. */
    EarlyTerminations popEarlyTerminated(ChainLimits limits) {
        EarlyTerminations popped = new EarlyTerminations(limits);
        for (int index = 0; index < deadlines.size() && !popped.isFull(); index++) {
            if (deadlines.get(index).hasEarlyTerminations()) {
                draft(index).popEarlyTerminated(popped);
            }
        }
        return popped;
    }

    /** Puts new, unproven sectors into the table and into one deadline. */
    void addSectors(Collection<SectorOnChainInfo> added, DeadlineInfo target) {
        sectors = sectors.with(added);
        draft(target.index()).addSectors(
                added.stream().sorted(Comparator.comparingLong(SectorOnChainInfo::sectorNumber)).toList(),
                size(), target.quant());
    }

    /** A sector in a partition has other data now. */
    Partition.Replaced replace(SectorLocation at, SectorOnChainInfo changed, Partition.Terms terms) {
        SectorOnChainInfo old = sectors.get(changed.sectorNumber());
        sectors = sectors.with(List.of(changed));
        return draft(at.deadline()).replace(at.partition(), List.of(old), List.of(changed), terms);
    }

    /** Where a sector is proven. */
    public Optional<SectorLocation> locate(long sector) {
        for (int deadline = 0; deadline < deadlines.size(); deadline++) {
            List<Partition> partitions = deadlines.get(deadline).partitions();
            for (int partition = 0; partition < partitions.size(); partition++) {
                if (partitions.get(partition).sectors().contains(sector)) {
                    return Optional.of(new SectorLocation(deadline, partition));
                }
            }
        }
        return Optional.empty();
    }

    /** The union of a set over all partitions. */
    public BitField union(Function<Partition, BitField> part) {
        return BitField.union(deadlines.stream().flatMap(each -> each.partitions().stream()).map(part).toList());
    }
}
