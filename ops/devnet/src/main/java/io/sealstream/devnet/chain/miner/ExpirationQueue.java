package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.QuantSpec;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** When the sectors of a partition leave, by quantized epoch (actors/miner {@code expiration_queue.rs}). A draft: copy before changing. */
final class ExpirationQueue {
    private final NavigableMap<Long, ExpirationSet> sets;

    ExpirationQueue() {
        this(new TreeMap<>());
    }

    private ExpirationQueue(NavigableMap<Long, ExpirationSet> sets) {
        this.sets = sets;
    }

    ExpirationQueue copy() {
        return new ExpirationQueue(new TreeMap<>(sets));
    }

    /** The scheduled epochs of a sector: on time and, when it is faulty for long, early. */
    Optional<ChainEpoch> epochOf(long sector, boolean early) {
        return sets.entrySet().stream()
                .filter(each -> (early ? each.getValue().early() : each.getValue().onTime()).contains(sector))
                .map(each -> new ChainEpoch(each.getKey())).findFirst();
    }

    private void put(long epoch, ExpirationSet set) {
        if (set.isEmpty()) {
            sets.remove(epoch);
        } else {
            sets.put(epoch, set);
        }
    }

    private void add(long epoch, ExpirationSet set) {
        put(epoch, sets.getOrDefault(epoch, ExpirationSet.EMPTY).plus(set));
    }

    private static ExpirationSet active(SectorOnChainInfo sector, SectorSize size) {
        return new ExpirationSet(BitField.of(sector.sectorNumber()), BitField.EMPTY, sector.initialPledge(),
                SectorTable.power(size, sector), Power.ZERO, sector.dailyFee());
    }

    private static ExpirationSet faultyEarly(SectorOnChainInfo sector, SectorSize size) {
        return new ExpirationSet(BitField.EMPTY, BitField.of(sector.sectorNumber()), TokenAmount.ZERO, Power.ZERO,
                SectorTable.power(size, sector), sector.dailyFee());
    }

    private ExpirationSet take(long epoch, ExpirationSet one) {
        put(epoch, sets.getOrDefault(epoch, ExpirationSet.EMPTY).minus(one));
        return one;
    }

    /** Schedules healthy sectors at the end of their life; the sum of what was added. */
    ExpirationSet addActive(Collection<SectorOnChainInfo> sectors, SectorSize size, QuantSpec quant) {
        ExpirationSet total = ExpirationSet.EMPTY;
        for (SectorOnChainInfo sector : sectors) {
            ExpirationSet one = active(sector, size);
            add(quant.up(sector.expiration()).value(), one);
            total = total.plus(one);
        }
        return total;
    }

    private long epochOfActive(SectorOnChainInfo sector, QuantSpec quant) {
        long declared = quant.up(sector.expiration()).value();
        if (sets.getOrDefault(declared, ExpirationSet.EMPTY).onTime().contains(sector.sectorNumber())) {
            return declared;
        }
        return epochOf(sector.sectorNumber(), false)
                .orElseThrow(
                        () -> new IllegalStateException("sector " + sector.sectorNumber() + " is not in the expiration queue"))
                .value();
    }

    /** Moves healthy sectors to the fault's expiration unless they leave before; the power that is faulty now. */
    Power rescheduleAsFaults(ChainEpoch faultExpiration, Collection<SectorOnChainInfo> sectors, SectorSize size,
            QuantSpec quant) {
        long early = quant.up(faultExpiration).value();
        Power faulty = Power.ZERO;
        for (SectorOnChainInfo sector : sectors) {
            long epoch = epochOfActive(sector, quant);
            ExpirationSet one = active(sector, size);
            faulty = faulty.plus(one.active());
            ExpirationSet rest = sets.getOrDefault(epoch, ExpirationSet.EMPTY).minus(one);
            if (epoch <= early) {
                put(epoch, rest.plus(one.allFaulty()));
            } else {
                put(epoch, rest);
                add(early,
                        new ExpirationSet(BitField.EMPTY, one.onTime(), TokenAmount.ZERO, Power.ZERO, one.active(), one.fee()));
            }
        }
        return faulty;
    }

    /** Makes everything faulty and moves what would leave later to the fault's expiration. */
    void rescheduleAllAsFaults(ChainEpoch faultExpiration, QuantSpec quant) {
        long early = quant.up(faultExpiration).value();
        ExpirationSet moved = ExpirationSet.EMPTY;
        for (Map.Entry<Long, ExpirationSet> entry : new TreeMap<>(sets).entrySet()) {
            ExpirationSet set = entry.getValue();
            if (entry.getKey() <= early) {
                sets.put(entry.getKey(), set.allFaulty());
            } else {
                moved = moved.plus(new ExpirationSet(BitField.EMPTY, set.onTime(), TokenAmount.ZERO, Power.ZERO,
                        set.active().plus(set.faulty()), set.fee()));
                sets.remove(entry.getKey());
            }
        }
        if (!moved.isEmpty()) {
            add(early, moved);
        }
    }

    /** Schedules faulty sectors at the end of their life again; their power. */
    Power rescheduleRecovered(Collection<SectorOnChainInfo> sectors, SectorSize size, QuantSpec quant) {
        Power recovered = Power.ZERO;
        for (SectorOnChainInfo sector : sectors) {
            long number = sector.sectorNumber();
            Power power = SectorTable.power(size, sector);
            recovered = recovered.plus(power);
            Optional<ChainEpoch> early = epochOf(number, true);
            if (early.isPresent()) {
                long epoch = early.get().value();
                take(epoch, faultyEarly(sector, size));
                addActive(List.of(sector), size, quant);
            } else {
                long epoch = epochOfActive(sector, quant);
                ExpirationSet set = sets.getOrDefault(epoch, ExpirationSet.EMPTY);
                put(epoch,
                        new ExpirationSet(set.onTime(), set.early(), set.pledge(), set.active().plus(power),
                                set.faulty().minus(power),
                                set.fee()));
            }
        }
        return recovered;
    }

    /** Takes out live sectors, healthy and faulty ones; what left the queue. */
    ExpirationSet remove(Collection<SectorOnChainInfo> sectors, BitField faults, SectorSize size, QuantSpec quant) {
        ExpirationSet removed = ExpirationSet.EMPTY;
        for (SectorOnChainInfo sector : sectors) {
            boolean faulty = faults.contains(sector.sectorNumber());
            Optional<ChainEpoch> early = faulty ? epochOf(sector.sectorNumber(), true) : Optional.empty();
            if (early.isPresent()) {
                removed = removed.plus(take(early.get().value(), faultyEarly(sector, size)));
            } else {
                ExpirationSet one = active(sector, size);
                removed = removed.plus(take(epochOfActive(sector, quant), faulty ? one.allFaulty() : one));
            }
        }
        return removed;
    }

    /** Takes out everything up to an epoch, inclusive. */
    ExpirationSet popUntil(ChainEpoch until) {
        ExpirationSet popped = ExpirationSet.EMPTY;
        while (!sets.isEmpty() && sets.firstKey() <= until.value()) {
            popped = popped.plus(sets.pollFirstEntry().getValue());
        }
        return popped;
    }
}
