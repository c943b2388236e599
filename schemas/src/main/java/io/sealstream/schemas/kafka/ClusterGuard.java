package io.sealstream.schemas.kafka;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks at the start of each process whether this Kafka is the cluster that the configuration means. */
public final class ClusterGuard {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterGuard.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final int ATTEMPTS_PER_LINE = 20;
    private static final String PART = "cluster";

    private final ClusterRecord record;
    private final KafkaSettings settings;
    private final String bootstrap;
    private final InstantSource clock;

    /**
     * What a process knows of its cluster before it looks.
     *
     * @param network    name of the network
     * @param genesis    CID of the genesis block, where the process knows its chain
     * @param partitions N, where the process depends on it
     */
    public record Expectation(String network, Optional<String> genesis, OptionalInt partitions) {
        public static Expectation of(String network) {
            return new Expectation(network, Optional.empty(), OptionalInt.empty());
        }
    }

    public ClusterGuard(KafkaClients clients, Serdes serdes, InstantSource clock) {
        this.record = new ClusterRecord(clients, serdes);
        this.settings = clients.settings();
        this.bootstrap = settings.bootstrap();
        this.clock = clock;
    }

    /**
     * Compares.
     *
     * @return the record; empty where nobody has written it yet
     * @throws WrongClusterException     where it says something else
     * @throws KafkaUnavailableException where no broker answers
     */
    public Optional<Cluster> check(Expectation expected) {
        Optional<Cluster> found = record.read();
        found.ifPresent(cluster -> compare(expected, cluster));
        return found;
    }

    /** Writes the record of a new cluster, or checks the one that stands. */
    public Cluster claim(Cluster wanted) {
        Cluster standing = record.writeIfAbsent(wanted);
        compare(new Expectation(wanted.getNetwork(), Optional.of(wanted.getGenesis()), OptionalInt.of(wanted.getPartitions())),
                standing);
        return standing;
    }

    /** Waits until the record is there and fits. {@code health} is told why it waits. */
    public Cluster await(Expectation expected, Consumer<HealthState> health) throws InterruptedException {
        for (int failures = 0;; failures++) {
            HealthState state = waiting(
                    "topic cluster at " + bootstrap + " is empty; start the manager, or run: stream-manager topics ensure");
            try {
                Optional<Cluster> found = check(expected);
                if (found.isPresent()) {
                    health.accept(HealthState.up(PART, clock.instant()));
                    return found.get();
                }
            } catch (KafkaUnavailableException e) {
                state = waiting("Kafka at " + bootstrap + " does not answer: " + e.getMessage());
            } catch (KafkaException e) {
                state = HealthState.down(PART, Refusal.sentence(e, settings).orElseThrow(() -> e), clock.instant());
            }
            health.accept(state);
            if (failures % ATTEMPTS_PER_LINE == 0) {
                LOGGER.atWarn().addKeyValue("why", state.detail()).log("Waiting for the record of the cluster");
            }
            BACKOFF.pause(failures + 1);
        }
    }

    private HealthState waiting(String why) {
        return HealthState.waiting(PART, why, clock.instant());
    }

    private void compare(Expectation expected, Cluster found) {
        if (found.getFormat() != ClusterRecord.FORMAT) {
            throw wrong("has a log of format " + found.getFormat() + ", and this version reads format " + ClusterRecord.FORMAT,
                    "use the version that fits");
        }
        if (!found.getNetwork().equals(expected.network())) {
            throw wrong("belongs to network " + found.getNetwork() + ", and the configuration says " + expected.network(),
                    "correct network.name or kafka.bootstrap");
        }
        expected.genesis().filter(genesis -> !genesis.equals(found.getGenesis())).ifPresent(genesis -> {
            throw wrong(
                    "belongs to the chain with genesis " + found.getGenesis() + ", and the chain node's genesis is " + genesis,
                    "correct chain.url or kafka.bootstrap");
        });
        if (expected.partitions().isPresent() && expected.partitions().getAsInt() != found.getPartitions()) {
            throw wrong(
                    "has " + found.getPartitions() + " partitions, and the configuration says "
                            + expected.partitions().getAsInt(),
                    "set kafka.partitions to " + found.getPartitions() + ": it is fixed for the life of a cluster");
        }
    }

    private WrongClusterException wrong(String what, String fix) {
        return new WrongClusterException("the Kafka at " + bootstrap + " " + what + "; " + fix);
    }
}
