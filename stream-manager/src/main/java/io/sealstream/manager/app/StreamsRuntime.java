package io.sealstream.manager.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.topology.LogAlarm;
import io.sealstream.manager.topology.ManagerTopology;
import io.sealstream.manager.topology.StoreQueries;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.runtime.HealthState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager's Kafka Streams application: starts the topology, replaces a failed thread at most {@link ThreadDeaths#MOST} times in
 * {@link ThreadDeaths#WITHIN}, then gives up so that the process ends and is started anew. Reads of its stores are safe from any thread.
 */
public final class StreamsRuntime implements StreamsPart {
    private static final Logger LOGGER = LoggerFactory.getLogger(StreamsRuntime.class);
    /** Name of the state of a thread that works. */
    private static final String RUNNING = "RUNNING";
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final LogAlarm alarm = new LogAlarm();
    private final InstantSource clock = InstantSource.system();
    private final ThreadDeaths deaths = new ThreadDeaths(clock);
    private final AtomicReference<HealthState> health;
    private final StreamsSettings settings;
    private final KafkaSettings kafka;
    private final KafkaStreams streams;
    private final HostInfo self;
    private final ManagerQueries queries;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final DeadTransactions deadTransactions;

    /**
     * Makes it on changelogs and local stores that were found whole.
     *
     * @throws io.sealstream.schemas.kafka.TopicRefusedException            where a changelog is set wrong or lost
     * @throws io.sealstream.manager.rebuild.RebuildRefusedException where a rebuild has not ended
     */
    public StreamsRuntime(StreamsSettings settings, KafkaClients clients, Serdes serdes, Cluster cluster) {
        this(settings, clients, serdes, cluster, UnaryOperator.identity());
    }

    /** @param release what another release makes of this one's topology */
    StreamsRuntime(StreamsSettings settings, KafkaClients clients, Serdes serdes, Cluster cluster,
            UnaryOperator<Topology> release) {
        this.settings = settings;
        this.kafka = clients.settings();
        Changelogs.check(settings, clients);
        ChainRules rules = ChainRules.of(NetworkPolicy.named(cluster.getNetwork()));
        ManagerTopology.Parts parts = new ManagerTopology.Parts(serdes, rules, cluster.getPartitions(),
                settings.stores() == StreamsSettings.StoreKind.MEMORY, settings.nodeSilence(), alarm,
                changelog(clients.settings().layout()));
        this.streams = new KafkaStreams(release.apply(ManagerTopology.build(parts)), StreamsProperties.of(settings, clients));
        this.self = HostInfo.buildFromEndpoint(settings.server());
        this.kafkaMetrics = new KafkaStreamsMetrics(streams);
        this.deadTransactions = new DeadTransactions(clients.admin("dead-transactions"), settings.applicationId(),
                settings.sessionTimeout().dividedBy(2), () -> streams.state() == KafkaStreams.State.REBALANCING);
        this.queries = new StoreQueries(new StreamsReader(streams, self), rules, serdes);
        this.health = new AtomicReference<>(HealthState.waiting("streams", "not started", clock.instant()));
    }

    private static Map<String, String> changelog(ClusterLayout layout) {
        return Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(layout.minInSync()),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    }

    @Override
    public void start(Consumer<String> dead) {
        streams.setUncaughtExceptionHandler(failure -> died(failure, dead));
        streams.setStateListener((now, before) -> tell(now));
        streams.start();
        deadTransactions.start();
    }

    private StreamThreadExceptionResponse died(Throwable failure, Consumer<String> dead) {
        if (failure.getCause() instanceof FencedInstanceIdException) {
            dead.accept("another process runs as " + settings.instanceId()
                    + " and has taken this one's place; give each manager a streams.instance-id of its own, or stop the other one");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Optional<String> refused = Refusal.sentence(failure, kafka);
        if (refused.isPresent()) {
            dead.accept(refused.get());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (deaths.mayReplace()) {
            LOGGER.atError().setCause(failure).log("A stream thread failed; it is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOGGER.atError().setCause(failure).log("Stream threads keep failing; the process ends");
        dead.accept(
                "the stream application failed " + (ThreadDeaths.MOST + 1) + " times within " + ThreadDeaths.WITHIN.toMinutes()
                        + " minutes, last with: " + failure + "; mend the cause (see the log) and start the manager again");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void tell(KafkaStreams.State state) {
        health.set(switch (state) {
            case RUNNING -> HealthState.up("streams", clock.instant());
            case CREATED, REBALANCING ->
                HealthState.waiting("streams", "the stream application is " + state.name().toLowerCase(Locale.ROOT)
                        + ": partitions are being assigned and stores restored", clock.instant());
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                HealthState.down("streams", "the stream application is " + state,
                        clock.instant());
        });
    }

    @Override
    public HealthState health() {
        HealthState told = health.get();
        return told.status() == HealthState.Status.UP && !hasRunningThread()
                ? HealthState.waiting("streams",
                        "no stream thread has its partitions: the group coordinator has not answered yet",
                        clock.instant())
                : told;
    }

    /** A thread that replaces a failed one joins the group anew, and Kafka Streams calls that running all the while. */
    private boolean hasRunningThread() {
        return streams.metadataForLocalThreads().stream().anyMatch(thread -> thread.threadState().equals(RUNNING));
    }

    @Override
    public ManagerQueries queries() {
        return queries;
    }

    /** Those with standbys alone are left out: what they hold is asked of its owner. */
    @Override
    public List<HostPort> peers() {
        return streams.metadataForAllStreamsClients().stream().filter(client -> !client.stateStoreNames().isEmpty())
                .map(StreamsMetadata::hostInfo).filter(host -> !host.equals(self))
                .map(host -> new HostPort(host.host(), host.port())).toList();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("sealstream.records.unreadable", alarm, LogAlarm::unreadable)
                .description("Records that went to dead.letter because they could not be read").register(registry);
        FunctionCounter.builder("sealstream.records.bugs", alarm, LogAlarm::bugs)
                .description("Records that went to dead.letter because of a bug").register(registry);
        kafkaMetrics.bindTo(registry);
        FunctionCounter.builder("sealstream.commands.rejected", alarm, LogAlarm::rejections).description("Commands refused")
                .register(registry);
    }

    @Override
    public void close() {
        deadTransactions.close();
        kafkaMetrics.close();
        streams.close(CLOSE);
    }
}
