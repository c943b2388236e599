package io.sealstream.node.edge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.tasks.Pool;
import io.sealstream.node.tasks.StagePools;
import io.sealstream.node.tasks.StageWatch;
import io.sealstream.node.work.Coordinator;
import java.util.concurrent.TimeUnit;

/** The node's metrics: time in stages, load of the pools, tasks and unconfirmed results. */
public final class NodeMeters implements StageWatch {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    public void ran(String step, Stage stage, long nanos) {
        Timer.builder("sealer_node_stage").description("Time inside a stage of a task").tag("step", step)
                .tag("stage", stage.word()).register(registry).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Watches the pools. */
    public void watch(StagePools pools) {
        for (Pool pool : Pool.values()) {
            Tags tags = Tags.of("pool", pool.prefix());
            Gauge.builder("sealer_node_pool_busy", pools, all -> all.busy(pool)).tags(tags)
                    .description("Threads that run a stage").register(registry);
            Gauge.builder("sealer_node_pool_queued", pools, all -> all.queued(pool)).tags(tags)
                    .description("Stages that wait for a thread").register(registry);
            Gauge.builder("sealer_node_pool_size", pools, all -> all.size(pool)).tags(tags).description("Threads of the pool")
                    .register(registry);
        }
    }

    /** Watches tasks and results. */
    public void watch(Coordinator coordinator) {
        Gauge.builder("sealer_node_tasks", coordinator, node -> node.entries().size())
                .description("Tasks that are open or whose result is unconfirmed").register(registry);
        Gauge.builder("sealer_node_results_unconfirmed", coordinator, Coordinator::unconfirmed)
                .description("Results that the manager has not acknowledged").register(registry);
    }

    String scrape() {
        return registry.scrape();
    }
}
