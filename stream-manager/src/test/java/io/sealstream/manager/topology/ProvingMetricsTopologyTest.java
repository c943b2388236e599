package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.filecoin.BitField;
import io.sealstream.manager.edge.http.ManagerMetrics;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.WindowPoStWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code /metrics} shows of a deadline while the real topology lives through it: deadline 20 of the period from 600, whose challenge is
 * at 1780, and whose window is open from 1800 to 1860.
 */
class ProvingMetricsTopologyTest {
    private static final long OPEN = 1800;
    private static final long CLOSE = 1860;
    private static final Pattern PARTITIONS = Pattern
            .compile("sealstream_post_partitions\\{miner=\"f01000\",state=\"(\\w+)\",window=\"(\\w+)\"} 1.0");

    @TempDir
    Path state;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private ManagerDriver driver;
    private ScriptedWorld world;
    private ManagerMetrics metrics;

    @BeforeEach
    void open() {
        driver = new ManagerDriver(state);
        world = new ScriptedWorld(driver);
        metrics = new ManagerMetrics(driver.queries(), registry);
        world.setUp();
        world.requestSector(1);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private String page() {
        metrics.refresh();
        return registry.scrape();
    }

    private void headsUntil(long epoch) {
        while (world.epoch < epoch) {
            world.nextHead();
        }
    }

    /** Where the one partition stands, each time that it moves. */
    private List<String> movesUntil(long epoch) {
        List<String> moves = new ArrayList<>();
        while (world.epoch < epoch) {
            world.nextHead();
            Matcher partition = PARTITIONS.matcher(page());
            String place = partition.find() ? partition.group(2) + " " + partition.group(1) : "";
            if (moves.isEmpty() || !moves.getLast().equals(place)) {
                moves.add(place);
            }
        }
        return moves;
    }

    @Test
    void shouldShowADeadlineFromItsPlanToItsProof() {
        world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof WindowPoStWork;
        List<String> moves = new ArrayList<>(movesUntil(OPEN - 5));
        world.drops = r -> false;
        driver.left(NodeTask.class).stream().filter(task -> task.getWork() instanceof WindowPoStWork).reduce((a, b) -> b)
                .ifPresent(world::answerLate);
        moves.addAll(movesUntil(CLOSE + 10));

        assertThat(moves).containsExactly("", "next AwaitingProof", "next AwaitingOpening", "current AwaitingOpening",
                "current AwaitingLanding", "current AwaitingClose", "");
        assertThat(page()).contains("sealstream_post_missed_partitions{miner=\"f01000\"} 0.0")
                .doesNotContain("sealstream_post_closes_in_epochs{");
    }

    @Test
    void shouldCountDownToTheCloseOfAWindowThatIsLostAndThenCallItMissed() {
        world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof WindowPoStWork;
        headsUntil(OPEN - 1);
        assertThat(page()).doesNotContain("sealstream_post_closes_in_epochs{");
        headsUntil(OPEN + 45);
        assertThat(page()).contains("sealstream_post_closes_in_epochs{miner=\"f01000\"} 15.0")
                .contains("sealstream_post_missed_partitions{miner=\"f01000\"} 0.0");
        headsUntil(CLOSE);
        world.faulty = BitField.of(0);
        assertThat(page()).contains("sealstream_post_missed_partitions{miner=\"f01000\"} 1.0")
                .doesNotContain("sealstream_post_closes_in_epochs{");
        world.headsUntil(() -> !driver.left(DeadlineClosed.class).isEmpty(), 20);
        assertThat(driver.left(DeadlineClosed.class)).singleElement()
                .satisfies(closed -> assertThat(closed.getProven()).isFalse());
        assertThat(page()).contains("sealstream_post_missed_partitions{miner=\"f01000\"} 1.0")
                .contains("sealstream_post_faulty_sectors{miner=\"f01000\"} 1.0");
    }

    @Test
    void shouldShowADeadlineThatCannotBeReadAsUnplanned() {
        world.drops = ReadDeadline.class::isInstance;
        headsUntil(OPEN + 10);
        assertThat(page())
                .contains("sealstream_post_partitions{miner=\"f01000\",state=\"Unplanned\",window=\"current\"} 1.0")
                .contains("sealstream_post_closes_in_epochs{miner=\"f01000\"} 50.0");
        world.drops = r -> false;
        headsUntil(OPEN + 40);
        assertThat(page())
                .contains("sealstream_post_partitions{miner=\"f01000\",state=\"Unplanned\",window=\"current\"} 0.0")
                .contains("sealstream_post_partitions{miner=\"f01000\",state=\"AwaitingClose\",window=\"current\"} 1.0");
    }
}
