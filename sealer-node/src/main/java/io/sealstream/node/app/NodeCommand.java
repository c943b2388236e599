package io.sealstream.node.app;

import io.sealstream.node.fetch.FetchException;
import io.sealstream.node.stores.StoreException;
import io.sealstream.proofs.ProofException;
import io.sealstream.schemas.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The command line: exit code 0 done, 1 failed with one sentence, 2 wrong usage. */
@Command(name = "sealer-node", mixinStandardHelpOptions = true, versionProvider = NodeCommand.Versions.class,
        description = "Seals sectors and proves them, as its tasks on Kafka say.",
        subcommands = { StoreCommands.class, ParameterCommands.class, CommandLine.HelpCommand.class})
public final class NodeCommand {
    private static final int FAILED = 1;

    NodeCommand() {}

    /** What {@code --version} prints. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() { return new String[]{ Version.text()}; }
    }

    /**
     * Runs a command to its end.
     *
     * @param seams where a test tree stands between the parts of a node that {@code run} starts
     * @return the exit code
     */
    public static int execute(Seams seams, String... args) {
        return execute(ProductionEngines::checked, seams, args);
    }

    /** As {@link #execute(Seams, String...)}, with engines of another source. */
    public static int execute(EngineSource engines, Seams seams, String... args) {
        return commandLine(engines, seams).execute(args);
    }

    /** The command line; also for tests, which give it their own writers. */
    static CommandLine commandLine(EngineSource engines, Seams seams) {
        CommandLine line = new CommandLine(new NodeCommand());
        line.addSubcommand("run", new RunCommand(engines, seams));
        return line.setExecutionExceptionHandler(handler());
    }

    private static IExecutionExceptionHandler handler() {
        return (e, line, _) -> switch (e) {
            case CliFailure _,ConfigException _,StoreException _,NodeException _,ProofException _,FetchException _ -> {
                line.getErr().println("sealer-node: " + e.getMessage());
                yield FAILED;
            }
            default -> throw e;
        };
    }
}
