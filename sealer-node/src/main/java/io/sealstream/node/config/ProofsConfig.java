package io.sealstream.node.config;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.node.fetch.Mirror;
import io.sealstream.schemas.config.ConfigTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Table {@code [proofs]}.
 *
 * @param parameterCache   folder of proof parameters and verifying keys
 * @param cores            threads of each engine process
 * @param vanillaTimeout   most time for the vanilla proof of one sector
 * @param selfMade         whether parameters that this network made itself are accepted
 * @param sectorSizes      sector sizes in bytes whose parameters must be there
 * @param mirrors          where {@code params fetch} gets the published files, in this order; none for the public gateways
 * @param extraEnvironment environment of engine processes, such as {@code FIL_PROOFS_USE_MULTICORE_SDR}
 */
public record ProofsConfig(Path parameterCache, int cores, Duration vanillaTimeout, boolean selfMade, List<Long> sectorSizes,
        List<Mirror> mirrors, Map<String, String> extraEnvironment) {
    /** The network whose parameters are made from a fixed public seed. */
    public static final String DEVNET = "devnet";
    /** Sector sizes in bytes that its parameters are made for, as {@code DevParameters.SECTOR_SIZES} has them. */
    public static final Set<Long> DEVNET_SIZES = Set.of(SectorSize.KIB_2.bytes(), SectorSize.MIB_8.bytes());
    /** Networks that may be told to accept parameters of their own; all others take only the published ones. */
    private static final List<String> SELF_MAKING = List.of("2k", "interop", "forcenet", DEVNET);
    private static final int MAX_CORES = 1024;
    private static final Duration VANILLA_TIMEOUT = Duration.ofSeconds(60);

    public ProofsConfig {
        sectorSizes = List.copyOf(sectorSizes);
        mirrors = List.copyOf(mirrors);
        extraEnvironment = Map.copyOf(extraEnvironment);
    }

    static ProofsConfig of(ConfigTable table, String network) {
        boolean selfMade = table.bool("self-made", network.equals(DEVNET));
        if (selfMade && !SELF_MAKING.contains(network)) {
            throw table.fail("self-made", "network " + network + " accepts only the published parameters",
                    "remove the key; fetch the parameters and check them with 'sealer-node params check'");
        }
        List<Long> sizes = new ArrayList<>();
        for (String text : table.strings("sector-sizes", List.of(network.equals(DEVNET) ? "2KiB" : "32GiB"))) {
            sizes.add(sectorSize(text).orElseThrow(() -> table.fail("sector-sizes", "\"" + text + "\" is no sector size",
                    "write 2KiB, 8MiB, 512MiB, 32GiB or 64GiB")));
        }
        if (network.equals(DEVNET) && !DEVNET_SIZES.containsAll(sizes)) {
            throw table.fail("sector-sizes", "network " + network + " has parameters for sectors of 2KiB and 8MiB alone",
                    "write 2KiB, 8MiB or both");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return new ProofsConfig(table.path("parameter-cache").toAbsolutePath(),
                (int) table.integer("cores", processors, 1, MAX_CORES),
                NodeConfig.positive(table, "vanilla-timeout", VANILLA_TIMEOUT), selfMade, sizes, mirrors(table),
                table.properties("environment"));
    }

    private static List<Mirror> mirrors(ConfigTable table) {
        return table.strings("mirrors", List.of()).stream().map(text -> Mirror.parse(text)
                .orElseThrow(() -> table.fail("mirrors", "\"" + text + "\" is no mirror", "write " + Mirror.FORM))).toList();
    }

    /** A sector size in bytes from its name. */
    public static Optional<Long> sectorSize(String name) {
        return SectorSize.of(name).map(SectorSize::bytes);
    }
}
