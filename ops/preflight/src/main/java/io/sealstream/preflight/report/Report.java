package io.sealstream.preflight.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** All that was found. */
public record Report(List<Section> sections) {
    private static final int SUBJECT_WIDTH = 22;
    private static final String INDENT = " ".repeat(10 + SUBJECT_WIDTH);

    public Report {
        sections = List.copyOf(sections);
    }

    /** Whether nothing has to be mended first. */
    public boolean ready() {
        return count(Verdict.FIX) == 0;
    }

    /** How many lines end so. */
    public long count(Verdict verdict) {
        return sections.stream().flatMap(section -> section.lines().stream()).filter(line -> line.verdict() == verdict).count();
    }

    /** For people: a line each, with what to do below it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            text.append(section.title()).append('\n');
            section.lines().forEach(line -> append(text, line));
        }
        return text.append("%d pass, %d warn, %d fix%n".formatted(count(Verdict.PASS), count(Verdict.WARN), count(Verdict.FIX)))
                .toString();
    }

    private static void append(StringBuilder text, Line line) {
        text.append(("  %-4s  %-" + SUBJECT_WIDTH + "s  %s").formatted(line.verdict().word(), line.subject(), line.found()))
                .append('\n');
        if (!line.fix().isEmpty()) {
            text.append(INDENT).append("→ ").append(line.fix()).append('\n');
        }
    }

    /** For programs: {@code {"ready", "pass", "warn", "fix", "lines": [{"section", "verdict", "subject", "found", "fix"}]}}. */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("ready", ready());
        for (Verdict verdict : Verdict.values()) {
            root.put(verdict.word(), count(verdict));
        }
        ArrayNode lines = root.putArray("lines");
        for (Section section : sections) {
            section.lines()
                    .forEach(line -> lines.addObject().put("section", section.title()).put("verdict", line.verdict().word())
                            .put("subject", line.subject()).put("found", line.found()).put("fix", line.fix()));
        }
        return root.toString();
    }
}
