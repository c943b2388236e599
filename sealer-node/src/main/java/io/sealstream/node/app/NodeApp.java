package io.sealstream.node.app;

import io.sealstream.filecoin.Bytes;
import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.edge.http.NodeMeters;
import io.sealstream.node.edge.http.StatusPage;
import io.sealstream.node.edge.http.StatusServer;
import io.sealstream.node.edge.kafka.KafkaEdge;
import io.sealstream.node.edge.kafka.KafkaResultSink;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.DiskSpace;
import io.sealstream.node.stores.FolderLock;
import io.sealstream.node.stores.ScratchStore;
import io.sealstream.node.stores.StoreException;
import io.sealstream.node.stores.Stores;
import io.sealstream.node.tasks.Engines;
import io.sealstream.node.tasks.ScratchCleaner;
import io.sealstream.node.tasks.StagePools;
import io.sealstream.node.tasks.TaskRunner;
import io.sealstream.node.tasks.Workshop;
import io.sealstream.node.work.Coordinator;
import io.sealstream.node.work.NodeView;
import io.sealstream.proofs.ProofException;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.Shutdown;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A running node. Started from its configuration and engines; a test tree may pass decorated engines and {@link Seams}. Closing
 * stops taking tasks, gives short stages a moment, ends engine processes in the middle of long ones, and leaves the rest to the
 * journal.
 */
public final class NodeApp implements AutoCloseable {
    private static final int RANDOM_BYTES = 32;

    private final Shutdown shutdown = new Shutdown();
    private final HealthBoard health = new HealthBoard();
    private final NodeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Coordinator coordinator;
    private final StatusServer http;
    private final KafkaEdge kafka;

    private NodeApp(NodeConfig config, Seams seams, Engines production, String version) throws NodeException {
        this.config = config;
        try {
            this.shutdown.add("lock", FolderLock.ofHome(config.node().home()));
            Journal journal = shutdown.add("journal",
                    Journal.open(config.node().home(), clock.instant().toEpochMilli()));
            Stores stores = Stores.open(config.stores(), DiskSpace.ofSystem());
            for (ScratchStore store : stores.scratch()) {
                shutdown.add("lock of " + store.name(), FolderLock.ofScratch(store));
            }
            Engines engines = shutdown.add("engines", seams.engines().apply(production));
            StagePools pools = shutdown.add("pools", new StagePools(config.pools()));
            SecureRandom random = new SecureRandom();
            Workshop workshop = new Workshop(stores, engines, journal, () -> random(random), config.proofs().vanillaTimeout());
            NodeMeters meters = new NodeMeters();
            TaskRunner runner = new TaskRunner(workshop, pools, clock, meters);
            KafkaResultSink results = new KafkaResultSink();
            this.coordinator = shutdown.add("core", new Coordinator(journal, runner, seams.results().apply(results),
                    new ScratchCleaner(workshop, pools)));
            shutdown.add("runner", runner);
            meters.watch(pools);
            meters.watch(coordinator);
            NodeView view = new NodeView(identity(version, journal), stores, runner, coordinator);
            this.http = http(meters, new StatusPage(view, coordinator, journal));
            this.kafka = shutdown.add("kafka", kafka(new KafkaEdge.Inside(coordinator, view, journal, results)));
        } catch (StoreException | JournalException e) {
            shutdown.close();
            production.close();
            throw new NodeException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            shutdown.close();
            production.close();
            throw e;
        }
    }

    /** Starts a node as its configuration says. */
    public static NodeApp start(NodeConfig config) throws NodeException {
        return start(config, ProductionEngines.of(config), Seams.NONE);
    }

    /**
     * Starts a node with these engines, which it owns from now on. Returns at once; {@link #ready()} tells when its tasks are read.
     *
     * @throws NodeException when library, stores, home or journal cannot be used
     */
    public static NodeApp start(NodeConfig config, Engines engines, Seams seams) throws NodeException {
        NodeApp app = new NodeApp(config, seams, engines, Version.text() + ", " + library(engines));
        app.coordinator.resume();
        app.kafka.start();
        return app;
    }

    /** Asks at the start, so that a missing or wrong library is a sentence now and not a failed task later. */
    private static String library(Engines engines) throws NodeException {
        try {
            return engines.sealing().version();
        } catch (ProofException e) {
            engines.close();
            throw new NodeException("the proofs library cannot be used: " + e.getMessage(), e);
        }
    }

    private NodeView.Identity identity(String version, Journal journal) throws JournalException {
        NodeConfig.Own own = config.node();
        return new NodeView.Identity(own.name(), journal.begin(clock.instant().toEpochMilli()), version, own.miners(),
                own.windowPoSt(), own.aggregate());
    }

    private StatusServer http(NodeMeters meters, StatusPage page) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        shutdown.add("vertx", () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        return shutdown.add("http", StatusServer.start(vertx, config.listen(), this::health, meters, () -> page));
    }

    private KafkaEdge kafka(KafkaEdge.Inside inside) {
        KafkaEdge.Settings settings = new KafkaEdge.Settings(config.network(), config.node().home(), "http://" + http.address(),
                config.node().heartbeat(), config.node().requestPause(), config.node().requestSectors());
        return new KafkaEdge(new KafkaClients(config.kafka()), settings, inside, health::tell, clock);
    }

    private static Bytes random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /** What every part of the node says of itself. */
    public List<HealthState> health() {
        List<HealthState> parts = new ArrayList<>(health.all());
        String trouble = coordinator.trouble();
        parts.add(trouble.isEmpty()
                ? HealthState.up("tasks", clock.instant())
                : HealthState.down("tasks", trouble, clock.instant()));
        return parts;
    }

    /** Completes when the node has read its tasks once. */
    public CompletableFuture<Integer> ready() {
        return kafka.ready();
    }

    /** Completes with a sentence when the node must end by itself. */
    public CompletableFuture<String> over() {
        return kafka.over();
    }

    /** Where the status page listens. */
    public HostPort address() {
        return http.address();
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
