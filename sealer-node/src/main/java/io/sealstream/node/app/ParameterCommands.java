package io.sealstream.node.app;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealer-node params …}: proof parameters and verifying keys. */
@Command(name = "params", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        subcommands = FetchCommand.class, description = "Checks, fetches and makes proof parameters.")
final class ParameterCommands {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Compares the parameter files with the digests the network accepts and names each missing or wrong file.")
    int check(@Mixin ParameterOptions options) throws ProofException {
        EngineSettings settings = options.engine();
        Set<Long> sizes = options.sizes();
        List<Finding> findings = Parameters.findings(options.network(), sizes, settings);
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(finding.sentence()));
        if (findings.isEmpty()) {
            out.println("all parameters of network " + options.network() + " are in " + settings.parameterCache());
            return 0;
        }
        out.println(findings.size() + " files in " + settings.parameterCache() + " need attention; "
                + Parameters.fix(options.network(), sizes));
        return 1;
    }

    @Command(name = "make", mixinStandardHelpOptions = true,
            description = { "Makes the dev network's parameters from its public seed, once.",
                "2KiB: a good minute of CPU time and 1.1 GB; 8MiB: a minute and a half and 1.5 GB. May be stopped and started again at any time."})
    int make(
            @Option(names = "--parameter-cache", paramLabel = "DIR",
                    description = "Folder of the files (default: the user's cache folder).") @Nullable Path cache,
            @Option(names = "--sector-size", paramLabel = "SIZE", split = ",",
                    description = "2KiB or 8MiB (default: 2KiB).") @Nullable List<String> sizes,
            @Option(names = "--circuit", paramLabel = "NAME", split = ",",
                    description = { "Make those of seal, window-post, winning-post, update or aggregate",
                        "(default: all that a dev network with such sectors needs)."}) @Nullable List<String> names)
            throws ProofException {
        PrintWriter out = spec.commandLine().getOut();
        Set<Long> bytes = ParameterOptions.selfMadeSizes(sizes);
        EngineSettings settings = ParameterOptions.engine(cache == null ? DevParameters.directory(System.getenv()) : cache);
        DevParameters parameters = new DevParameters(Clock.systemUTC(), progress -> {
            out.println(progress.line());
            out.flush();
        });
        if (names == null) {
            parameters.make(settings, bytes);
        } else {
            parameters.make(settings, SelfMadeCircuits.named(names, bytes));
        }
        out.println("the dev network's parameters are in " + settings.parameterCache());
        return 0;
    }
}
