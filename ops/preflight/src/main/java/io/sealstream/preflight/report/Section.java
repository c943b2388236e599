package io.sealstream.preflight.report;

import java.util.List;

/**
 * Lines about one thing.
 *
 * @param title {@code machine}, or the process and its configuration file
 */
public record Section(String title, List<Line> lines) {
    public Section {
        lines = List.copyOf(lines);
    }
}
