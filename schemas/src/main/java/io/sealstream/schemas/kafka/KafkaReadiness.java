package io.sealstream.schemas.kafka;

import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until Kafka is there: one line when it is not, one a minute while that lasts, one when it is; never a crash loop. */
public final class KafkaReadiness {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaReadiness.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(3));
    private static final int ATTEMPTS_PER_LINE = 10;

    private final KafkaClients clients;
    private final InstantSource clock;
    private final Consumer<HealthState> health;

    /** @param health is told {@code WAITING} and {@code UP} of part {@code kafka} */
    public KafkaReadiness(KafkaClients clients, InstantSource clock, Consumer<HealthState> health) {
        this.clients = clients;
        this.clock = clock;
        this.health = health;
    }

    /** Returns when a broker has answered, with the id that Kafka itself gave to its cluster. */
    public String await() throws InterruptedException {
        String bootstrap = clients.settings().bootstrap();
        try (Admin admin = clients.admin("readiness")) {
            int failures = 0;
            Optional<String> id = answer(admin, bootstrap, failures);
            while (id.isEmpty()) {
                failures++;
                BACKOFF.pause(failures);
                id = answer(admin, bootstrap, failures);
            }
            health.accept(HealthState.up("kafka", clock.instant()));
            if (failures > 0) {
                LOGGER.atInfo().addKeyValue("bootstrap", bootstrap).log("Kafka is reachable");
            }
            return id.get();
        }
    }

    private Optional<String> answer(Admin admin, String bootstrap, int failures) {
        try {
            DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) ATTEMPT.toMillis());
            return Optional.of(AdminCalls.await(admin.describeCluster(options).clusterId(), "describing the cluster",
                    ATTEMPT.plusSeconds(1)));
        } catch (KafkaUnavailableException e) {
            String why = "Kafka at " + bootstrap + " does not answer; check that it runs and kafka.bootstrap";
            health.accept(HealthState.waiting("kafka", why, clock.instant()));
            if (failures % ATTEMPTS_PER_LINE == 0) {
                LOGGER.atWarn().addKeyValue("bootstrap", bootstrap).addKeyValue("problem", e.getMessage())
                        .log("Kafka does not answer; trying again until it does");
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw new KafkaException("Kafka at " + bootstrap + " refuses us: " + e.getMessage() + "; check kafka.properties", e);
        }
    }
}
