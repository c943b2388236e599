package io.sealstream.node.app;

import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.node.fetch.Mirror;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.params.DevParameters;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which parameters a command is about, and where they stand: as a node's configuration says, or as options say. */
final class ParameterOptions {
    private static final String PRODUCTION_CACHE = "/var/tmp/filecoin-proof-parameters";

    @Option(names = "--config", paramLabel = "FILE", description = "Take network, sizes and folder from a node's configuration.")
    private @Nullable Path file;

    @Option(names = "--network", paramLabel = "NAME", defaultValue = "mainnet",
            description = "Network (default: ${DEFAULT-VALUE}); devnet has parameters of its own.")
    private String network = "mainnet";

    @Option(names = "--sector-size", paramLabel = "SIZE", split = ",",
            description = "2KiB, 8MiB, 512MiB, 32GiB or 64GiB (default: 32GiB; for devnet, which has 2KiB and 8MiB alone, 2KiB).")
    private @Nullable List<String> sizes;

    @Option(names = "--parameter-cache", paramLabel = "DIR",
            description = "Folder of the files (default: FIL_PROOFS_PARAMETER_CACHE, else the library's).")
    private @Nullable Path cache;

    private @Nullable NodeConfig read;

    private @Nullable NodeConfig config() {
        if (read == null && file != null) {
            read = NodeConfig.read(file);
        }
        return read;
    }

    String network() {
        NodeConfig config = config();
        return config == null ? network : config.network();
    }

    /** Sector sizes in bytes; those given override the file's. */
    Set<Long> sizes() {
        NodeConfig config = config();
        if (config != null && sizes == null) {
            return new HashSet<>(config.proofs().sectorSizes());
        }
        if (network().equals(ProofsConfig.DEVNET)) {
            return selfMadeSizes(sizes);
        }
        return sizes(sizes == null ? List.of("32GiB") : sizes);
    }

    /** Bytes of sector sizes that the dev network has parameters for; of the usual one where none are named. */
    static Set<Long> selfMadeSizes(@Nullable List<String> names) {
        List<String> named = names == null ? List.of("2KiB") : names;
        Set<Long> bytes = sizes(named);
        if (!DevParameters.SECTOR_SIZES.containsAll(bytes)) {
            throw new CliFailure("the dev network's parameters are for sectors of 2KiB and 8MiB, not " + String.join(", ", named)
                    + ": those of larger sectors are published, and 'sealer-node params fetch' gets them for the other networks");
        }
        return bytes;
    }

    private static Set<Long> sizes(List<String> names) {
        return names.stream().map(name -> ProofsConfig.sectorSize(name).orElseThrow(
                () -> new CliFailure("\"" + name + "\" is no sector size: write 2KiB, 8MiB, 512MiB, 32GiB or 64GiB")))
                .collect(Collectors.toSet());
    }

    /** Mirrors that the file names; none where it names none. */
    List<Mirror> mirrors() {
        NodeConfig config = config();
        return config == null ? List.of() : config.proofs().mirrors();
    }

    /** Settings of the engine that computes digests; its folder is that of the parameters. */
    EngineSettings engine() {
        NodeConfig config = config();
        if (config != null && cache == null) {
            return ProductionEngines.settings(config);
        }
        return engine(cache == null ? defaultCache() : cache);
    }

    static EngineSettings engine(Path cache) {
        return new EngineSettings(cache, cache, Runtime.getRuntime().availableProcessors());
    }

    private Path defaultCache() {
        return network().equals(ProofsConfig.DEVNET)
                ? DevParameters.directory(System.getenv())
                : Path.of(System.getenv().getOrDefault("FIL_PROOFS_PARAMETER_CACHE", PRODUCTION_CACHE));
    }
}
