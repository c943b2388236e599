package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.QuantSpec;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The sectors due in one of the 48 windows (actors/miner {@code deadline_state.rs}). A draft: {@link #copy} before changing. */
public final class Deadline {
    private List<Partition> partitions = new ArrayList<>();
    /** Partitions that may have expiring sectors, by quantized epoch. */
    private NavigableMap<Long, BitField> expirations = new TreeMap<>();
    private BitField posted = BitField.EMPTY;
    private BitField earlyTerminations = BitField.EMPTY;
    private long liveSectors;
    private long totalSectors;
    private Power faultyPower = Power.ZERO;
    private Power livePower = Power.ZERO;
    private TokenAmount dailyFee = TokenAmount.ZERO;
    private List<StoredPoSt> optimistic = new ArrayList<>();
    private Snapshot snapshot = Snapshot.NONE;

    /**
     * What a WindowPoSt does to a deadline, before its proof is looked at.
     *
     * @param delta     change of active power
     * @param recovered power that was faulty
     * @param sectors   all sectors of the partitions
     * @param ignored   faulty and terminated ones among them
     */
    record Proven(Power delta, Power recovered, BitField sectors, BitField ignored, BitField partitions) {}

    /** What the end of a window did to power. */
    record Ended(Power delta, ExpirationSet expired) {}

    Deadline copy() {
        Deadline copy = new Deadline();
        copy.partitions = new ArrayList<>(partitions);
        copy.expirations = new TreeMap<>(expirations);
        copy.posted = posted;
        copy.earlyTerminations = earlyTerminations;
        copy.liveSectors = liveSectors;
        copy.totalSectors = totalSectors;
        copy.faultyPower = faultyPower;
        copy.livePower = livePower;
        copy.dailyFee = dailyFee;
        copy.optimistic = new ArrayList<>(optimistic);
        copy.snapshot = snapshot;
        return copy;
    }

    private Partition draft(long index) {
        Partition copy = partition(index).copy();
        partitions.set((int) index, copy);
        return copy;
    }

    /** The partition of a number that a message names. */
    Partition partition(long index) {
        if (Long.compareUnsigned(index, partitions.size()) >= 0) {
            throw Abort.notFound("no such partition " + Long.toUnsignedString(index));
        }
        return partitions.get((int) index);
    }

    /** Adds unproven sectors, filling the last partition first. */
    void addSectors(List<SectorOnChainInfo> sectors, SectorSize size, QuantSpec quant) {
        dailyFee = dailyFee.plus(place(sectors, false, size, quant).fee());
    }

    private ExpirationSet place(List<SectorOnChainInfo> sectors, boolean proven, SectorSize size, QuantSpec quant) {
        int capacity = size.windowPoStPartitionSectors();
        ExpirationSet all = ExpirationSet.EMPTY;
        List<SectorOnChainInfo> rest = sectors;
        while (!rest.isEmpty()) {
            if (partitions.isEmpty() || partitions.getLast().sectors().count() >= capacity) {
                partitions.add(new Partition());
            }
            int index = partitions.size() - 1;
            Partition partition = draft(index);
            int taken = (int) Math.min(capacity - partition.sectors().count(), rest.size());
            all = all.plus(partition.add(rest.subList(0, taken), proven, size, quant));
            rest.subList(0, taken).forEach(sector -> expire(quant.up(sector.expiration()), index));
            rest = rest.subList(taken, rest.size());
        }
        livePower = livePower.plus(all.active());
        liveSectors += sectors.size();
        totalSectors += sectors.size();
        return all;
    }

    private void expire(ChainEpoch quantized, long partition) {
        expirations.merge(quantized.value(), BitField.of(partition), BitField::union);
    }

    private void note(Partition.Faulted faulted, long partition, Partition.Terms terms) {
        faultyPower = faultyPower.plus(faulted.newFaulty());
        if (!faulted.sectors().isEmpty()) {
            expire(terms.quant().up(terms.faultExpiration()), partition);
        }
    }

    /** Declares faults by partition; the change of active power. */
    Power declareFaults(Map<Long, BitField> declared, Partition.Terms terms) {
        Power delta = Power.ZERO;
        for (Map.Entry<Long, BitField> each : declared.entrySet()) {
            Partition.Faulted faulted = draft(each.getKey()).declareFaults(each.getValue(), terms);
            note(faulted, each.getKey(), terms);
            delta = delta.plus(faulted.delta());
        }
        return delta;
    }

    void declareRecovered(Map<Long, BitField> declared, Partition.Terms terms) {
        declared.forEach((index, numbers) -> draft(index).declareRecovered(numbers, terms));
    }

    /** Records proven partitions and skipped sectors, assuming that the proof is good. */
    Proven prove(List<PoStPartition> proven, Partition.Terms terms) {
        BitField indexes = BitField.of(proven.stream().map(PoStPartition::index).toList());
        if (indexes.count() != proven.size()) {
            throw Abort.illegalArgument("duplicate partitions proven");
        }
        if (!posted.intersect(indexes).isEmpty()) {
            throw Abort.illegalArgument("partition already proven: " + posted.intersect(indexes));
        }
        Proven sum = new Proven(Power.ZERO, Power.ZERO, BitField.EMPTY, BitField.EMPTY, indexes);
        for (PoStPartition each : proven) {
            Partition partition = draft(each.index());
            Partition.Faulted faulted = partition.skip(each.skipped(), terms);
            note(faulted, each.index(), terms);
            Power recovered = partition.recover(terms);
            faultyPower = faultyPower.minus(recovered);
            Power delta = faulted.delta().plus(recovered).plus(partition.activateUnproven());
            sum = new Proven(sum.delta().plus(delta), sum.recovered().plus(recovered), sum.sectors().union(partition.sectors()),
                    sum.ignored().union(partition.faults()).union(partition.terminated()), indexes);
        }
        posted = posted.union(indexes);
        return sum;
    }

    /** Takes a proof out of the snapshot: it cannot be disputed again. */
    StoredPoSt takeDisputed(long index) {
        StoredPoSt taken = snapshot.proof(index)
                .orElseThrow(() -> Abort.illegalArgument("proof " + Long.toUnsignedString(index) + " not found"));
        snapshot = snapshot.without(index);
        return taken;
    }

    void store(StoredPoSt post) {
        optimistic.add(post);
    }

    /** The end of the window: missed partitions become faulty, expired sectors leave, the snapshot is taken. */
    Ended end(DeadlineClose close, SectorTable table) {
        Power delta = Power.ZERO;
        for (int index = 0; index < partitions.size(); index++) {
            if (posted.contains(index) || partitions.get(index).isIdle()) {
                continue;
            }
            Partition.Faulted missed = draft(index).missPoSt(close.faultExpiration(), close.quant());
            faultyPower = faultyPower.plus(missed.newFaulty());
            if (!missed.newFaulty().isZero()) {
                expire(close.quant().up(close.faultExpiration()), index);
            }
            delta = delta.plus(missed.delta());
        }
        posted = BitField.EMPTY;
        snapshot = Snapshot.of(partitions, optimistic, table);
        optimistic = new ArrayList<>();
        ExpirationSet expired = popExpired(close.last());
        return new Ended(delta.minus(expired.active()), expired);
    }

    private ExpirationSet popExpired(ChainEpoch until) {
        BitField due = BitField.EMPTY;
        while (!expirations.isEmpty() && expirations.firstKey() <= until.value()) {
            due = due.union(expirations.pollFirstEntry().getValue());
        }
        ExpirationSet all = ExpirationSet.EMPTY;
        for (long index : due.stream().toArray()) {
            ExpirationSet popped = draft(index).popExpired(until);
            if (!popped.early().isEmpty()) {
                earlyTerminations = earlyTerminations.with(index);
            }
            all = all.plus(popped);
        }
        liveSectors -= all.sectors().count();
        faultyPower = faultyPower.minus(all.faulty());
        livePower = livePower.minus(all.faulty()).minus(all.active());
        dailyFee = dailyFee.minus(all.fee());
        return all;
    }

    /** Ends the life of sectors by partition; the active power that is lost. */
    Power terminate(Map<Long, BitField> numbers, Partition.Terms terms, ChainEpoch now) {
        Power lost = Power.ZERO;
        for (Map.Entry<Long, BitField> each : numbers.entrySet()) {
            Partition.Terminated terminated = draft(each.getKey()).terminate(each.getValue(), terms, now);
            ExpirationSet removed = terminated.removed();
            if (!removed.isEmpty()) {
                earlyTerminations = earlyTerminations.with(each.getKey());
            }
            liveSectors -= removed.sectors().count();
            faultyPower = faultyPower.minus(removed.faulty());
            livePower = livePower.minus(removed.active()).minus(removed.faulty());
            dailyFee = dailyFee.minus(removed.fee());
            lost = lost.plus(terminated.lost());
        }
        return lost;
    }

    /** Takes early terminations out of the queues of the partitions, as many as there is room for. */
    void popEarlyTerminated(EarlyTerminations into) {
        for (long index : earlyTerminations.stream().toArray()) {
            Partition partition = draft(index);
            partition.popEarlyTerminated(into);
            if (!partition.hasEarlyTerminated()) {
                earlyTerminations = earlyTerminations.without(index);
            }
            if (into.isFull()) {
                return;
            }
        }
    }

    /** Puts changed sectors of a partition in the place of the same ones. */
    Partition.Replaced replace(long partition, List<SectorOnChainInfo> old, List<SectorOnChainInfo> changed,
            Partition.Terms terms) {
        Partition.Replaced replaced = draft(partition).replace(old, changed, terms.size(), terms.quant());
        livePower = livePower.plus(replaced.power());
        dailyFee = dailyFee.plus(replaced.fee());
        changed.forEach(sector -> expire(terms.quant().up(sector.expiration()), partition));
        return replaced;
    }

    /** Takes partitions apart and puts their live sectors together at the end; the dead sectors, which nothing refers to any more. */
    BitField compact(BitField removed, Partition.Terms terms) {
        if (Long.compareUnsigned(removed.count(), partitions.size()) > 0) {
            throw Abort.illegalArgument("partitions to remove exceeds total");
        }
        if (removed.isEmpty()) {
            return BitField.EMPTY;
        }
        if (Long.compareUnsigned(removed.last(), partitions.size()) >= 0) {
            throw Abort.illegalArgument("partition index " + Long.toUnsignedString(removed.last()) + " out of range [0, "
                    + partitions.size() + ")");
        }
        if (hasEarlyTerminations()) {
            throw Abort.illegalArgument("cannot remove partitions from deadline with early terminations");
        }
        BitField live = BitField.EMPTY;
        BitField dead = BitField.EMPTY;
        for (long index : removed.stream().toArray()) {
            Partition gone = partition(index);
            requireAllActive(gone, index);
            live = live.union(gone.live());
            dead = dead.union(gone.terminated());
            livePower = livePower.minus(gone.livePower());
        }
        takeOut(removed);
        liveSectors -= live.count();
        totalSectors -= live.count() + dead.count();
        place(terms.table().load(live), true, terms.size(), terms.quant());
        return dead;
    }

    private static void requireAllActive(Partition partition, long index) {
        if (!partition.faults().isEmpty()) {
            throw Abort.illegalArgument("cannot remove partition " + index + ": has faults");
        }
        if (!partition.unproven().isEmpty()) {
            throw Abort.illegalArgument("cannot remove partition " + index + ": has unproven sectors");
        }
    }

    /** The partitions behind those taken out move up, in the expiration queue too. */
    private void takeOut(BitField removed) {
        List<Partition> rest = new ArrayList<>();
        for (int index = 0; index < partitions.size(); index++) {
            if (!removed.contains(index)) {
                rest.add(partitions.get(index));
            }
        }
        partitions = rest;
        expirations.replaceAll((epoch, indexes) -> movedUp(indexes.subtract(removed), removed));
        expirations.values().removeIf(BitField::isEmpty);
    }

    private static BitField movedUp(BitField indexes, BitField removed) {
        return BitField.of(indexes.stream().map(index -> index - removed.intersect(BitField.range(0, index)).count()).toArray());
    }

    /** False if the end of the window has nothing to do ({@code is_live}). */
    boolean needsProcessing() {
        return liveSectors > 0 || !posted.isEmpty() || !optimistic.isEmpty() || !snapshot.proofs().isEmpty();
    }

    boolean hasEarlyTerminations() {
        return !earlyTerminations.isEmpty();
    }

    public List<Partition> partitions() {
        return Collections.unmodifiableList(partitions);
    }

    /** Partitions proven in the window that is open. */
    public BitField posted() {
        return posted;
    }

    public long liveSectors() {
        return liveSectors;
    }

    public long totalSectors() {
        return totalSectors;
    }

    public Power faultyPower() {
        return faultyPower;
    }

    /** Power of all live sectors, faulty and unproven ones included. */
    public Power livePower() {
        return livePower;
    }

    public TokenAmount dailyFee() {
        return dailyFee;
    }

    /** Proofs stored in the window that is open. */
    public List<StoredPoSt> optimistic() {
        return Collections.unmodifiableList(optimistic);
    }

    public Snapshot snapshot() {
        return snapshot;
    }
}
