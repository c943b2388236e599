package io.sealstream.preflight.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.preflight.facts.Limit;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.PlanReader;
import io.sealstream.preflight.report.Line;
import io.sealstream.preflight.report.Report;
import io.sealstream.preflight.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All three processes on one machine, as their sample files have them. */
class PreflightTest {
    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    private Path home;
    private final GoodFacts facts = new GoodFacts();
    private List<Plan> plans = List.of();

    @BeforeEach
    void readSamples() throws Exception {
        plans = List.of(sample("sealer-node", "# FIL_PROOFS_USE_MULTICORE_SDR", "FIL_PROOFS_USE_MULTICORE_SDR"),
                sample("stream-manager", "", ""), sample("wallet-signer", "name = \"mainnet\"", "name = \"calibnet\""));
    }

    private Plan sample(String process, String line, String instead) throws Exception {
        String text = Files.readString(ROOT.resolve(process).resolve(process + ".toml"));
        assertThat(text).contains(line);
        return PlanReader.read(Files.writeString(home.resolve(process + ".toml"), text.replace(line, instead)));
    }

    private Report report() {
        return new Preflight(facts, _ -> {}).report(plans);
    }

    private static Stream<Line> lines(Report report) {
        return report.sections().stream().flatMap(section -> section.lines().stream());
    }

    static Stream<Break> breaks() {
        return Breaks.all();
    }

    @Test
    void shouldPassWhereEverythingIsRight() {
        assertThat(lines(report())).allMatch(line -> line.verdict() == Verdict.PASS).hasSizeGreaterThan(25);
        assertThat(report().ready()).isTrue();
    }

    @Test
    void shouldKeepSubjectsApartFromWhatWasFound() {
        String text = report().text();

        assertThat(lines(report())).allSatisfy(
                line -> assertThat(text).containsPattern(Pattern.quote(line.subject()) + " {2,}" + Pattern.quote(line.found())));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void shouldSayWhatToDoAbout(Break broken) {
        broken.how().accept(facts);

        Report report = report();

        assertThat(lines(report)).anySatisfy(line -> {
            assertThat(line.verdict()).isEqualTo(broken.verdict());
            assertThat(line.subject()).isEqualTo(broken.subject());
            assertThat(line.found()).contains(broken.found());
            assertThat(line.fix()).contains(broken.fix());
        });
        assertThat(report.ready()).isEqualTo(broken.verdict() == Verdict.WARN);
        assertThat(report.text()).contains(broken.verdict().word() + "  ").contains("→ ");
    }

    @Test
    void shouldHaveABreakForEveryLine() {
        Set<String> broken = breaks().map(Break::subject).collect(Collectors.toSet());

        assertThat(lines(report()).map(Line::subject)).isSubsetOf(broken);
    }

    @Test
    void shouldWarnOnlyOfSlowHashingWhereSectorsAreSmall() throws Exception {
        plans = List.of(sample("sealer-node", "sector-sizes = [\"32GiB\"]", "sector-sizes = [\"2KiB\"]"));
        facts.cpuFlags = Set.of("avx2", "adx", "bmi2");
        facts.memory = 8 * GoodFacts.GIB;

        assertThat(lines(report())).filteredOn(line -> line.verdict() != Verdict.PASS).extracting(Line::subject)
                .containsExactly("SHA instructions");
    }

    @Test
    void shouldTellProgramsTheSameAsJson() throws Exception {
        facts.openFiles = new Limit(1024);

        JsonNode json = new ObjectMapper().readTree(report().json());

        assertThat(json.path("ready").asBoolean(true)).isFalse();
        assertThat(json.path("fix").asInt()).isEqualTo(1);
        assertThat(json.path("lines")).filteredOn(line -> line.path("verdict").asText().equals("fix")).singleElement()
                .satisfies(line -> {
                    assertThat(line.path("section").asText()).isEqualTo("machine");
                    assertThat(line.path("subject").asText()).isEqualTo("open files");
                    assertThat(line.path("fix").asText()).contains("LimitNOFILE");
                });
    }
}
