package io.sealstream.devnet.testing;

import io.sealstream.devnet.broker.EmbeddedRegistry;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.runtime.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka of a test run: one for each JVM, chosen by {@code -Dtest.kafka}: {@code embedded} (the default), {@code container}
 * (Testcontainers; tests are skipped, and say so, where no engine is found) or {@code external} ({@code -Dtest.kafka.bootstrap} and
 * {@code -Dtest.kafka.registry}). Topics outlive a test: begin with {@link #reset} where the names are those of the real topics.
 */
public final class KafkaTestCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Backoff GONE = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));

    private final String bootstrap;
    private final URI registry;
    private final boolean mayWipe;

    private KafkaTestCluster(String bootstrap, URI registry, boolean mayWipe) {
        this.bootstrap = bootstrap;
        this.registry = registry;
        this.mayWipe = mayWipe;
    }

    private static @Nullable KafkaTestCluster instance;

    /**
     * The cluster of this JVM; started by the first call, stopped when the JVM ends.
     *
     * @throws org.opentest4j.TestAbortedException where {@code -Dtest.kafka=container} finds no container engine
     */
    public static synchronized KafkaTestCluster shared() {
        KafkaTestCluster running = instance;
        if (running == null) {
            running = start(System.getProperty("test.kafka", "embedded"));
            instance = running;
        }
        return running;
    }

    private static KafkaTestCluster start(String kind) {
        return switch (kind) {
            case "embedded" -> {
                TemporaryBroker broker = TemporaryBroker.start();
                yield new KafkaTestCluster(broker.bootstrap(), withRegistry(broker.bootstrap()), true);
            }
            case "container" -> {
                String bootstrap = ContainerKafka.start();
                yield new KafkaTestCluster(bootstrap, withRegistry(bootstrap), true);
            }
            case "external" -> new KafkaTestCluster(required("test.kafka.bootstrap"), URI.create(required("test.kafka.registry")),
                    Boolean.getBoolean("test.kafka.wipe"));
            default ->
                throw new IllegalStateException("-Dtest.kafka=" + kind + " is unknown; use embedded, container or external");
        };
    }

    private static URI withRegistry(String bootstrap) {
        EmbeddedRegistry registry = EmbeddedRegistry.start(bootstrap, 0);
        return registry.url();
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("-Dtest.kafka=external needs -D" + property);
        }
        return value;
    }

    public String bootstrap() {
        return bootstrap;
    }

    public URI registry() {
        return registry;
    }

    /** Settings of a devnet on this cluster: 4 partitions, one copy, automatic registration of schemas. */
    public KafkaSettings settings() {
        return KafkaSettings.of(bootstrap, registry, true, ClusterLayout.DEVNET);
    }

    public KafkaClients clients() {
        return new KafkaClients(settings());
    }

    /** Deletes all topics but the registry's and Kafka's own. On an external Kafka only with {@code -Dtest.kafka.wipe=true}. */
    public void reset() {
        if (!mayWipe) {
            throw new IllegalStateException(
                    "this test deletes topics; allow it on " + bootstrap + " with -Dtest.kafka.wipe=true");
        }
        try (Admin admin = clients().admin("test-reset")) {
            Set<String> doomed = names(admin).stream().filter(name -> !name.startsWith("_")).collect(Collectors.toSet());
            admin.deleteTopics(List.copyOf(doomed)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (int attempt = 1; names(admin).stream().anyMatch(doomed::contains); attempt++) {
                GONE.pause(attempt);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics of " + bootstrap + " cannot be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were deleted", e);
        }
    }

    private static Set<String> names(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        return admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
