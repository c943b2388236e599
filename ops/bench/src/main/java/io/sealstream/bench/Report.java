package io.sealstream.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A result in Markdown: what, when, where, then its tables. Goes to standard output and into the folder of results. */
final class Report {
    private final List<String> lines = new ArrayList<>();
    private final String name;

    /** @param title without the date */
    Report(String name, String title) {
        this.name = name;
        lines.add("# " + title + ", " + date());
        lines.add("");
    }

    private static LocalDate date() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    Report line(String line) {
        lines.add(line);
        return this;
    }

    Report row(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : cell)
                    .append(" |");
        }
        return line(row.toString());
    }

    /** Machine, load and commit. */
    Report machine(Path root) {
        return line("Machine: " + Runtime.getRuntime().availableProcessors() + " cores, "
                + first("/proc/meminfo").replaceAll("\\D+", "").transform(kib -> Long.parseLong(kib) >> 20) + " GiB, "
                + System.getProperty("os.arch") + "; load at the start " + load() + ". Commit "
                + commit(root) + ".");
    }

    /** The load of the machine now; the measurement itself is part of it. */
    Report loadAtTheEnd() {
        return line("").line("Load of the machine at the end " + load() + ".");
    }

    private static String load() {
        return first("/proc/loadavg").split(" ", -1)[0];
    }

    private static String first(String file) {
        try {
            return Files.readAllLines(Path.of(file)).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String commit(Path root) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").directory(root.toFile()).start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Writes it into the folder of results, under its name and today's date. */
    void write(Path folder) {
        writeTo(folder.resolve(name + "-" + date() + ".md"));
    }

    /** Writes it into a file, whose folder is made where it is missing. */
    void writeTo(Path file) {
        String text = String.join("\n", lines) + "\n";
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
