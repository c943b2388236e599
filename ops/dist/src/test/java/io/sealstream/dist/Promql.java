package io.sealstream.dist;

import io.sealstream.dist.Shipped.Metric;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression of Prometheus uses: enough of a reader to find metrics and labels in ours. */
final class Promql {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-z][a-z_]*)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    /** Labels that Prometheus itself gives to each series. */
    private static final Set<String> OF_SCRAPE = Set.of("instance", "job");
    private static final Set<String> FUNCTIONS = Set.of("max", "sum", "min", "count", "rate", "increase", "delta", "changes",
            "vector", "max_over_time",
            "by", "or", "and");

    private Promql() {}

    /** What is wrong with it: metrics that nobody exports, labels that a metric does not have. */
    static Set<String> faults(String expression, Map<String, Metric> known) {
        Set<String> faults = new TreeSet<>();
        String bare = STRING.matcher(expression).replaceAll("\"\"").replaceAll("\\[[0-9]+[mhd]]|\\boffset [0-9]+[mhd]", "");
        Set<String> labels = new TreeSet<>(OF_SCRAPE);
        Matcher selectors = SELECTOR.matcher(GROUPING.matcher(bare).replaceAll(""));
        while (selectors.find()) {
            String name = selectors.group(1);
            if (name.equals("up") || FUNCTIONS.contains(name)) {
                continue;
            }
            Metric metric = known.get(name);
            if (metric == null) {
                faults.add("nobody exports " + name);
                continue;
            }
            labels.addAll(metric.labels());
            Matcher used = LABEL.matcher(selectors.group(2) == null ? "" : selectors.group(2));
            while (used.find()) {
                if (!metric.labels().contains(used.group(1))) {
                    faults.add(name + " has no label " + used.group(1));
                }
            }
        }
        Matcher groupings = GROUPING.matcher(bare);
        while (groupings.find()) {
            for (String label : groupings.group(1).split(",", -1)) {
                if (!labels.contains(label.strip())) {
                    faults.add("nothing in it has a label " + label.strip());
                }
            }
        }
        return faults;
    }

    /** Metrics that it uses. */
    static Set<String> metrics(String expression, Map<String, Metric> known) {
        Set<String> used = new TreeSet<>();
        Matcher names = Pattern.compile("[a-z][a-z_]*").matcher(expression);
        while (names.find()) {
            if (known.containsKey(names.group())) {
                used.add(names.group());
            }
        }
        return used;
    }
}
