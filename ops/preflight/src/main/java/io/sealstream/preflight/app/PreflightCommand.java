package io.sealstream.preflight.app;

import io.sealstream.preflight.checks.Preflight;
import io.sealstream.preflight.facts.Facts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.PlanReader;
import io.sealstream.preflight.report.Report;
import io.sealstream.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preflight}: exit code 0 when nothing has to be mended, 1 when something has, 2 for wrong usage. */
@Command(name = "preflight", mixinStandardHelpOptions = true, version = "0.1.0",
        description = {
            "Looks whether this machine is ready for the processes whose configurations are given, and says what to do about"
                    + " each thing that is not. Run it as the user, and with the limits, that they run with.",
            "It changes nothing; each store gets a file of 128 MiB for a moment."})
public final class PreflightCommand implements Callable<Integer> {
    private final Facts facts;

    @Option(names = "--config", required = true, arity = "1..*", paramLabel = "FILE",
            description = "Configuration of a sealer-node, stream-manager or wallet-signer; several of those that share the machine.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One line of JSON instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private PreflightCommand(Facts facts) {
        this.facts = facts;
    }

    static CommandLine commandLine(Facts facts) {
        return new CommandLine(new PreflightCommand(facts)).setExecutionExceptionHandler((e, line, _) -> {
            if (!(e instanceof ConfigException)) {
                throw e;
            }
            line.getErr().println("preflight: " + e.getMessage());
            line.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() {
        List<Plan> plans = files.stream().map(PlanReader::read).toList();
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Preflight(facts, what -> {
            err.println("looking at " + what);
            err.flush();
        }).report(plans);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() + "\n" : report.text());
        out.flush();
        return report.ready() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
