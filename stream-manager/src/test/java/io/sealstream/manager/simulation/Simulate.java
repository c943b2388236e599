package io.sealstream.manager.simulation;

import io.sealstream.manager.topology.TestSerdes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Long runs of the simulation, with a report. */
@Command(name = "simulate", mixinStandardHelpOptions = true, sortOptions = false,
        description = { "Runs the control plane under storms of faults, one seed after the other, on all cores.",
            "A failing seed is printed with the shortest set of faults that still fails, its trace, and how to run it again."})
public final class Simulate implements Callable<Integer> {
    private static final int TOLD_EVERY = 100;
    private static final int MOST_FAILURES = 5;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000",
            description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private long seeds;

    @Option(names = "--first", paramLabel = "S", defaultValue = "1", description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(names = "--seed", paramLabel = "S", description = "Only this seed, with its trace if it fails.")
    private @Nullable Long only;

    @Option(names = "--defect", paramLabel = "NAME", defaultValue = "NONE",
            description = "Plants a bug, to see it found: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Defect defect = Defect.NONE;

    @Option(names = "--threads", paramLabel = "N", description = "Runs at a time (default: one for each core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "1440",
            description = "Begins no further seed after so many minutes (default: ${DEFAULT-VALUE}).")
    private long minutes = 1440;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report there, as Markdown.")
    private @Nullable Path report;

    @Option(names = "--commit", paramLabel = "ID", defaultValue = "", description = "Commit that the report names.")
    private String commit = "";

    /** Runs and exits: 0 when every seed holds, 1 when one does not, 2 for wrong options. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Simulate()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Instant begin = Instant.now();
        List<Outcome> outcomes = runAll(only == null ? LongStream.range(first, first + seeds) : LongStream.of(only));
        List<Outcome> failed = outcomes.stream().filter(outcome -> !outcome.ok()).toList();
        failed.stream().limit(MOST_FAILURES).forEach(outcome -> say(Shortening.of(outcome).text()));
        String text = text(outcomes, failed, Duration.between(begin, Instant.now()));
        say(text);
        if (report != null) {
            Files.writeString(report, text, StandardCharsets.UTF_8);
        }
        return failed.isEmpty() ? 0 : 1;
    }

    private List<Outcome> runAll(LongStream wanted) throws InterruptedException, ExecutionException {
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
        AtomicLong done = new AtomicLong();
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Optional<Outcome>>> running = wanted
                    .mapToObj(seed -> pool
                            .submit(() -> Instant.now().isAfter(end) ? Optional.<Outcome>empty() : Optional.of(run(seed, done))))
                    .toList();
            for (Future<Optional<Outcome>> each : running) {
                each.get().ifPresent(outcomes::add);
            }
        }
        return outcomes;
    }

    private Outcome run(long seed, AtomicLong done) {
        Outcome outcome = Simulation.run(Options.of(seed).withDefect(defect), TestSerdes.fresh());
        long count = done.incrementAndGet();
        if (!outcome.ok() || count % TOLD_EVERY == 0) {
            say("seed " + seed + ": " + outcome.what() + " (" + count + " run)");
        }
        return outcome.brief();
    }

    private String text(List<Outcome> outcomes, List<Outcome> failed, Duration took) {
        long epochs = outcomes.stream().mapToLong(Outcome::epochs).sum();
        long events = outcomes.stream().mapToLong(Outcome::events).sum();
        StringBuilder text = new StringBuilder("# Simulation of the control plane\n\n");
        text.append("| | |\n|---|---|\n");
        row(text, "date", LocalDate.now(ZoneOffset.UTC).toString());
        row(text, "commit", commit.isEmpty() ? "not given" : commit);
        row(text, "machine", Runtime.getRuntime().availableProcessors() + " cores, Java " + Runtime.version().feature());
        row(text, "seeds", outcomes.size() + " from " + (only == null ? first : only));
        row(text, "failed", Integer.toString(failed.size()));
        row(text, "minutes", "%.1f".formatted(took.toMillis() / 60_000.0));
        row(text, "epochs", epochs + ", " + epochs * 1000 / Math.max(1, took.toMillis()) + " a second");
        row(text, "events", Long.toString(events));
        row(text, "messages executed", outcomes.stream().mapToLong(o -> o.messages().executed()).sum() + ", of them failed "
                + outcomes.stream().mapToLong(o -> o.messages().failed()).sum());
        row(text, "sectors proven at the end", Long.toString(outcomes.stream().mapToLong(Outcome::proven).sum()));
        row(text, "sectors missed in an outage", Long.toString(outcomes.stream().mapToLong(Outcome::missed).sum()));
        row(text, "digests asked of managers and equal to the log's",
                Long.toString(outcomes.stream().mapToLong(Outcome::audits).sum()));
        row(text, "planted defect", defect.toString());
        TreeMap<Fault, Integer> counts = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.faults().forEach(fault -> counts.merge(fault, 1, Integer::sum)));
        text.append("\n| fault | runs with it |\n|---|---|\n");
        counts.forEach((fault, runs) -> row(text, fault.toString(), runs.toString()));
        TreeMap<String, Integer> kinds = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.counts().forEach((kind, times) -> kinds.merge(kind, times, Integer::sum)));
        text.append("\n| event | times |\n|---|---|\n");
        kinds.forEach((kind, times) -> row(text, kind, times.toString()));
        failed.forEach(outcome -> text.append("\nseed ").append(outcome.options().seed()).append(": ").append(outcome.what())
                .append('\n'));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
