package io.sealstream.acceptance.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code ops/acceptance/bin/faults}. Exit codes: 0 all survived, 1 something was not, 2 wrong usage. */
@Command(name = "faults", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Breaks clusters of real processes with scripted proofs and reports what they made of it. Without options it does"
                + " everything, about an hour on two quiet cores.")
public final class FaultRun implements Callable<Integer> {
    private static final int ALL_RANDOM = 100;

    @Option(names = "--matrix", description = "Kill every process after every fact of a sector's life.")
    private boolean matrix;

    @Option(names = "--random", paramLabel = "N", defaultValue = "0", description = "Kill at N random points.")
    private int random;

    @Option(names = "--seed", paramLabel = "SEED",
            description = "Seed of the random points. Default: another one each time; it is printed.")
    private @Nullable Long seed;

    @Option(names = "--managers", description = "Two managers under load; each is killed once.")
    private boolean managers;

    @Option(names = "--brokers", description = "Three brokers, one of them killed.")
    private boolean brokers;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "120",
            description = "Begin no kill point after so many minutes. Default: ${DEFAULT-VALUE}.")
    private long minutes;

    @Option(names = "--home", paramLabel = "DIR", description = "New folder for the clusters. Default: a temporary one.")
    private @Nullable Path home;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the report there.")
    private @Nullable Path report;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new FaultRun()).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println("faults: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (!matrix && random == 0 && !managers && !brokers) {
            matrix = true;
            random = ALL_RANDOM;
            managers = true;
            brokers = true;
        }
        Path folder = home == null ? Files.createTempDirectory("sealstream-faults-") : home.toAbsolutePath();
        Path bin = Path.of(System.getProperty("sealstream.scripted", "ops/acceptance/scripted")).toAbsolutePath();
        FaultReport text = new FaultReport();
        long chosen = seed == null ? new Random().nextLong() : seed;
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
        Sections sections = new Sections(folder, bin, text, this::say);
        if (matrix) {
            sections.kills("Every process, every step", KillPoint.every(), end);
        }
        if (random > 0) {
            say("seed " + chosen);
            sections.kills("Random kill points, --seed " + chosen, KillPoint.random(random, new Random(chosen)), end);
        }
        if (managers) {
            sections.managers();
        }
        if (brokers) {
            sections.brokers();
        }
        List<String> lines = text.lines();
        lines.forEach(spec.commandLine().getOut()::println);
        if (report != null) {
            Files.write(report, lines);
        }
        return text.survived() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void say(String line) {
        spec.commandLine().getErr().println(Instant.now() + " " + line);
    }
}
