package io.sealstream.manager.edge.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sealstream.manager.query.ProvingSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** How the WindowPoSts of each miner stand, as gauges: 13 states and 5 numbers a miner, however many sectors it has. */
final class ProvingMetrics {
    private final MultiGauge partitions;
    private final MultiGauge closesIn;
    private final MultiGauge missed;
    private final MultiGauge faulty;
    private final MultiGauge recovering;
    private final MultiGauge skipped;

    ProvingMetrics(MeterRegistry registry) {
        this.partitions = gauge(registry, "sealstream.post.partitions", "Partitions to prove, by window and state");
        this.closesIn = gauge(registry, "sealstream.post.closes.in.epochs",
                "Epochs until the first open window closes of which something is not proven; absent where all is proven");
        this.missed = gauge(registry, "sealstream.post.missed.partitions",
                "Partitions whose window closed without a proof, within the last proving period");
        this.faulty = gauge(registry, "sealstream.post.faulty.sectors",
                "Faulty sectors, as the newest window of each partition tells");
        this.recovering = gauge(registry, "sealstream.post.recovering.sectors",
                "Faulty sectors that windows under way prove again");
        this.skipped = gauge(registry, "sealstream.post.skipped.sectors",
                "Sectors that proofs of the last proving period leave out");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Shows these and no others. */
    void show(List<ProvingSummary> miners) {
        partitions.register(miners.stream()
                .flatMap(each -> Stream.concat(rows(each, "current", each.current()), rows(each, "next", each.next()))).toList(),
                true);
        List<ProvingSummary> unproven = miners.stream().filter(each -> each.closesIn() != null).toList();
        show(closesIn, unproven, each -> Objects.requireNonNullElse(each.closesIn(), 0L));
        show(missed, miners, ProvingSummary::missed);
        show(faulty, miners, ProvingSummary::faulty);
        show(recovering, miners, ProvingSummary::recovering);
        show(skipped, miners, ProvingSummary::skipped);
    }

    private static Stream<Row<?>> rows(ProvingSummary miner, String window, Map<String, Long> byState) {
        return byState.entrySet().stream()
                .map(e -> Row.of(Tags.of("miner", miner.miner(), "window", window, "state", e.getKey()), e.getValue()));
    }

    private static void show(MultiGauge gauge, List<ProvingSummary> miners, ToLongFunction<ProvingSummary> number) {
        gauge.register(miners.stream().<Row<?>>map(each -> Row.of(Tags.of("miner", each.miner()), number.applyAsLong(each)))
                .toList(), true);
    }
}
