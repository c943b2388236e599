package io.sealstream.manager.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.manager.edge.chain.ChainNodes;
import io.sealstream.manager.edge.chain.EdgeState;
import io.sealstream.manager.edge.chain.NodeReport;
import io.sealstream.manager.edge.chain.NodeStanding;
import io.sealstream.manager.edge.http.ManagerMetrics;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All meters of the process, as Prometheus reads them. */
final class Metrics implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Metrics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ManagerMetrics ours;
    private final Admin admin;
    private final int partitions;
    private final AtomicLong deadLetters = new AtomicLong();

    Metrics(ManagerQueries queries, EdgeState chain, ChainNodes nodes, KafkaClients clients) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        this.ours = new ManagerMetrics(queries, registry);
        this.admin = clients.admin("metrics");
        this.partitions = clients.settings().layout().partitions();
        Gauge.builder("sealstream.dead.letters", deadLetters, AtomicLong::get).description("Records ever moved to dead.letter")
                .register(registry);
        Gauge.builder("sealstream.chain.requests.in.flight", chain, EdgeState::inFlight).description("Chain requests under way")
                .register(registry);
        FunctionCounter.builder("sealstream.chain.requests.answered", chain, EdgeState::answered)
                .description("Chain requests answered")
                .register(registry);
        FunctionCounter.builder("sealstream.chain.requests.failed", chain, EdgeState::failed)
                .description("Chain requests that failed")
                .register(registry);
        IntStream.range(0, nodes.reports().size()).forEach(each -> chainNode(nodes, each));
    }

    private void chainNode(ChainNodes nodes, int index) {
        Supplier<NodeReport> report = () -> nodes.reports().get(index);
        String name = report.get().name();
        for (NodeStanding standing : NodeStanding.values()) {
            Gauge.builder("sealstream.chain.node", () -> report.get().standing() == standing ? 1 : 0)
                    .description("1 for how a chain node is judged now").tag("node", name).tag("standing", standing.word())
                    .register(registry);
        }
        Gauge.builder("sealstream.chain.node.chosen", () -> report.get().chosen() ? 1 : 0)
                .description("1 for the chain node that is asked").tag("node", name).register(registry);
        Gauge.builder("sealstream.chain.node.epoch", () -> report.get().epoch())
                .description("Newest head that a chain node has shown").tag("node", name).register(registry);
        Gauge.builder("sealstream.chain.node.failures", () -> report.get().failures())
                .description("Calls to a chain node that failed of late").tag("node", name).register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** The page {@code /metrics}. */
    String scrape() {
        ours.refresh();
        countDeadLetters();
        return registry.scrape();
    }

    private void countDeadLetters() {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions).boxed()
                .collect(Collectors.toMap(each -> new TopicPartition(Topics.DEAD_LETTER.name(), each),
                        each -> OffsetSpec.latest()));
        try {
            deadLetters.set(admin.listOffsets(ends).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).values().stream()
                    .mapToLong(each -> each.offset()).sum());
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.atDebug().setCause(e).log("Dead letters cannot be counted now; the last count stands");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        collections.close();
        admin.close(Duration.ofSeconds(1));
        registry.close();
    }
}
