package io.sealstream.devnet.chain;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.config.ConfigTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the table {@code [network]} of a genesis file. */
final class GenesisNetwork {
    private static final long DEADLINES = 48;
    private static final long MAX_WINDOW = 60;
    private static final long MAX_EPOCHS = 10_000;
    /** The dispute window in challenge windows: 1800 of 60 epochs. */
    private static final long DISPUTE_WINDOWS = 30;
    /** One exbibyte. */
    private static final long MAX_POWER = 1L << 60;
    private static final Duration SHORTEST_BLOCK = Duration.ofMillis(10);
    private static final Duration LONGEST_BLOCK = Duration.ofHours(1);

    private GenesisNetwork() {}

    /** @param policy the only network that the chain can be, whose numbers hold where the table is silent */
    static NetworkPolicy read(ConfigTable table, NetworkPolicy policy) {
        String name = table.string("name");
        if (!name.equals(policy.name())) {
            throw table.fail("name", "\"" + name + "\" is not a network that this chain can be",
                    "write \"" + policy.name() + "\"");
        }
        return policy.withBlockTime(blockTime(table))
                .withPreCommitChallengeDelay(table.integer("challenge-delay", 1, MAX_EPOCHS)).withSchedule(schedule(table))
                .withMinimumPower(table.integer("minimum-power", policy.minimumPower(), 1, MAX_POWER))
                .withSectorSizes(sizes(table, policy))
                .withEip155ChainId(table.integer("chain-id", policy.eip155ChainId(), 1, Integer.MAX_VALUE));
    }

    private static Duration blockTime(ConfigTable table) {
        Duration time = table.duration("block-time");
        if (time.compareTo(SHORTEST_BLOCK) < 0 || time.compareTo(LONGEST_BLOCK) > 0) {
            throw table.fail("block-time", time.toMillis() + "ms is out of range", "give a time from 10ms to 1h");
        }
        return time;
    }

    private static ProvingSchedule schedule(ConfigTable table) {
        long window = table.integer("challenge-window", 4, MAX_WINDOW);
        long lookback = table.integer("challenge-lookback", 1, window);
        long cutoff = table.integer("fault-cutoff", lookback, MAX_EPOCHS);
        return new ProvingSchedule(DEADLINES * window, DEADLINES, window, lookback, cutoff, DISPUTE_WINDOWS * window);
    }

    private static Set<SectorSize> sizes(ConfigTable table, NetworkPolicy policy) {
        List<String> names = table.strings("sector-sizes", policy.sectorSizes().stream().map(SectorSize::toString).toList());
        if (names.isEmpty()) {
            throw table.fail("sector-sizes", "is empty", "name at least one of " + Arrays.toString(SectorSize.values()));
        }
        Set<SectorSize> sizes = new TreeSet<>();
        names.forEach(name -> sizes.add(Arrays.stream(SectorSize.values()).filter(size -> size.toString().equalsIgnoreCase(name))
                .findFirst().orElseThrow(() -> table.fail("sector-sizes", "\"" + name + "\" is not a sector size",
                        "take them from " + Arrays.toString(SectorSize.values())))));
        return sizes;
    }
}
