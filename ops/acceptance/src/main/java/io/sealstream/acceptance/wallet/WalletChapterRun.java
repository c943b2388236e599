package io.sealstream.acceptance.wallet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wallet-chapter}: the wallet chapter of the deployment guide, walked as it is written. */
@Command(name = "wallet-chapter", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Walks the wallet chapter of the deployment guide with real processes, a terminal and a gateway, in a new folder.")
public final class WalletChapterRun implements Callable<Integer> {
    @Option(names = "--home", paramLabel = "DIR", description = "New folder for wallet and log. Default: a temporary one.")
    private @Nullable Path home;

    @Option(names = "--free-port", description = "Let the API take a free port: the usual 5678 is in use here.")
    private boolean freePort;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the report there.")
    private @Nullable Path report;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Ends with code 0 when every step went as written, 1 when one did not, which is named, 2 for wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new WalletChapterRun());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println("wallet-chapter: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = home == null
                ? Files.createTempDirectory("sealstream-wallet-chapter-")
                : Files.createDirectories(home.toAbsolutePath());
        Path launcher = Path.of(System.getProperty("sealstream.bin", "ops/bin"), "wallet-signer").toAbsolutePath();
        PrintWriter out = spec.commandLine().getOut();
        Instant began = Instant.now();
        List<String> done = new ArrayList<>();
        try (WalletChapter chapter = new WalletChapter(launcher, folder, freePort, line -> {
            out.println(line);
            out.flush();
            done.add(line);
        })) {
            chapter.walk();
        } catch (StepFailed e) {
            throw new StepFailed(e.getMessage() + "; the folder is " + folder, e);
        }
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        out.println("wallet-chapter: every step passed in %.0f s".formatted(seconds));
        out.flush();
        if (report != null) {
            Files.write(report, lines(began, seconds, done));
        }
        return CommandLine.ExitCode.OK;
    }

    private List<String> lines(Instant began, double seconds, List<String> done) {
        List<String> lines = new ArrayList<>();
        lines.add("# The wallet chapter, " + began.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10));
        lines.add("");
        lines.add("Begun " + began.truncatedTo(ChronoUnit.SECONDS) + ", commit "
                + System.getProperty("sealstream.commit", "unknown") + ", " + Runtime.getRuntime().availableProcessors()
                + " cores, %.0f seconds in all, `wallet-chapter%s`. Every step passed:".formatted(seconds,
                        freePort ? " --free-port" : ""));
        lines.add("");
        lines.addAll(done);
        return lines;
    }
}
