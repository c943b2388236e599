package io.sealstream.manager.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the manager's Kafka Streams application runs.
 *
 * @param applicationId  consumer group and prefix of the changelogs; fixed for the life of a cluster
 * @param instanceId     static member name of this process, unique in the group
 * @param bootstrap      Kafka bootstrap servers
 * @param stateDir       where local stores live; may be deleted, they are rebuilt from the changelogs
 * @param stores         in memory, or on disk (RocksDB)
 * @param threads        stream threads, 1 to {@value #MAX_THREADS}
 * @param commitInterval time between transactions; 5 ms is the knee of the latency curve
 * @param poll           longest wait of one poll; bounds the latency of a command that comes alone
 * @param sessionTimeout silence after which the group gives this instance's partitions to another
 * @param standbys       copies of each store that other instances keep ready, so that taking over needs no restore
 * @param server         {@code host:port} of this process's RPC, by which the others ask it for what its stores hold
 * @param replication    replication factor of changelogs, or -1 for the broker's default
 * @param nodeSilence    wall-clock silence after which a node counts as lost
 * @param properties     further client properties (security), as given in the configuration
 */
public record StreamsSettings(String applicationId, String instanceId, String bootstrap, Path stateDir, StoreKind stores,
        int threads, Duration commitInterval, Duration poll, Duration sessionTimeout, int standbys, String server,
        int replication,
        Duration nodeSilence,
        Map<String, String> properties) {
    /** Most stream threads of one process. */
    public static final int MAX_THREADS = 16;

    /** Where local stores live. */
    public enum StoreKind {
        MEMORY, DISK
    }

    public StreamsSettings {
        properties = Map.copyOf(properties);
        require(!applicationId.isBlank(), "streams.application-id must not be empty");
        require(!instanceId.isBlank(), "streams.instance-id must not be empty");
        require(standbys >= 0, "streams.standbys must not be below 0");
        require(threads >= 1 && threads <= MAX_THREADS, "streams.threads must be 1 to " + MAX_THREADS + ", not " + threads);
        requireBetween(commitInterval, Duration.ofMillis(1), Duration.ofMillis(500), "streams.commit-interval");
        requireBetween(poll, Duration.ofMillis(1), Duration.ofMillis(500), "streams.poll");
        requireBetween(sessionTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5), "streams.session-timeout");
        requireBetween(nodeSilence, Duration.ofSeconds(1), Duration.ofHours(1), "streams.node-silence");
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void requireBetween(Duration value, Duration least, Duration most, String key) {
        require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                key + " must be between " + least.toMillis() + " ms and " + most.toMillis() + " ms, not " + value.toMillis()
                        + " ms");
    }
}
