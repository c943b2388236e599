package io.sealstream.manager.app;

import io.sealstream.manager.edge.chain.ChainIdentity;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaReadiness;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be so before anything is decided: Kafka and registry answer, topics and schemas are there as the design says, and this is the
 * cluster of the configured network. Waits for what may come, refuses what is wrong.
 */
final class ClusterStart {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterStart.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

    private static final int LISTING_ATTEMPTS = 8;

    private final KafkaClients clients;
    private final Serdes serdes;
    private final String network;
    private final Consumer<HealthState> health;
    private final InstantSource clock;

    ClusterStart(KafkaClients clients, Serdes serdes, String network, Consumer<HealthState> health, InstantSource clock) {
        this.clients = clients;
        this.serdes = serdes;
        this.network = network;
        this.health = health;
        this.clock = clock;
    }

    /** Waits for Kafka, then makes and checks topics and schemas. */
    void prepare() throws InterruptedException {
        new KafkaReadiness(clients, clock, health).await();
        KafkaSettings settings = clients.settings();
        patiently("topics", () -> {
            try (Admin admin = clients.admin("topics")) {
                ensureTopics(new TopicAdmin(admin, settings));
            }
            return true;
        });
        patiently("registry", () -> {
            if (settings.autoRegister()) {
                SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
            }
            serdes.prepare(Topics.ALL);
            return true;
        });
    }

    /**
     * Creates what is missing and checks the rest. A topic just created may not be listed by every broker yet; only when it stays missing is
     * that a fault.
     */
    static void ensureTopics(TopicAdmin topics) {
        for (int attempt = 1;; attempt++) {
            try {
                topics.ensure(Topics.ALL);
                return;
            } catch (TopicRefusedException e) {
                boolean onlyMissing = e.faults().stream().allMatch(each -> each.found().equals("missing"));
                if (!onlyMissing || attempt == LISTING_ATTEMPTS) {
                    throw e;
                }
                LOGGER.atDebug().addKeyValue("attempt", attempt).log("New topics are not listed yet");
                LockSupport.parkNanos(BACKOFF.after(attempt).toNanos());
            }
        }
    }

    /** The record of the cluster; empty where nobody has written it. */
    Optional<Cluster> standing() throws InterruptedException {
        int partitions = clients.settings().layout().partitions();
        return patiently("cluster",
                () -> guard().check(new ClusterGuard.Expectation(network, Optional.empty(), OptionalInt.of(partitions))));
    }

    /** Writes the record of a new cluster. */
    Cluster claim(ChainIdentity chain) throws InterruptedException {
        Cluster wanted = Cluster.newBuilder().setNetwork(network).setGenesis(chain.genesis())
                .setPartitions(clients.settings().layout().partitions()).setFormat(ClusterRecord.FORMAT).build();
        return patiently("cluster", () -> guard().claim(wanted));
    }

    private ClusterGuard guard() {
        return new ClusterGuard(clients, serdes, clock);
    }

    private <T> T patiently(String part, Supplier<T> step) throws InterruptedException {
        for (int failures = 1;; failures++) {
            try {
                T result = step.get();
                health.accept(HealthState.up(part, clock.instant()));
                return result;
            } catch (KafkaUnavailableException | RegistryUnavailableException e) {
                health.accept(HealthState.waiting(part, String.valueOf(e.getMessage()), clock.instant()));
                LOGGER.atWarn().addKeyValue("part", part).addKeyValue("reason", e.getMessage())
                        .log("Waiting; trying again until it works");
            } catch (KafkaException e) {
                String why = Refusal.sentence(e, clients.settings()).orElseThrow(() -> e);
                health.accept(HealthState.down(part, why, clock.instant()));
                LOGGER.atError().addKeyValue("part", part).addKeyValue("why", why)
                        .log("Kafka refuses this manager; trying again until it does not");
            }
            BACKOFF.pause(failures);
        }
    }
}
