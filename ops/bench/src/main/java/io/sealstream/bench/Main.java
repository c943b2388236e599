package io.sealstream.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The measurements of real processes. */
@Command(name = "bench", mixinStandardHelpOptions = true, version = "0.1.0", subcommands = { CommandBench.class,
    FailoverBench.class, IdleBench.class, SignerBench.class},
        description = "Measures the real processes of a cluster on this machine.")
public final class Main {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "Root of the repository.")
    private @Nullable Path root;

    /** Ends with code 0 after a measurement, 1 when it cannot be made, 2 for wrong usage. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("bench: " + e.getMessage());
            line.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }).execute(args));
    }

    static Path root(@Nullable Main main) {
        if (main == null || main.root == null) {
            throw new IllegalStateException("picocli has not filled the options");
        }
        return main.root.toAbsolutePath();
    }

    static Path bin(@Nullable Main main) {
        return root(main).resolve("ops/bin");
    }

    static void say(@Nullable Main main, String text) {
        if (main != null && main.spec != null) {
            main.spec.commandLine().getOut().println(text);
            main.spec.commandLine().getOut().flush();
        }
    }
}
