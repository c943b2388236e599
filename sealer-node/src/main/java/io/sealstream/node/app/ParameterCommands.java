package io.sealstream.node.app;

import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealer-node params …}: proof parameters and verifying keys. */
@Command(name = "params", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Checks and makes proof parameters.")
final class ParameterCommands {
    private static final String PRODUCTION_CACHE = "/var/tmp/filecoin-proof-parameters";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Compares the parameter files with the digests the network accepts and names each missing or wrong file.")
    int check(
            @Option(names = "--config", paramLabel = "FILE",
                    description = "Take network, sizes and folder from a node's configuration.") @Nullable Path file,
            @Option(names = "--network", paramLabel = "NAME", defaultValue = "mainnet",
                    description = "Network (default: ${DEFAULT-VALUE}); devnet has parameters of its own.") String network,
            @Option(names = "--sector-size", paramLabel = "SIZE", split = ",",
                    description = "2KiB, 8MiB, 512MiB, 32GiB or 64GiB (default: 32GiB).") @Nullable List<String> sizes,
            @Option(names = "--parameter-cache", paramLabel = "DIR",
                    description = "Folder of the files (default: FIL_PROOFS_PARAMETER_CACHE, else the library's).") @Nullable Path cache)
            throws ProofException {
        NodeConfig config = file == null ? null : NodeConfig.read(file);
        String wanted = config == null ? network : config.network();
        Set<Long> bytes = config == null ? sizes(sizes) : new HashSet<>(config.proofs().sectorSizes());
        EngineSettings settings = config == null
                ? settings(cache == null ? defaultCache(network) : cache)
                : ProductionEngines.settings(config);
        List<Finding> findings = Parameters.findings(wanted, bytes, settings);
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(finding.sentence()));
        if (findings.isEmpty()) {
            out.println("all parameters of network " + wanted + " are in " + settings.parameterCache());
            return 0;
        }
        out.println(findings.size() + " files in " + settings.parameterCache() + " need attention; " + Parameters.fix(wanted));
        return 1;
    }

    @Command(name = "make", mixinStandardHelpOptions = true,
            description = { "Makes the dev network's parameters from its public seed: about 11 minutes of CPU time, once.",
                "May be stopped and started again at any time."})
    int make(@Option(names = "--parameter-cache", paramLabel = "DIR",
            description = "Folder of the files (default: the user's cache folder).") @Nullable Path cache) throws ProofException {
        PrintWriter out = spec.commandLine().getOut();
        EngineSettings settings = settings(cache == null ? DevParameters.directory(System.getenv()) : cache);
        new DevParameters(Clock.systemUTC(), progress -> {
            out.println(progress.line());
            out.flush();
        }).make(settings);
        out.println("the dev network's parameters are in " + settings.parameterCache());
        return 0;
    }

    private static Path defaultCache(String network) {
        if (network.equals(ProofsConfig.DEVNET)) {
            return DevParameters.directory(System.getenv());
        }
        return Path.of(System.getenv().getOrDefault("FIL_PROOFS_PARAMETER_CACHE", PRODUCTION_CACHE));
    }

    private static EngineSettings settings(Path cache) {
        return new EngineSettings(cache, cache, Runtime.getRuntime().availableProcessors());
    }

    private static Set<Long> sizes(@Nullable List<String> names) {
        Set<Long> sizes = new HashSet<>();
        for (String name : names == null ? List.of("32GiB") : names) {
            sizes.add(ProofsConfig.sectorSize(name).orElseThrow(
                    () -> new CliFailure("\"" + name + "\" is no sector size: write 2KiB, 8MiB, 512MiB, 32GiB or 64GiB")));
        }
        return sizes;
    }
}
