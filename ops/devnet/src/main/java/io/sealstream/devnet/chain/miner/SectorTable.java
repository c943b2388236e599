package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The sectors of a miner by number, live and dead. Immutable. */
public final class SectorTable {
    static final SectorTable EMPTY = new SectorTable(new TreeMap<>());

    private final NavigableMap<Long, SectorOnChainInfo> sectors;

    private SectorTable(NavigableMap<Long, SectorOnChainInfo> sectors) {
        this.sectors = Collections.unmodifiableNavigableMap(sectors);
    }

    SectorTable with(Collection<SectorOnChainInfo> added) {
        NavigableMap<Long, SectorOnChainInfo> all = new TreeMap<>(sectors);
        added.forEach(sector -> all.put(sector.sectorNumber(), sector));
        return new SectorTable(all);
    }

    SectorTable without(BitField numbers) {
        NavigableMap<Long, SectorOnChainInfo> rest = new TreeMap<>(sectors);
        numbers.stream().forEach(rest::remove);
        return new SectorTable(rest);
    }

    /** All sectors, rising by number. */
    public NavigableMap<Long, SectorOnChainInfo> all() {
        return sectors;
    }

    /** A sector that must be there. */
    public SectorOnChainInfo get(long number) {
        SectorOnChainInfo sector = sectors.get(number);
        if (sector == null) {
            throw new IllegalStateException("sector " + number + " is in a partition but not in the table");
        }
        return sector;
    }

    /** A sector that a message names. */
    public Optional<SectorOnChainInfo> find(long number) {
        return Optional.ofNullable(sectors.get(number));
    }

    /** Sectors that a message names. */
    List<SectorOnChainInfo> loadNamed(BitField numbers) {
        return numbers.stream().mapToObj(number -> find(number)
                .orElseThrow(() -> Abort.notFound("sector not found: " + Long.toUnsignedString(number)))).toList();
    }

    List<SectorOnChainInfo> load(BitField numbers) {
        return numbers.stream().mapToObj(this::get).toList();
    }

    static Power power(SectorSize size, SectorOnChainInfo sector) {
        long duration = sector.expiration().since(sector.powerBaseEpoch());
        return new Power(BigInteger.valueOf(size.bytes()), SectorMoney.qaPower(size, duration, sector.verifiedDealWeight()));
    }

    static Power power(SectorSize size, Collection<SectorOnChainInfo> sectors) {
        return sectors.stream().map(sector -> power(size, sector)).reduce(Power.ZERO, Power::plus);
    }
}
