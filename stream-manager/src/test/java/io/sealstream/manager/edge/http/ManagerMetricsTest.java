package io.sealstream.manager.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.manager.query.SectorView;
import java.util.List;
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

    private static SectorView sector(String id, String state, boolean person) {
        return new SectorView(id, state, "waits", person, "node-1", "scratch-1", null, null, 1, null);
    }
}
