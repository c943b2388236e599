package io.sealstream.devnet.testing;

import io.sealstream.devnet.broker.BrokerSettings;
import io.sealstream.devnet.broker.EmbeddedRegistry;
import io.sealstream.devnet.broker.Secrets;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Login;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Kafka that takes TLS and passwords only and gives each user the rights of its role; with all topics and a registry. One for each JVM,
 * embedded, stopped when the JVM ends; the record of a cluster of network {@code devnet} stands. Topics are shared: tests look at rights.
 */
public final class SecureKafka {
    private static @Nullable SecureKafka instance;

    private final String bootstrap;
    private final URI registry;
    private final Secrets secrets;

    private SecureKafka(String bootstrap, URI registry, Secrets secrets) {
        this.bootstrap = bootstrap;
        this.registry = registry;
        this.secrets = secrets;
    }

    /**
     * The one of this JVM; started by the first call.
     *
     * @throws org.opentest4j.TestAbortedException where openssl is not there, which makes the certificates
     */
    public static synchronized SecureKafka shared() {
        SecureKafka running = instance;
        if (running == null) {
            running = start();
            instance = running;
        }
        return running;
    }

    private static SecureKafka start() {
        TemporaryBroker broker = TemporaryBroker.start(home -> new BrokerSettings(home, 0, BrokerSettings.Quorum.ALONE,
                Optional.of(Secrets.make(home.resolve("secrets"), certificates())), Map.of()));
        Secrets secrets = Secrets.read(broker.home().resolve("secrets"));
        secrets.giveRights(broker.bootstrap());
        EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrap(), Optional.of(secrets), 0);
        SecureKafka started = new SecureKafka(broker.bootstrap(), registry.url(), secrets);
        started.ensure();
        started.claim();
        return started;
    }

    /** As the operator of a new cluster does. */
    private void ensure() {
        KafkaClients operator = new KafkaClients(settings(Role.OPERATOR));
        try (Admin admin = operator.admin("test-topics"); Serdes serdes = operator.serdes()) {
            new TopicAdmin(admin, operator.settings()).ensure(Topics.ALL);
            SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
        }
    }

    /** As its manager does. */
    private void claim() {
        KafkaClients manager = new KafkaClients(settings(Role.MANAGER));
        try (Serdes serdes = manager.serdes()) {
            new ClusterRecord(manager, serdes)
                    .writeIfAbsent(new Cluster("devnet", "bafygenesis", ClusterLayout.DEVNET.partitions(),
                            ClusterRecord.FORMAT));
        }
    }

    private static void requireOpenssl() {
        try {
            new ProcessBuilder("openssl", "version").start().destroy();
        } catch (IOException e) {
            Assumptions
                    .abort("SKIPPED: openssl is not installed, and a broker with TLS has no certificate without it (" + e + ")");
        }
    }

    /**
     * The tool that makes certificates: tests run in the folder of their module.
     *
     * @throws org.opentest4j.TestAbortedException where openssl is not there
     */
    public static Path certificates() {
        requireOpenssl();
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, each -> each.getParent() != null, Path::getParent)
                .map(each -> each.resolve("ops/bin/certificates"))
                .filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IllegalStateException("no ops/bin/certificates above " + here));
    }

    /** {@code host:port} of the broker. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Of the registry. */
    public URI registry() {
        return registry;
    }

    /** Passwords and certificates. */
    public Secrets secrets() {
        return secrets;
    }

    /** How the user of a role connects. */
    public KafkaSettings settings(Role role) {
        return settings(secrets.login(role.usualUser()));
    }

    /** How that user connects, whether the broker knows it or not. */
    public KafkaSettings settings(Login login) {
        return secrets.settings(bootstrap, registry, login);
    }
}
