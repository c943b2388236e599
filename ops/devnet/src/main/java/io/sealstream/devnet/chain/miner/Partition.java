package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.QuantSpec;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sectors that are proven together (actors/miner {@code partition_state.rs}). A draft: {@link #copy} before changing.
 * Invariants: faults and unproven are live; recoveries are faults; powers are the sums of their sectors.
 */
public final class Partition {
    private BitField sectors = BitField.EMPTY;
    private BitField unproven = BitField.EMPTY;
    private BitField faults = BitField.EMPTY;
    private BitField recoveries = BitField.EMPTY;
    private BitField terminated = BitField.EMPTY;
    private ExpirationQueue expirations = new ExpirationQueue();
    private NavigableMap<Long, BitField> earlyTerminated = new TreeMap<>();
    private Power livePower = Power.ZERO;
    private Power unprovenPower = Power.ZERO;
    private Power faultyPower = Power.ZERO;
    private Power recoveringPower = Power.ZERO;

    /** Numbers that the calls on a partition share. */
    record Terms(SectorTable table, SectorSize size, QuantSpec quant, ChainEpoch faultExpiration) {}

    /**
     * What faults do.
     *
     * @param delta     change of active power
     * @param newFaulty power that became faulty
     */
    record Faulted(BitField sectors, Power delta, Power newFaulty) {
        static final Faulted NONE = new Faulted(BitField.EMPTY, Power.ZERO, Power.ZERO);
    }

    /**
     * What a termination does.
     *
     * @param removed all that left
     * @param lost    power that counted
     */
    record Terminated(ExpirationSet removed, Power lost) {}

    /** New less old, of sectors that were replaced. */
    record Replaced(Power power, TokenAmount pledge, TokenAmount fee) {
        static final Replaced NOTHING = new Replaced(Power.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);

        Replaced plus(Replaced other) {
            return new Replaced(power.plus(other.power), pledge.plus(other.pledge), fee.plus(other.fee));
        }
    }

    Partition copy() {
        Partition copy = new Partition();
        copy.sectors = sectors;
        copy.unproven = unproven;
        copy.faults = faults;
        copy.recoveries = recoveries;
        copy.terminated = terminated;
        copy.expirations = expirations.copy();
        copy.earlyTerminated = new TreeMap<>(earlyTerminated);
        copy.livePower = livePower;
        copy.unprovenPower = unprovenPower;
        copy.faultyPower = faultyPower;
        copy.recoveringPower = recoveringPower;
        return copy;
    }

    /** Adds healthy sectors. */
    ExpirationSet add(List<SectorOnChainInfo> added, boolean proven, SectorSize size, QuantSpec quant) {
        ExpirationSet sum = expirations.addActive(added, size, quant);
        if (!sectors.intersect(sum.onTime()).isEmpty()) {
            throw new IllegalStateException("sectors " + sum.onTime() + " are in the partition already");
        }
        sectors = sectors.union(sum.onTime());
        livePower = livePower.plus(sum.active());
        if (!proven) {
            unproven = unproven.union(sum.onTime());
            unprovenPower = unprovenPower.plus(sum.active());
        }
        return sum;
    }

    private Faulted addFaults(BitField numbers, Terms terms) {
        if (numbers.isEmpty()) {
            return Faulted.NONE;
        }
        Power newFaulty = expirations.rescheduleAsFaults(terms.faultExpiration(), terms.table().load(numbers), terms.size(),
                terms.quant());
        faults = faults.union(numbers);
        faultyPower = faultyPower.plus(newFaulty);
        BitField wereUnproven = numbers.intersect(unproven);
        unproven = unproven.subtract(wereUnproven);
        Power lost = SectorTable.power(terms.size(), terms.table().load(wereUnproven));
        unprovenPower = unprovenPower.minus(lost);
        return new Faulted(numbers, newFaulty.negate().plus(lost), newFaulty);
    }

    private void retract(BitField numbers, Terms terms) {
        recoveringPower = recoveringPower.minus(SectorTable.power(terms.size(), terms.table().load(numbers)));
        recoveries = recoveries.subtract(numbers);
    }

    /** Declares faults: new ones are recorded, recoveries among them retracted, the rest ignored. */
    Faulted declareFaults(BitField numbers, Terms terms) {
        requireContained(numbers, "declared faults");
        BitField retracted = recoveries.intersect(numbers);
        Faulted faulted = addFaults(numbers.subtract(retracted).subtract(terminated).subtract(faults), terms);
        retract(retracted, terms);
        return faulted;
    }

    /** Sectors that a WindowPoSt leaves out become faulty. */
    Faulted skip(BitField numbers, Terms terms) {
        requireContained(numbers, "skipped sectors");
        BitField retracted = recoveries.intersect(numbers);
        Faulted faulted = addFaults(numbers.subtract(terminated).subtract(faults), terms);
        retract(retracted, terms);
        return faulted;
    }

    /** Declares faulty sectors as recovering; others are ignored. */
    void declareRecovered(BitField numbers, Terms terms) {
        requireContained(numbers, "declared recoveries");
        BitField added = numbers.intersect(faults).subtract(recoveries);
        recoveries = recoveries.union(added);
        recoveringPower = recoveringPower.plus(SectorTable.power(terms.size(), terms.table().load(added)));
    }

    private void requireContained(BitField numbers, String what) {
        if (!sectors.containsAll(numbers)) {
            throw Abort.illegalArgument(what + " contain sectors outside the partition: " + numbers.subtract(sectors));
        }
    }

    /** All recoveries are healthy again; their power. */
    Power recover(Terms terms) {
        Power power = expirations.rescheduleRecovered(terms.table().load(recoveries), terms.size(), terms.quant());
        faults = faults.subtract(recoveries);
        recoveries = BitField.EMPTY;
        faultyPower = faultyPower.minus(power);
        recoveringPower = recoveringPower.minus(power);
        return power;
    }

    /** The unproven sectors are proven now; their power. */
    Power activateUnproven() {
        Power power = unprovenPower;
        unproven = BitField.EMPTY;
        unprovenPower = Power.ZERO;
        return power;
    }

    /** True if a missed proof changes nothing: all power is faulty and none is to recover. */
    boolean isIdle() {
        return recoveringPower.isZero() && faultyPower.equals(livePower);
    }

    /** No proof came: everything live is faulty, recoveries failed. */
    Faulted missPoSt(ChainEpoch faultExpiration, QuantSpec quant) {
        expirations.rescheduleAllAsFaults(faultExpiration, quant);
        Power newFaulty = livePower.minus(faultyPower);
        Power delta = unprovenPower.minus(newFaulty);
        BitField newFaults = live().subtract(faults);
        faults = live();
        recoveries = BitField.EMPTY;
        unproven = BitField.EMPTY;
        faultyPower = livePower;
        recoveringPower = Power.ZERO;
        unprovenPower = Power.ZERO;
        return new Faulted(newFaults, delta, newFaulty);
    }

    /** Takes out the sectors whose time has come; those that leave early are kept for their termination fee. */
    ExpirationSet popExpired(ChainEpoch until) {
        if (!unproven.isEmpty() || !recoveries.isEmpty()) {
            throw new IllegalStateException("sectors expire before the deadline's proofs are settled");
        }
        ExpirationSet popped = expirations.popUntil(until);
        BitField expired = popped.sectors();
        terminated = terminated.union(expired);
        faults = faults.subtract(expired);
        livePower = livePower.minus(popped.active()).minus(popped.faulty());
        faultyPower = faultyPower.minus(popped.faulty());
        queueTerminated(until, popped.early());
        return popped;
    }

    /** Ends the life of live sectors now; they are kept for their termination fee. */
    Terminated terminate(BitField numbers, Terms terms, ChainEpoch now) {
        if (!live().containsAll(numbers)) {
            throw Abort.illegalArgument("can only terminate live sectors, not " + numbers.subtract(live()));
        }
        ExpirationSet removed = expirations.remove(terms.table().load(numbers), faults, terms.size(), terms.quant());
        Power neverProven = SectorTable.power(terms.size(), terms.table().load(numbers.intersect(unproven)));
        retract(recoveries.intersect(numbers), terms);
        faults = faults.subtract(numbers);
        unproven = unproven.subtract(numbers);
        terminated = terminated.union(numbers);
        livePower = livePower.minus(removed.active()).minus(removed.faulty());
        faultyPower = faultyPower.minus(removed.faulty());
        unprovenPower = unprovenPower.minus(neverProven);
        queueTerminated(now, numbers);
        return new Terminated(removed, removed.active().minus(neverProven));
    }

    private void queueTerminated(ChainEpoch epoch, BitField numbers) {
        if (!numbers.isEmpty()) {
            earlyTerminated.merge(epoch.value(), numbers, BitField::union);
        }
    }

    /** Takes early terminations out of the queue, oldest first, as many as there is room for. */
    void popEarlyTerminated(EarlyTerminations into) {
        into.enterPartition();
        while (hasEarlyTerminated() && into.hasRoom()) {
            Map.Entry<Long, BitField> oldest = earlyTerminated.pollFirstEntry();
            queueTerminated(new ChainEpoch(oldest.getKey()), into.take(oldest.getKey(), oldest.getValue()));
        }
    }

    boolean hasEarlyTerminated() {
        return !earlyTerminated.isEmpty();
    }

    /** Puts changed sectors in the place of the same ones, which must be active. */
    Replaced replace(List<SectorOnChainInfo> old, List<SectorOnChainInfo> changed, SectorSize size, QuantSpec quant) {
        BitField numbers = BitField.of(old.stream().map(SectorOnChainInfo::sectorNumber).toList());
        if (!active().containsAll(numbers)) {
            throw Abort.illegalState("refusing to replace inactive sectors in " + numbers + " (active: " + active() + ")");
        }
        ExpirationSet removed = expirations.remove(old, BitField.EMPTY, size, quant);
        ExpirationSet added = expirations.addActive(changed, size, quant);
        livePower = livePower.plus(added.active()).minus(removed.active());
        return new Replaced(added.active().minus(removed.active()), added.pledge().minus(removed.pledge()),
                added.fee().minus(removed.fee()));
    }

    /** Sectors that left before their time and are not settled yet, by epoch of termination. */
    public NavigableMap<Long, BitField> earlyTerminated() {
        return Collections.unmodifiableNavigableMap(earlyTerminated);
    }

    /** When a sector leaves: on time, or early. */
    public Optional<ChainEpoch> expiration(long sector, boolean early) {
        return expirations.epochOf(sector, early);
    }

    /** All sectors, terminated ones included. */
    public BitField sectors() {
        return sectors;
    }

    public BitField unproven() {
        return unproven;
    }

    public BitField faults() {
        return faults;
    }

    public BitField recoveries() {
        return recoveries;
    }

    public BitField terminated() {
        return terminated;
    }

    public BitField live() {
        return sectors.subtract(terminated);
    }

    /** Live, proven and not faulty: what counts as power. */
    public BitField active() {
        return live().subtract(faults).subtract(unproven);
    }

    /** Of all live sectors, faulty and unproven ones included. */
    public Power livePower() {
        return livePower;
    }

    public Power faultyPower() {
        return faultyPower;
    }

    public Power unprovenPower() {
        return unprovenPower;
    }

    public Power recoveringPower() {
        return recoveringPower;
    }

    public Power activePower() {
        return livePower.minus(faultyPower).minus(unprovenPower);
    }
}
