package io.sealstream.signer.edge.kafka;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.ClusterGuard.Expectation;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaReadiness;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.kafka.WrongClusterException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.signing.Signer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code signer-kafka}: waits for the cluster, answers requests, and begins a new session after each failure. Nothing is lost
 * or signed twice by a failure: answers that did not leave are repeated from the signing record.
 */
public final class SignLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SignLoop.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final String PART = "signing";

    private final KafkaClients clients;
    private final Serdes serdes;
    private final Settings settings;
    private final SignerFactory signers;
    private final Consumer<HealthState> health;
    private final InstantSource clock;
    private final Thread thread = Thread.ofPlatform().name("signer-kafka").unstarted(this::run);
    private volatile boolean stopping;
    private volatile int waiting;
    private @Nullable Instant waitingSince;
    private volatile @Nullable SignSession session;

    /**
     * Who asks for which cluster.
     *
     * @param name    of this signer in the cluster
     * @param network that the cluster must belong to
     * @param locked  what to do about a locked wallet, as a sentence
     * @param onFatal told a sentence when another signer has taken over or the cluster is the wrong one: the process must end
     */
    public record Settings(String name, String network, String locked, Consumer<String> onFatal) {}

    /** Makes the signer once the chain is known: nonces of two chains are strangers to each other. */
    public interface SignerFactory {
        Signer forChain(Cluster cluster);
    }

    public SignLoop(KafkaClients clients, Settings settings, SignerFactory signers, Consumer<HealthState> health,
            InstantSource clock) {
        this.clients = clients;
        this.serdes = clients.serdes();
        this.settings = settings;
        this.signers = signers;
        this.health = health;
        this.clock = clock;
    }

    public SignLoop start() {
        health.accept(HealthState.waiting(PART, "waiting for Kafka", clock.instant()));
        thread.start();
        return this;
    }

    private void run() {
        try {
            new KafkaReadiness(clients, clock, health).await();
            Cluster cluster = cluster();
            answer(signers.forChain(cluster), cluster.getPartitions());
        } catch (InterruptedException e) {
            LOGGER.atDebug().log("Interrupted while waiting for Kafka");
        } catch (WrongClusterException | ConfigException e) {
            fatal(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("The signer cannot start");
            fatal("the signer cannot start: " + e);
        }
    }

    private Cluster cluster() throws InterruptedException {
        for (int failures = 1;; failures++) {
            try {
                return new ClusterGuard(clients, serdes, clock).await(Expectation.of(settings.network()), health);
            } catch (RegistryUnavailableException e) {
                health.accept(
                        HealthState.waiting(PART, "the schema registry does not answer: " + e.getMessage(), clock.instant()));
                LOGGER.atWarn().addKeyValue("problem", e.getMessage())
                        .log("Schema registry does not answer; trying again until it does");
                BACKOFF.pause(failures);
            }
        }
    }

    private void answer(Signer signer, int partitions) throws InterruptedException {
        for (int failures = 0; !stopping;) {
            failures = serve(signer, partitions) ? 0 : failures + 1;
            if (!stopping) {
                BACKOFF.pause(Math.max(failures, 1));
            }
        }
    }

    /** One session until it fails; true if it answered at least once. */
    private boolean serve(Signer signer, int partitions) {
        boolean worked = false;
        try (SignSession opened = new SignSession(clients, serdes, signer, settings.name(), partitions)) {
            session = opened;
            LOGGER.atInfo().addKeyValue("name", settings.name()).addKeyValue("partitions", partitions)
                    .log("Signing requests are taken");
            while (!stopping) {
                opened.step();
                worked = true;
                tell(signer.isLocked(), opened);
            }
        } catch (ProducerFencedException e) {
            fatal("another wallet-signer with the name " + settings.name()
                    + " has taken over; give each signer.name once per cluster");
        } catch (RuntimeException e) {
            if (!stopping) {
                failed(e);
            }
        } finally {
            session = null;
            waiting = 0;
        }
        return worked;
    }

    private void failed(RuntimeException e) {
        HealthState state = Refusal.state(PART, e, clients.settings(), "requests wait: " + e.getMessage(), clock.instant());
        health.accept(state);
        if (state.status() == HealthState.Status.DOWN) {
            LOGGER.atError().addKeyValue("why", state.detail())
                    .log("Kafka refuses this signer; requests wait, and it is tried again");
        } else {
            LOGGER.atError().setCause(e).log("Session with Kafka failed, a new one follows");
        }
    }

    private void tell(boolean locked, SignSession opened) {
        waiting = opened.waiting();
        Instant now = clock.instant();
        waitingSince = waiting == 0 ? null : Objects.requireNonNullElse(waitingSince, now);
        if (!opened.isConnected()) {
            health.accept(HealthState.waiting(PART,
                    "Kafka at " + clients.settings().bootstrap() + " does not answer; requests wait until it does", now));
        } else if (locked && waitingSince != null) {
            String who = waiting == 1 ? "1 request waits: " : waiting + " requests wait: ";
            health.accept(HealthState.waiting(PART, who + settings.locked(), waitingSince));
        } else {
            health.accept(HealthState.up(PART, now));
        }
    }

    /** How many requests wait for the wallet. */
    public int waiting() {
        return waiting;
    }

    private void fatal(String sentence) {
        if (!stopping) {
            stopping = true;
            health.accept(HealthState.down(PART, sentence, clock.instant()));
            LOGGER.atError().log(sentence);
            settings.onFatal().accept(sentence);
        }
    }

    /** Ends after the batch in hand. */
    @Override
    public void close() {
        stopping = true;
        SignSession open = session;
        if (open == null) {
            thread.interrupt();
        } else {
            open.wakeUp();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serdes.close();
    }
}
