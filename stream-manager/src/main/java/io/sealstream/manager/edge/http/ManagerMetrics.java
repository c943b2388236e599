package io.sealstream.manager.edge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.query.HeadView;
import io.sealstream.manager.query.LaneView;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.NodeView;
import io.sealstream.manager.query.SectorSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What operators watch, as Prometheus gauges. Read from the local stores when asked for; between two askings the values stand. */
public final class ManagerMetrics {
    private final ManagerQueries queries;
    private final MultiGauge sectors;
    private final MultiGauge needPerson;
    private final ProvingMetrics proving;
    private final AtomicLong parkedLanes = new AtomicLong();
    private final AtomicLong silentNodes = new AtomicLong();
    private final AtomicLong headEpoch = new AtomicLong(-1);

    public ManagerMetrics(ManagerQueries queries, MeterRegistry registry) {
        this.queries = queries;
        this.sectors = MultiGauge.builder("sealstream.sectors").description("Sectors by miner and state").register(registry);
        this.needPerson = MultiGauge.builder("sealstream.sectors.need.person")
                .description("Sectors that wait for a person, by miner")
                .register(registry);
        this.proving = new ProvingMetrics(registry);
        Gauge.builder("sealstream.lanes.parked", parkedLanes, AtomicLong::get).description("Message lanes that wait for a person")
                .register(registry);
        Gauge.builder("sealstream.nodes.silent", silentNodes, AtomicLong::get).description("Nodes that are not heard of")
                .register(registry);
        Gauge.builder("sealstream.head.epoch", headEpoch, AtomicLong::get).description("Epoch of the newest head")
                .register(registry);
    }

    /** Reads the stores anew; does nothing while they cannot be read. */
    public void refresh() {
        try {
            List<ActorId> miners = queries.miners().stream().map(each -> ActorId.parse(each.miner())).toList();
            refreshSectors(miners.stream().flatMap(each -> queries.sectorSummary(each).stream()).toList());
            proving.show(miners.stream().flatMap(each -> queries.provingSummary(each).stream()).toList());
            parkedLanes.set(queries.lanes().stream().map(LaneView::parked).filter(java.util.Objects::nonNull).count());
            silentNodes.set(queries.nodes().stream().filter(each -> !each.here()).map(NodeView::node).count());
            headEpoch.set(queries.head().map(HeadView::epoch).orElse(-1L));
        } catch (ManagerQueries.StoresNotReady e) {
            headEpoch.set(-1);
        }
    }

    private void refreshSectors(List<SectorSummary> miners) {
        List<MultiGauge.Row<?>> byState = new ArrayList<>();
        List<MultiGauge.Row<?>> waiting = new ArrayList<>();
        for (SectorSummary miner : miners) {
            miner.states().forEach(
                    (state, count) -> byState.add(MultiGauge.Row.of(Tags.of("miner", miner.miner(), "state", state), count)));
            waiting.add(MultiGauge.Row.of(Tags.of("miner", miner.miner()), miner.needPerson()));
        }
        sectors.register(byState, true);
        needPerson.register(waiting, true);
    }
}
