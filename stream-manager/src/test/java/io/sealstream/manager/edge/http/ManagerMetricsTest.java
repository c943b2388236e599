package io.sealstream.manager.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.manager.query.ProvingSummary;
import io.sealstream.manager.query.SectorView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagerMetricsTest {
    @Test
    void shouldCountSectorsByStateThoseThatNeedAPersonAndParkedLanes() {
        CannedQueries queries = new CannedQueries();
        queries.sectors = List.of(sector("f01000/1", "AwaitingPc1", false), sector("f01000/2", "AwaitingPc1", true),
                sector("f01000/3", "Proving", false));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ManagerMetrics metrics = new ManagerMetrics(queries, registry);
        metrics.refresh();
        assertThat(registry.scrape()).contains("sealstream_sectors{miner=\"f01000\",state=\"AwaitingPc1\"} 2.0")
                .contains("sealstream_sectors_need_person{miner=\"f01000\"} 1.0").contains("sealstream_lanes_parked 1.0")
                .contains("sealstream_head_epoch 1000.0");
        queries.sectors = List.of();
        metrics.refresh();
        assertThat(registry.scrape()).as("a state without sectors is gone").doesNotContain("AwaitingPc1");
        queries.ready = false;
        metrics.refresh();
        assertThat(registry.scrape()).contains("sealstream_head_epoch -1.0");
    }

    @Test
    void shouldShowHowTheWindowPoStsOfAMinerStand() {
        CannedQueries queries = new CannedQueries();
        queries.proving = new ProvingSummary("f01000", Map.of("AwaitingLanding", 2L), Map.of("AwaitingProof", 3L), 41L, 1, 4, 5,
                6);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ManagerMetrics metrics = new ManagerMetrics(queries, registry);
        metrics.refresh();
        assertThat(registry.scrape())
                .contains("sealstream_post_partitions{miner=\"f01000\",state=\"AwaitingLanding\",window=\"current\"} 2.0")
                .contains("sealstream_post_partitions{miner=\"f01000\",state=\"AwaitingProof\",window=\"next\"} 3.0")
                .contains("sealstream_post_closes_in_epochs{miner=\"f01000\"} 41.0")
                .contains("sealstream_post_missed_partitions{miner=\"f01000\"} 1.0")
                .contains("sealstream_post_faulty_sectors{miner=\"f01000\"} 4.0")
                .contains("sealstream_post_recovering_sectors{miner=\"f01000\"} 5.0")
                .contains("sealstream_post_skipped_sectors{miner=\"f01000\"} 6.0");
        queries.proving = new ProvingSummary("f01000", Map.of(), Map.of(), null, 0, 0, 0, 0);
        metrics.refresh();
        assertThat(registry.scrape()).as("all is proven").doesNotContain("sealstream_post_closes_in_epochs{");
    }

    private static SectorView sector(String id, String state, boolean person) {
        return new SectorView(id, state, "waits", person, "node-1", "scratch-1", null, null, 1, null);
    }
}
