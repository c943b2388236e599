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
    private Snapshot snapshot = new Snapshot(List.of(), List.of(), SectorTable.EMPTY);

    /** What a dispute is judged by: state and proofs at the end of the last window. */
    public record Snapshot(List<Partition> partitions, List<StoredPoSt> proofs, SectorTable sectors) {
        public Snapshot {
            partitions = List.copyOf(partitions);
            proofs = List.copyOf(proofs);
        }
    }

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
        if (Long.compareUnsigned(index, partitions.size()) >= 0) {
            throw Abort.notFound("no such partition " + Long.toUnsignedString(index));
        }
        Partition copy = partitions.get((int) index).copy();
        partitions.set((int) index, copy);
        return copy;
    }

    /** Adds unproven sectors, filling the last partition first. */
    void addSectors(List<SectorOnChainInfo> sectors, SectorSize size, QuantSpec quant) {
        int capacity = size.windowPoStPartitionSectors();
        List<SectorOnChainInfo> rest = sectors;
        while (!rest.isEmpty()) {
            if (partitions.isEmpty() || partitions.getLast().sectors().count() >= capacity) {
                partitions.add(new Partition());
            }
            int index = partitions.size() - 1;
            Partition partition = draft(index);
            int taken = (int) Math.min(capacity - partition.sectors().count(), rest.size());
            ExpirationSet added = partition.addUnproven(rest.subList(0, taken), size, quant);
            rest.subList(0, taken).forEach(sector -> expire(quant.up(sector.expiration()), index));
            dailyFee = dailyFee.plus(added.fee());
            livePower = livePower.plus(added.active());
            rest = rest.subList(taken, rest.size());
        }
        liveSectors += sectors.size();
        totalSectors += sectors.size();
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
        snapshot = new Snapshot(partitions, optimistic, optimistic.isEmpty() ? SectorTable.EMPTY : table);
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

    /** Takes out all early terminations by epoch. */
    NavigableMap<Long, BitField> popEarlyTerminated() {
        NavigableMap<Long, BitField> all = new TreeMap<>();
        for (long index : earlyTerminations.stream().toArray()) {
            draft(index).popEarlyTerminated().forEach((epoch, sectors) -> all.merge(epoch, sectors, BitField::union));
        }
        earlyTerminations = BitField.EMPTY;
        return all;
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
