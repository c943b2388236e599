package io.sealstream.devnet.broker;

import io.sealstream.devnet.broker.BrokerSettings.Quorum;
import io.sealstream.filecoin.Hashes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** The only file that touches the broker's classes, which are no public API of Kafka. Broker and controller share one node. */
final class KraftBroker implements EmbeddedBroker {
    private static final String HOST = "127.0.0.1";
    private static final String CLUSTER_ID = "cluster.id";
    private static final String DATA = "data";
    /** Listeners are named as their protocol. */
    private static final String OPEN = "PLAINTEXT";
    private static final String SECURE = "SASL_SSL";
    /** All homes of a quorum must name one cluster, and nobody hands an id around: it follows from the quorum. */
    private static final int ID_BYTES = 16;

    private final HomeLock lock;
    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private KraftBroker(HomeLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    static KraftBroker start(BrokerSettings settings) {
        // The broker initialises log4j only to offer it over JMX. Without log4j's other half it would complain; we log through slf4j.
        System.getProperties().putIfAbsent("log4j2.loggerContextFactory",
                "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        HomeLock lock = HomeLock.take(settings.home());
        try {
            int port = settings.port() == 0 ? freePort() : checkedPort(settings.port());
            Path data = settings.home().resolve(DATA);
            format(settings, data);
            Map<String, String> properties = properties(settings, data, port);
            properties.putAll(settings.extra());
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
            return new KraftBroker(lock, server, port);
        } catch (BrokerException e) {
            lock.close();
            throw e;
        } catch (Exception e) {
            lock.close();
            throw new BrokerException("the broker on " + settings.home() + " does not start: " + e
                    + "; see its log, or wipe the home to begin anew", e);
        }
    }

    /** Does nothing to a formatted folder, so that first start and restart are one path. */
    private static void format(BrokerSettings settings, Path data) throws Exception {
        Path idFile = settings.home().resolve(CLUSTER_ID);
        if (!Files.exists(idFile)) {
            Files.createDirectories(data);
            Files.writeString(idFile, clusterId(settings.quorum()).toString());
        }
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(settings.quorum().node())
                .setClusterId(Files.readString(idFile).strip()).setControllerListenerName("CONTROLLER").setIgnoreFormatted(true)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES).addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setScramArguments(settings.secrets().map(Secrets::scramArguments).orElse(List.of()))
                .run();
    }

    private static Uuid clusterId(Quorum quorum) {
        if (quorum.controllers().isEmpty()) {
            return Uuid.randomUuid();
        }
        byte[] digest = Hashes.blake2b512(String.join(",", quorum.controllers()).getBytes(StandardCharsets.US_ASCII));
        ByteBuffer id = ByteBuffer.wrap(digest, 0, ID_BYTES);
        return new Uuid(id.getLong(), id.getLong());
    }

    private static Map<String, String> properties(BrokerSettings settings, Path data, int port) throws IOException {
        Map<String, String> out = new TreeMap<>();
        Quorum quorum = settings.quorum();
        String listener = settings.secrets().isPresent() ? SECURE : OPEN;
        int node = quorum.node();
        List<String> controllers = quorum.controllers().isEmpty() ? List.of(HOST + ":" + freePort()) : quorum.controllers();
        out.put("process.roles", "broker,controller");
        out.put("node.id", Integer.toString(node));
        out.put("controller.quorum.voters", IntStream.rangeClosed(1, controllers.size())
                .mapToObj(each -> each + "@" + controllers.get(each - 1)).collect(Collectors.joining(",")));
        out.put("listeners", listener + "://" + HOST + ":" + port + ",CONTROLLER://" + controllers.get(node - 1));
        out.put("advertised.listeners", listener + "://" + HOST + ":" + port);
        out.put("listener.security.protocol.map",
                listener + ":" + listener + ",CONTROLLER:" + (listener.equals(OPEN) ? OPEN : "SSL"));
        out.put("controller.listener.names", "CONTROLLER");
        out.put("inter.broker.listener.name", listener);
        settings.secrets().ifPresent(secrets -> out.putAll(secrets.brokerProperties(listener)));
        out.put("log.dirs", data.toString());
        out.put("auto.create.topics.enable", "false");
        copies(out, quorum);
        quick(out);
        small(out);
        return out;
    }

    private static void copies(Map<String, String> out, Quorum quorum) {
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            out.put(topic + ".replication.factor", Integer.toString(quorum.copies()));
        }
        out.put("transaction.state.log.min.isr", Integer.toString(quorum.inStep()));
        out.put("share.coordinator.state.topic.min.isr", Integer.toString(quorum.inStep()));
        out.put("default.replication.factor", Integer.toString(quorum.copies()));
        out.put("min.insync.replicas", Integer.toString(quorum.inStep()));
        // A home that rested for months must not lose the places of its consumers.
        out.put("offsets.retention.minutes", "5256000");
    }

    /** Nobody else is there to wait for: starts and fail-overs need no pauses. */
    private static void quick(Map<String, String> out) {
        out.put("group.initial.rebalance.delay.ms", "0");
        out.put("group.streams.initial.rebalance.delay.ms", "0");
        out.put("group.min.session.timeout.ms", "1000");
        out.put("group.consumer.min.session.timeout.ms", "1000");
        out.put("group.consumer.min.heartbeat.interval.ms", "500");
        out.put("group.streams.min.session.timeout.ms", "1000");
        out.put("group.streams.min.heartbeat.interval.ms", "500");
        // After a kill the old registration must run out before the broker is let in again.
        out.put("broker.session.timeout.ms", "2000");
        out.put("broker.heartbeat.interval.ms", "500");
    }

    private static void small(Map<String, String> out) {
        out.put("offsets.topic.num.partitions", "4");
        out.put("transaction.state.log.num.partitions", "4");
        out.put("share.coordinator.state.topic.num.partitions", "4");
        out.put("num.network.threads", "2");
        out.put("num.io.threads", "4");
        out.put("background.threads", "2");
        out.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        out.put("log.segment.bytes", Integer.toString(128 << 20));
        out.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    }

    private static int checkedPort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new BrokerException("port " + port + " of " + HOST + " is taken; stop what uses it, or choose another --port",
                    e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public String bootstrap() {
        return HOST + ":" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
            lock.close();
        }
    }
}
