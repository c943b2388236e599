package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sealstream.dist.Shipped.Metric;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dashboard and rules use what the processes export, and nothing else. The list between both is compared with the code here, and with
 * real pages in the tests of each process.
 */
class MonitoringTest {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final List<String> PROCESSES = List.of("stream-manager", "sealer-node", "wallet-signer");
    /** A meter's name in the code, dotted or not. */
    private static final Pattern METER = Pattern.compile("\"((?:sealstream|sealer_node)[._][a-z._]+)\"");
    private static final Pattern SUFFIX = Pattern.compile("_(total|seconds_count|seconds_sum|seconds_max)$");

    private final Map<String, Metric> known;

    MonitoringTest() throws IOException {
        known = Shipped.metrics();
    }

    @Test
    void shouldListTheMetersThatTheCodeRegisters() throws IOException {
        for (String process : PROCESSES) {
            Set<String> listed = known.values().stream().filter(metric -> metric.process().equals(process)).map(Metric::name)
                    .filter(name -> name.startsWith("seal")).map(name -> SUFFIX.matcher(name).replaceAll(""))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(meters(Shipped.ROOT.resolve(process).resolve("src/main/java"))).as(process).isEqualTo(listed);
        }
    }

    private static Set<String> meters(Path sources) throws IOException {
        Set<String> names = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            Matcher meter = METER.matcher(text.contains("io.micrometer") ? text : "");
            while (meter.find()) {
                names.add(meter.group(1).replace('.', '_'));
            }
        }
        return names;
    }

    @Test
    void shouldAlertOnlyOnWhatIsExported() throws IOException {
        JsonNode rules = YAML.readTree(Shipped.text("prometheus/alerts.yml")).path("groups").path(0).path("rules");

        assertThat(rules).hasSizeGreaterThan(15).allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).matches("[A-Z][A-Za-z]+");
            assertThat(Promql.faults(rule.path("expr").asText(), known)).as(rule.path("alert").asText()).isEmpty();
            assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning");
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("action").asText()).isNotBlank();
        });
    }

    @Test
    void shouldTellOfDeadlinesInTime() throws Exception {
        Path rules = Shipped.OPS.resolve("prometheus").toAbsolutePath();
        Optional<Path> promtool = Stream
                .of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator)).map(Path::of)
                .map(folder -> folder.resolve("promtool")).filter(Files::isExecutable).findFirst();
        assumeTrue(promtool.isPresent(), "no promtool on the PATH; it is in Debian's package prometheus");
        for (List<String> arguments : List.of(List.of("check", "rules", "alerts.yml"),
                List.of("test", "rules", "alerts-test.yml"))) {
            List<String> command = new ArrayList<>(List.of(promtool.get().toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command).directory(rules.toFile()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    @Test
    void shouldNameLabelsInAlertsThatTheirExpressionKeeps() throws IOException {
        JsonNode rules = YAML.readTree(Shipped.text("prometheus/alerts.yml")).path("groups").path(0).path("rules");
        Pattern used = Pattern.compile("\\$labels\\.([a-z]+)");

        assertThat(rules).allSatisfy(rule -> {
            Set<String> kept = new TreeSet<>(Set.of("instance", "job"));
            Set<String> metrics = Promql.metrics(rule.path("expr").asText(), known);
            known.values().stream().filter(metric -> metrics.contains(metric.name()))
                    .forEach(metric -> kept.addAll(metric.labels()));
            Matcher labels = used.matcher(rule.path("annotations").toString());
            while (labels.find()) {
                assertThat(kept).as(rule.path("alert").asText()).contains(labels.group(1));
            }
        });
    }

    @Test
    void shouldDrawOnlyWhatIsExportedAndAllOfIt() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Shipped.text("grafana/sealstream.json"));
        List<String> expressions = new ArrayList<>();
        dashboard.path("panels")
                .forEach(panel -> panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText())));

        assertThat(expressions).hasSizeGreaterThan(25)
                .allSatisfy(expression -> assertThat(Promql.faults(expression, known)).as(expression).isEmpty());
        Set<String> drawn = new TreeSet<>();
        expressions.forEach(expression -> drawn.addAll(Promql.metrics(expression, known)));
        assertThat(drawn).as("every metric has its place").isEqualTo(known.keySet());
    }

    @Test
    void shouldGiveEachPanelAPlaceOfItsOwn() throws IOException {
        JsonNode panels = new ObjectMapper().readTree(Shipped.text("grafana/sealstream.json")).path("panels");
        Set<Integer> ids = new TreeSet<>();
        Set<String> cells = new TreeSet<>();

        for (JsonNode panel : panels) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = place.path("x").asInt(); x < place.path("x").asInt() + place.path("w").asInt(); x++) {
                for (int y = place.path("y").asInt(); y < place.path("y").asInt() + place.path("h").asInt(); y++) {
                    assertThat(cells.add(x + "," + y)).as(panel.path("title").asText()).isTrue();
                }
            }
        }
    }

    @Test
    void shouldScrapeEachProcessUnderTheNameThatTheRulesKnow() throws IOException {
        JsonNode jobs = YAML.readTree(Shipped.text("prometheus/scrape.yml")).path("scrape_configs");

        assertThat(jobs).extracting(job -> job.path("job_name").asText()).containsExactlyElementsOf(PROCESSES);
    }

    @Test
    void shouldFindMistakesInExpressions() {
        assertThat(Promql.faults("sum(rate(sealstream_sector[5m]))", known)).containsExactly("nobody exports sealstream_sector");
        assertThat(Promql.faults("sealer_node_pool_busy{miner=\"f01000\"}", known))
                .containsExactly("sealer_node_pool_busy has no label miner");
        assertThat(Promql.faults("sum by (gateway) (sealstream_sectors)", known))
                .containsExactly("nothing in it has a label gateway");
    }
}
