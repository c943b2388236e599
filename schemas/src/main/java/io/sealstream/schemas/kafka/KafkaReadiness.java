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
    private static final String PART = "kafka";

    private final KafkaClients clients;
    private final InstantSource clock;
    private final Consumer<HealthState> health;

    /** @param health is told {@code WAITING}, {@code DOWN} where the brokers refuse us, and {@code UP} of part {@code kafka} */
    public KafkaReadiness(KafkaClients clients, InstantSource clock, Consumer<HealthState> health) {
        this.clients = clients;
        this.clock = clock;
        this.health = health;
    }

    /** Returns when a broker has answered, with the id that Kafka itself gave to its cluster. */
    public String await() throws InterruptedException {
        int failures = 0;
        Optional<String> id = answer(failures);
        while (id.isEmpty()) {
            failures++;
            BACKOFF.pause(failures);
            id = answer(failures);
        }
        health.accept(HealthState.up(PART, clock.instant()));
        if (failures > 0) {
            LOGGER.atInfo().addKeyValue("bootstrap", clients.settings().bootstrap()).log("Kafka is reachable");
        }
        return id.get();
    }

    /** A client that was refused once keeps saying so; each attempt has one of its own. */
    private Optional<String> answer(int failures) {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) ATTEMPT.toMillis());
        try (Admin admin = clients.admin("readiness")) {
            return Optional.of(AdminCalls.await(admin.describeCluster(options).clusterId(), "describing the cluster",
                    ATTEMPT.plusSeconds(1)));
        } catch (KafkaUnavailableException e) {
            health.accept(HealthState.waiting(PART, silent(), clock.instant()));
            if (failures % ATTEMPTS_PER_LINE == 0) {
                LOGGER.atWarn().addKeyValue("bootstrap", clients.settings().bootstrap()).addKeyValue("problem", e.getMessage())
                        .log("Kafka does not answer; trying again until it does");
            }
        } catch (KafkaException e) {
            String why = Refusal.sentence(e, clients.settings()).orElseThrow(() -> e);
            health.accept(HealthState.down(PART, why, clock.instant()));
            if (failures % ATTEMPTS_PER_LINE == 0) {
                LOGGER.atError().addKeyValue("why", why).log("Kafka refuses this process; trying again until it does not");
            }
        }
        return Optional.empty();
    }

    /** A broker that wants TLS hangs up on a client that does not, and so looks like none. */
    private String silent() {
        KafkaSettings settings = clients.settings();
        return "Kafka at " + settings.bootstrap() + " does not answer; check that it runs and kafka.bootstrap"
                + (settings.isSecure() ? "" : ", and set kafka.user where it wants a password");
    }
}
