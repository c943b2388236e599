package io.sealstream.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files of this repository that operators get. */
final class Shipped {
    static final Path ROOT = Path.of("..", "..");
    static final Path OPS = ROOT.resolve("ops");
    private static final int FIELDS = 4;

    private Shipped() {}

    /** A row of {@code metrics.tsv}. */
    record Metric(String process, String name, Set<String> labels, String meaning) {}

    /** The list of metrics, by name. */
    static Map<String, Metric> metrics() throws IOException {
        Map<String, Metric> metrics = new TreeMap<>();
        for (String line : Files.readAllLines(OPS.resolve("prometheus/metrics.tsv"))) {
            if (!line.startsWith("#")) {
                List<String> fields = List.of(line.split("\t", -1));
                if (fields.size() != FIELDS) {
                    throw new IllegalStateException("metrics.tsv: a line without " + FIELDS + " fields: " + line);
                }
                Set<String> labels = Arrays.stream(fields.get(2).split(",", -1)).filter(label -> !label.isEmpty())
                        .collect(Collectors.toSet());
                metrics.put(fields.get(1), new Metric(fields.get(0), fields.get(1), labels, fields.get(3)));
            }
        }
        return metrics;
    }

    static String text(String file) throws IOException {
        return Files.readString(OPS.resolve(file));
    }
}
