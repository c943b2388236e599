package io.sealstream.manager.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.manager.cli.CliFailure;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.ChainEdge;
import io.sealstream.manager.edge.chain.ChainIdentity;
import io.sealstream.manager.edge.chain.EdgeState;
import io.sealstream.manager.edge.http.CommandGateway;
import io.sealstream.manager.edge.http.EdgeServer;
import io.sealstream.manager.edge.http.EdgeServer.Page;
import io.sealstream.manager.edge.http.KafkaCommandLog;
import io.sealstream.manager.edge.http.ReplyReader;
import io.sealstream.manager.edge.http.SealstreamApi;
import io.sealstream.manager.edge.http.StatusPage;
import io.sealstream.manager.rebuild.RebuildRefusedException;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.rpc.Authorizer;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.kafka.WrongClusterException;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.Shutdown;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running manager: puts its parts together, starts them in order, and ends them the other way round. */
final class ManagerProcess {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManagerProcess.class);
    private static final long READY_LOOK_MILLIS = 100;

    /** Makes the stream application of a cluster. */
    interface StreamsMaker {
        StreamsPart make(StreamsSettings settings, KafkaClients clients, Serdes serdes, Cluster cluster);
    }

    private final ManagerConfig config;
    private final StreamsMaker streamsMaker;
    private final PrintWriter out;
    private final InstantSource clock = InstantSource.system();
    private final HealthBoard health = new HealthBoard(clock);
    private final EdgeState edgeState = new EdgeState();
    /** What the local stores hold. */
    private final LateQueries queries = new LateQueries();
    private final Shutdown shutdown = new Shutdown();
    private final CompletableFuture<String> fatal = new CompletableFuture<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    ManagerProcess(ManagerConfig config, StreamsMaker streamsMaker, PrintWriter out) {
        this.config = config;
        this.streamsMaker = streamsMaker;
        this.out = out;
    }

    /**
     * Runs until SIGTERM, which ends the process with exit code 0.
     *
     * @throws CliFailure with the sentence, when it cannot go on
     */
    int run() {
        // Closed last: a JVM that ends by a signal would otherwise report 143, also after an orderly end.
        shutdown.add("exit code", () -> {
            if (!failed.get()) {
                Runtime.getRuntime().halt(0);
            }
        });
        shutdown.onSignal();
        String sentence;
        try {
            start();
            sentence = fatal.join();
        } catch (KafkaException e) {
            sentence = Refusal.sentence(e, config.kafka()).orElseGet(() -> String.valueOf(e.getMessage()));
        } catch (ConfigException | WrongClusterException | TopicRefusedException | ChainIdentity.WrongChain
                | RebuildRefusedException | CliFailure | UncheckedIOException e) {
            sentence = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sentence = "interrupted at start";
        }
        failed.set(true);
        shutdown.close();
        throw new CliFailure(sentence);
    }

    /** Ends the process with that sentence and exit code 1. */
    void end(String sentence) {
        fatal.complete(sentence);
    }

    private void start() throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        shutdown.add("vertx", () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        KafkaClients clients = new KafkaClients(config.kafka());
        Serdes serdes = shutdown.add("serdes", clients.serdes());
        ChainLink chain = shutdown.add("chain connections", new ChainLink(vertx, config.chain(), config.network(), clock));
        health.ask("chain", chain::health);
        Metrics metrics = shutdown.add("metrics", new Metrics(queries, edgeState, chain.nodes(), clients));
        HostPort listening = http(vertx, clients, serdes, chain, metrics);
        ClusterStart cluster = new ClusterStart(clients, serdes, config.network(), health::tell, clock);
        cluster.prepare();
        Optional<Cluster> standing = cluster.standing();
        Cluster record = standing.isPresent()
                ? standing.get()
                : cluster.claim(chain.awaitIdentity());
        chain.expectGenesis(record.getGenesis());
        StreamsPart streams = streams(clients, serdes, record, metrics, config.reachedAt(listening));
        chainEdge(clients, serdes, chain, record);
        awaitStreams(streams);
        ObjectNode ready = JsonNodeFactory.instance.objectNode().put("ready", true).put("process", "stream-manager")
                .put("http", listening.toString())
                .put("network", config.network()).put("partitions", record.getPartitions());
        out.println(ready);
        out.flush();
    }

    private HostPort http(Vertx vertx, KafkaClients clients, Serdes serdes, ChainLink chain, Metrics metrics) {
        int replies = Partitions.partitionOfNode(config.streams().instanceId(), config.kafka().layout().partitions());
        CompletableFuture<CommandGateway> gateway = new CompletableFuture<>();
        ReplyReader reader = new ReplyReader(clients, serdes, replies, reply -> gateway.join().replied(reply));
        KafkaCommandLog log = shutdown.add("commands", new KafkaCommandLog(
                clients.producer(config.streams().instanceId() + "-commands", new StringSerializer(), serdes.encoder()), replies,
                reader::isReading));
        gateway.complete(new CommandGateway(log, config.rpc().replyTimeout(), config.rpc().waiting()));
        shutdown.add("replies", reader.start());
        health.askKafka("replies", config.kafka(), reader::failure);
        ManagerQueries everywhere = new ClusterQueries(queries, queries::peers, shutdown.add("peers", new PeerCallers(vertx)));
        SealstreamApi api = new SealstreamApi(gateway.join(), everywhere, queries, chain::keyOf,
                new SealstreamApi.About(health::json, info(), chain::json));
        StatusPage status = new StatusPage(everywhere, config.network(), chain::lines);
        EdgeServer server = shutdown.add("http",
                new EdgeServer(vertx, api, Authorizer.open(), new EdgeServer.Pages(this::healthPage,
                        () -> new Page(200, "text/plain; version=0.0.4", metrics.scrape()),
                        () -> new Page(200, "text/plain", status.text()))));
        shutdown.add("calls", api);
        HostPort wanted = config.listen();
        try {
            int port = server.listen(wanted.host(), wanted.port()).toCompletionStage().toCompletableFuture().join();
            return new HostPort(wanted.host(), port);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CliFailure(
                    "cannot listen on " + wanted + " (" + cause.getMessage() + "); free the port or change http.listen");
        }
    }

    private ObjectNode info() {
        ObjectNode info = JsonNodeFactory.instance.objectNode().put("process", "stream-manager").put("network", config.network())
                .put("kafka", config.kafka().bootstrap())
                .put("application", config.streams().applicationId()).put("instance", config.streams().instanceId());
        ArrayNode chain = info.putArray("chain");
        config.chain().urls().forEach(each -> chain.add(each.toString()));
        return info;
    }

    private Page healthPage() {
        return new Page(health.status() == HealthState.Status.UP ? 200 : 503, "application/json", health.json().toString());
    }

    private StreamsPart streams(KafkaClients clients, Serdes serdes, Cluster cluster, Metrics metrics, HostPort reached) {
        StreamsPart streams = shutdown.add("streams", streamsMaker.make(Settings.of(config, reached), clients, serdes, cluster));
        queries.become(streams);
        health.ask("streams", streams::health);
        streams.bindTo(metrics.registry());
        streams.start(this::end);
        return streams;
    }

    /** Starts the chain edge as soon as a node has shown that it serves the cluster's chain; nothing else waits for that. */
    private void chainEdge(KafkaClients clients, Serdes serdes, ChainLink chain, Cluster cluster) {
        Thread thread = Thread.ofVirtual().name("chain-start").unstarted(() -> {
            try {
                chain.awaitIdentity();
                shutdown.add("chain edge",
                        new ChainEdge(clients, serdes, chain.nodes(), Settings.edge(config, cluster), edgeState).start());
                health.askKafka("chain edge", config.kafka(), edgeState::failure);
                health.askText("heads", edgeState::heads);
            } catch (ChainIdentity.WrongChain e) {
                end(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                LOGGER.atDebug().log("Closed before the chain node answered");
            }
        });
        shutdown.add("chain start", thread::interrupt);
        thread.start();
    }

    /** A manager that has only standbys is ready too: it takes over when another one ends. */
    private void awaitStreams(StreamsPart streams) throws InterruptedException {
        while (streams.health().status() != HealthState.Status.UP) {
            try {
                throw new CliFailure(fatal.get(READY_LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                LOGGER.atTrace().log("Stores are not open yet");
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
