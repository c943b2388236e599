package io.sealstream.acceptance.chain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kill-chain}: SIGKILL at random moments of a dev chain at work; nothing that it had acknowledged may be lost. */
@Command(name = "kill-chain", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Kills a dev chain at random moments of a running workload and looks for everything it had acknowledged.")
public final class ChainKillRun implements Callable<Integer> {
    @Option(names = "--times", paramLabel = "N", defaultValue = "20", description = "Kills. Default: ${DEFAULT-VALUE}.")
    private int times;

    @Option(names = "--seed", paramLabel = "SEED",
            description = "Seed of the moments. Default: another one each time; it is printed.")
    private @Nullable Long seed;

    @Option(names = "--home", paramLabel = "DIR", description = "New folder for the chain. Default: a temporary one.")
    private @Nullable Path home;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the report there.")
    private @Nullable Path report;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Ends with code 0 when nothing was lost, 1 when something was or the run was not possible, 2 for wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new ChainKillRun());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println("kill-chain: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (times < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--times must be 1 or more, not " + times);
        }
        Path folder = home == null
                ? Files.createTempDirectory("sealstream-kill-chain-")
                : Files.createDirectories(home.toAbsolutePath());
        Path launcher = Path.of(System.getProperty("sealstream.scripted", "ops/acceptance/scripted"), "devnet-chain")
                .toAbsolutePath();
        long chosen = seed == null ? new Random().nextLong() : seed;
        PrintWriter err = spec.commandLine().getErr();
        Instant began = Instant.now();
        ChainKills.Result result = new ChainKills(launcher, folder, line -> {
            err.println(line);
            err.flush();
        }).run(times, new Random(chosen));
        List<String> lines = lines(result, began, chosen);
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        if (report != null) {
            Files.write(report, lines);
        }
        return result.complaints().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static List<String> lines(ChainKills.Result result, Instant began, long seed) {
        List<String> lines = new ArrayList<>();
        lines.add("# Kills of the dev chain, " + began.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10));
        lines.add("");
        lines.add("Begun " + began.truncatedTo(ChronoUnit.SECONDS) + ", commit "
                + System.getProperty("sealstream.commit", "unknown")
                + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + "%.1f minutes in all, `kill-chain --times %d --seed %d`.".formatted(
                        Duration.between(began, Instant.now()).toMillis() / 60_000.0, result.rounds().size(), seed));
        lines.add("");
        lines.add(
                "Three accounts push transfers and one caller watches heads and receipts of a chain with epochs of 50 ms, until SIGKILL. After"
                        + " each restart every head and receipt ever told must be the same, and every push ever answered landed or waiting; at the end all"
                        + " have landed, each nonce once.");
        lines.add("");
        if (result.complaints().isEmpty()) {
            lines.add("Nothing was lost of " + result.total() + ".");
        } else {
            lines.add("**Something was lost** of " + result.total() + ":");
            result.complaints().forEach(line -> lines.add("- " + line));
        }
        lines.add("");
        lines.add("| kill | after | acknowledged so far |");
        lines.add("|---|---|---|");
        lines.addAll(result.rounds());
        return lines;
    }
}
