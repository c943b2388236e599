package io.sealstream.node.edge.kafka;

import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Task;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.stores.HomeCluster;
import io.sealstream.node.stores.StoreException;
import io.sealstream.node.wire.ResultWriter;
import io.sealstream.node.work.Coordinator;
import io.sealstream.node.work.NodeView;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaReadiness;
import io.sealstream.schemas.kafka.WrongClusterException;
import io.sealstream.schemas.registry.RegistryException;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the node to its cluster, waiting for Kafka, registry and cluster record as long as it takes while the node computes.
 * Ready when the tasks have been read once.
 */
public final class KafkaEdge implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaEdge.class);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Settings settings;
    private final Inside inside;
    private final Consumer<HealthState> health;
    private final InstantSource clock;
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private final Thread connecting = Thread.ofPlatform().daemon().name("kafka-connect").unstarted(this::run);
    private final Object lock = new Object();
    private boolean closed;
    private @Nullable Serdes serdes;
    private @Nullable Outbox outbox;
    private @Nullable Intake intake;
    private @Nullable Heartbeats heartbeats;
    private @Nullable RequestLoop requests;

    /**
     * How the edge behaves.
     *
     * @param network        that the cluster must belong to
     * @param home           folder that remembers which cluster the node belongs to
     * @param endpoint       of the status page
     * @param requestSectors whether idle stores ask for sectors
     */
    public record Settings(String network, Path home, String endpoint, Duration heartbeat, Duration requestPause,
            boolean requestSectors) {}

    /** The inner parts that the edge serves. */
    public record Inside(Coordinator coordinator, NodeView view, Journal journal, KafkaResultSink results) {}

    public KafkaEdge(KafkaClients clients, Settings settings, Inside inside, Consumer<HealthState> health, InstantSource clock) {
        this.clients = clients;
        this.settings = settings;
        this.inside = inside;
        this.health = health;
        this.clock = clock;
    }

    public void start() {
        connecting.start();
    }

    /** Completes with N when the node's tasks have been read once. */
    public CompletableFuture<Integer> ready() {
        return ready;
    }

    /** Completes with a sentence when this node must end: wrong cluster, or replaced by a newer process. */
    public CompletableFuture<String> over() {
        return over;
    }

    private void run() {
        try {
            String kafka = new KafkaReadiness(clients, clock, health).await();
            Serdes made = clients.serdes();
            synchronized (lock) {
                serdes = made;
            }
            Cluster cluster = new ClusterGuard(clients, made, clock).await(ClusterGuard.Expectation.of(settings.network()),
                    health);
            HomeCluster.require(settings.home(), cluster.getNetwork() + " " + cluster.getGenesis() + " " + kafka);
            awaitSchemas(made);
            connect(made, cluster.getPartitions());
        } catch (KafkaException | IllegalStateException | StoreException | ConfigException | WrongClusterException e) {
            over.complete(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            LOGGER.atDebug().log("Connecting to Kafka was ended");
        }
    }

    private void awaitSchemas(Serdes made) throws InterruptedException {
        for (int failures = 1;; failures++) {
            try {
                made.prepare(List.of(Topics.NODE_RESULT, Topics.NODE_STATUS));
                health.accept(HealthState.up("registry", clock.instant()));
                return;
            } catch (RegistryException e) {
                health.accept(HealthState.waiting("registry", String.valueOf(e.getMessage()), clock.instant()));
                if (failures == 1) {
                    LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("Waiting for the schema registry");
                }
                PAUSES.pause(failures);
            }
        }
    }

    private void connect(Serdes made, int partitions) {
        NodeView.Identity identity = inside.view().identity();
        Intake.Place place = new Intake.Place(identity.name(), partitions, identity.incarnation());
        synchronized (lock) {
            if (closed) {
                return;
            }
            Outbox out = new Outbox(clients, made, "sealer-node-" + identity.name(), health, clock,
                    inside.coordinator()::wayOutIsBack);
            Heartbeats beats = new Heartbeats(inside.view(), out, settings.endpoint(), clock);
            RequestLoop asks = new RequestLoop(inside.journal(), inside.view(), out, place, clock, settings.requestPause());
            Intake in = new Intake(clients, made, out, new Tied(out, asks, beats, partitions), place, health, clock);
            outbox = out;
            heartbeats = beats;
            requests = asks;
            intake = in;
            inside.results().connect(out);
            inside.coordinator().onChange(beats::changed);
            inside.coordinator().wayOutIsBack();
            in.start();
        }
    }

    /** Ties the intake to the inner parts. */
    private final class Tied implements Inbox {
        private final Outbox out;
        private final RequestLoop asks;
        private final Heartbeats beats;
        private final int partitions;

        private Tied(Outbox out, RequestLoop asks, Heartbeats beats, int partitions) {
            this.out = out;
            this.asks = asks;
            this.beats = beats;
            this.partitions = partitions;
        }

        @Override
        public void task(Task task) {
            inside.coordinator().desired(task);
        }

        @Override
        public void tombstone(String taskId) {
            inside.coordinator().withdrawn(taskId);
        }

        @Override
        public void caughtUp() {
            inside.coordinator().caughtUp();
            beats.start(settings.heartbeat());
            if (settings.requestSectors()) {
                asks.start();
            }
            ready.complete(partitions);
        }

        @Override
        public void badTask(Named bad, String reason) {
            String key = bad.sector() == null ? bad.miner() : bad.miner() + "/" + bad.sector();
            out.send(Topics.NODE_RESULT, key, ResultWriter.failed(bad.task(), bad.miner(), bad.sector(),
                    new Outcome.Failed(FailureLevel.PERMANENT, reason)));
        }

        @Override
        public void reply(Reply reply) {
            asks.answered(reply);
        }

        @Override
        public void replaced(long incarnation, String endpoint) {
            over.complete(
                    "another process with the name " + inside.view().identity().name() + " started later and is at " + endpoint
                            + ": this one stops; give each node its own [node] name");
        }
    }

    @Override
    public void close() {
        connecting.interrupt();
        synchronized (lock) {
            closed = true;
            if (intake != null) {
                intake.close();
            }
            if (requests != null) {
                requests.close();
            }
            if (heartbeats != null) {
                heartbeats.close();
            }
            if (outbox != null) {
                outbox.close();
            }
            if (serdes != null) {
                serdes.close();
            }
        }
        try {
            connecting.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
