package io.sealstream.manager.app;

import io.sealstream.manager.cli.CliFailure;
import io.sealstream.manager.cli.ReplayRequest;
import io.sealstream.manager.cli.RpcCaller;
import io.sealstream.manager.cli.Surroundings;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.edge.chain.VertxChainNode;
import io.sealstream.manager.replay.LogState;
import io.sealstream.manager.replay.LoggedEvent;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicFault;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.registry.RegistryException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The real world of the command line. */
final class ProcessSurroundings implements Surroundings, AutoCloseable {
    /** Longer than the manager lets a caller wait for a message. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(75);

    private final ManagerProcess.StreamsMaker streams;
    private final PrintWriter out;
    private @Nullable Vertx vertx;

    ProcessSurroundings(ManagerProcess.StreamsMaker streams, PrintWriter out) {
        this.streams = streams;
        this.out = out;
    }

    private Vertx vertx() {
        if (vertx == null) {
            vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        }
        return vertx;
    }

    @Override
    public RpcCaller manager(URI api) {
        return new BlockingRpc(JsonRpcClient.http(vertx(), options(api, Optional.empty())));
    }

    @Override
    public ChainNode chain(URI url, String token) {
        return new VertxChainNode(JsonRpcClient.http(vertx(), options(url, Optional.of(token))));
    }

    private static RpcClientOptions options(URI url, Optional<String> token) {
        try {
            return RpcClientOptions.of(url, token).withCallTimeout(CALL_TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new CliFailure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @Override
    public String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public Path userHome() {
        return Path.of(System.getProperty("user.home"));
    }

    @Override
    public void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Override
    public int run(ManagerConfig config) {
        return new ManagerProcess(config, streams, out).run();
    }

    @Override
    public List<String> topics(ManagerConfig config, boolean create) {
        KafkaClients clients = new KafkaClients(config.kafka());
        try (Admin admin = clients.admin("topics"); Serdes serdes = clients.serdes()) {
            TopicAdmin topics = new TopicAdmin(admin, config.kafka());
            if (create) {
                ClusterStart.ensureTopics(topics);
                SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
                return List.of(Topics.ALL.size() + " topics are as they should be, all schemas are registered");
            }
            List<TopicFault> faults = topics.check(Topics.ALL);
            if (!faults.isEmpty()) {
                throw new CliFailure(faults.size() + " topic settings are wrong:\n"
                        + faults.stream().map(TopicFault::toString).collect(Collectors.joining("\n")));
            }
            return List.of(Topics.ALL.size() + " topics are as they should be");
        } catch (TopicRefusedException | RegistryException | KafkaUnavailableException e) {
            throw new CliFailure(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw new CliFailure(Refusal.sentence(e, config.kafka())
                    .orElse("Kafka at " + config.kafka().bootstrap() + " refused: " + e.getMessage()));
        }
    }

    @Override
    public List<LogState> replay(ReplayRequest request) {
        return ReplayRun.run(request, event -> {});
    }

    @Override
    public void events(ReplayRequest request, Consumer<LoggedEvent> each) {
        ReplayRun.run(request, each);
    }

    @Override
    public List<String> rebuild(ManagerConfig config) {
        return RebuildRun.run(config);
    }

    @Override
    public void close() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
