package io.sealstream.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a run did and what came of it, as Markdown. The launcher adds commit and machine. */
final class FaultReport {
    private final Instant began = Instant.now();
    private final List<String> sections = new ArrayList<>();
    private boolean survived = true;

    /** Adds a section about one cluster. */
    void section(String title, Instant start, List<String> lines, List<String> failure) {
        sections.add("");
        sections.add("## " + title);
        sections.add("%.1f minutes.".formatted(Duration.between(start, Instant.now()).toMillis() / 60_000.0));
        sections.add("");
        sections.addAll(lines);
        if (!failure.isEmpty()) {
            survived = false;
            sections.add("");
            sections.add("**Not survived:**");
            failure.forEach(line -> sections.add("- " + line));
        }
    }

    boolean survived() {
        return survived;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Begun " + began.truncatedTo(ChronoUnit.SECONDS) + ", commit "
                + System.getProperty("sealstream.commit", "unknown")
                + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + "%.1f minutes in all.".formatted(Duration.between(began, Instant.now()).toMillis() / 60_000.0));
        lines.add("");
        lines.add(survived
                ? "Everything was survived: after each fault every sector so far is finished, with one landed precommit and one landed"
                        + " prove-commit, no dead letter, no nonce for two messages, no number twice, and each task both a fact and sent."
                : "**Something was not survived.**");
        lines.addAll(sections);
        return lines;
    }
}
