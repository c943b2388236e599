package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.replay.EventFile;
import io.sealstream.manager.replay.EventFileWriter;
import io.sealstream.manager.replay.EventSource;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.replay.LoggedEvent;
import io.sealstream.manager.replay.Replay;
import io.sealstream.manager.replay.Selection;
import io.sealstream.manager.wire.EventRecords;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs of past releases, committed with the states they were folded to. Later code must fold each to the same bytes; where the shape of a
 * state changes, {@code StateCodec.FORMAT} rises and the states (never the log) are written anew with {@code -Dgolden.record=states}. A new
 * release adds its log with {@code -Dgolden.record=VERSION}.
 */
class GoldenLogTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String RECORD = System.getProperty("golden.record", "");
    private static final long MOST_BYTES = 300_000;

    @TempDir
    Path state;

    static List<Path> logs() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".avro")).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void shouldFoldAPastLogToItsCommittedStates(Path log) throws IOException {
        Path states = Path.of(log.toString().replace(".avro", ".states"));
        List<String> folded = states(fold(log));
        if (RECORD.equals("states")) {
            Files.write(states, folded);
        }
        assertThat(folded).isEqualTo(Files.readAllLines(states));
    }

    private static Fold fold(Path log) {
        try (EventSource source = new EventFile(log, Selection.ALL)) {
            return new Replay(Selection.ALL, event -> {}).run(source);
        }
    }

    /** A line a state: store, key, canonical JSON; and the digest of each log. */
    private static List<String> states(Fold fold) {
        List<String> lines = new ArrayList<>();
        fold.positions().forEach((log, sequence) -> {
            lines.add("log " + log + " " + sequence + " " + fold.digest(log));
            fold.each(log,
                    (store, key, value) -> lines.add(store + " " + new String(key, StandardCharsets.UTF_8) + " " + value[0] + " "
                            + new String(value, 1, value.length - 1, StandardCharsets.UTF_8)));
        });
        return lines;
    }

    @Test
    void shouldHoldMostKindsOfEvents() {
        Set<String> kinds = new TreeSet<>();
        for (Path log : logs()) {
            try (EventSource source = new EventFile(log, Selection.ALL)) {
                new Replay(Selection.ALL, event -> kinds.add(event.event().event().getClass().getSimpleName())).run(source);
            }
        }
        Set<String> all = Topics.ALL.stream().filter(Topic::events).flatMap(topic -> topic.records().stream())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(kinds);
        assertThat(all).containsExactlyInAnyOrder("SectorOffered", "BatchDue", "BatchHeld", "AggregateOrdered",
                "AggregateDropped", "PreCommitReturned", "ProveCommitReturned", "MessageFailed", "MessageReverted", "MessageHeld",
                "MessageRevoked", "MessageDisplaced", "MessageOrdered", "LaneOrdered", "PreCommitFailed", "PoStSubmitFailed",
                "PoStTaskFailed", "SectorFaulty");
    }

    /** Records the life of {@link GoldenLife} as the log of a release. */
    @Test
    void shouldRecord() throws IOException {
        Assumptions.assumeTrue(!RECORD.isEmpty() && !RECORD.equals("states"), "only with -Dgolden.record=VERSION");
        Path log = FOLDER.resolve(RECORD + ".avro");
        try (ManagerDriver driver = new ManagerDriver(state)) {
            new GoldenLife(driver).live();
            EventFold.of(driver.all).assertEqualTo(driver);
            Files.createDirectories(FOLDER);
            Files.deleteIfExists(log);
            try (EventFileWriter writer = new EventFileWriter(log, id -> driver.serdes.registry().byId(id))) {
                events(driver).forEach(writer::add);
                writer.finish();
            }
        }
        Files.write(FOLDER.resolve(RECORD + ".states"), states(fold(log)));
        assertThat(Files.size(log)).isLessThan(MOST_BYTES);
    }

    /** The events of a driver in the order of their sequences. */
    static List<LoggedEvent> events(ManagerDriver driver) {
        return driver.events.stream().map(raw -> {
            SpecificRecord record = Objects.requireNonNull(
                    driver.serdes.decoder().deserialize(raw.topic(), raw.headers(), raw.value()));
            return new LoggedEvent(raw, Fold.logOf(new String(raw.key(), StandardCharsets.UTF_8)), EventRecords.read(record));
        }).sorted(Comparator.comparing(LoggedEvent::log).thenComparingLong(e -> e.event().meta().sequence())).toList();
    }
}
