package io.sealstream.node.app;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
        List<Finding> findings = Parameters.findings(options.network(), options.sizes(), settings);
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(finding.sentence()));
        if (findings.isEmpty()) {
            out.println("all parameters of network " + options.network() + " are in " + settings.parameterCache());
            return 0;
        }
        out.println(findings.size() + " files in " + settings.parameterCache() + " need attention; "
                + Parameters.fix(options.network()));
        return 1;
    }

    @Command(name = "make", mixinStandardHelpOptions = true,
            description = { "Makes the dev network's parameters from its public seed: a good minute of CPU time, once.",
                "May be stopped and started again at any time."})
    int make(
            @Option(names = "--parameter-cache", paramLabel = "DIR",
                    description = "Folder of the files (default: the user's cache folder).") @Nullable Path cache,
            @Option(names = "--circuit", paramLabel = "NAME", split = ",",
                    description = { "Make those of seal, window-post, winning-post, update or aggregate, for 2 KiB sectors",
                        "(default: all that a dev network needs)."}) @Nullable List<String> names)
            throws ProofException {
        PrintWriter out = spec.commandLine().getOut();
        EngineSettings settings = ParameterOptions.engine(cache == null ? DevParameters.directory(System.getenv()) : cache);
        DevParameters parameters = new DevParameters(Clock.systemUTC(), progress -> {
            out.println(progress.line());
            out.flush();
        });
        if (names == null) {
            parameters.make(settings);
        } else {
            parameters.make(settings, names.stream().map(SelfMadeCircuits::named).toList());
        }
        out.println("the dev network's parameters are in " + settings.parameterCache());
        return 0;
    }
}
