package io.sealstream.manager.config;

import io.sealstream.schemas.config.ConfigTable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The stream application, as the file has it.
 *
 * @param applicationId  consumer group and prefix of the changelogs; fixed for the life of a cluster
 * @param instanceId     name of this process, unique in the cluster and kept over restarts
 * @param stateDir       where local stores live; may be deleted, they are rebuilt
 * @param inMemory       local stores in memory instead of on disk
 * @param threads        stream threads
 * @param commitInterval time between transactions
 * @param poll           longest wait of one poll
 * @param sessionTimeout silence after which the group gives this process's partitions to another
 * @param standbys       copies of each store that other processes keep ready
 * @param replication    replication factor of changelogs, -1 for the broker's default
 * @param nodeSilence    silence after which a node counts as lost
 */
public record StreamsConfig(String applicationId, String instanceId, Path stateDir, boolean inMemory, int threads,
        Duration commitInterval,
        Duration poll, Duration sessionTimeout, int standbys, int replication, Duration nodeSilence) {
    private static final long MOST_THREADS = 16;
    private static final long MOST_STANDBYS = 8;

    static StreamsConfig of(ConfigTable table) {
        return new StreamsConfig(name(table, "application-id", "stream-manager"), name(table, "instance-id", "stream-manager-1"),
                table.path("state-dir"), inMemory(table), Math.toIntExact(table.integer("threads", 1, 1, MOST_THREADS)),
                between(table, "commit-interval", Duration.ofMillis(5), Duration.ofMillis(1), Duration.ofMillis(500)),
                between(table, "poll", Duration.ofMillis(5), Duration.ofMillis(1), Duration.ofMillis(500)),
                between(table, "session-timeout", Duration.ofSeconds(6), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                Math.toIntExact(table.integer("standbys", 1, 0, MOST_STANDBYS)),
                Math.toIntExact(table.integer("replication", -1, -1, Short.MAX_VALUE)),
                between(table, "node-silence", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    private static boolean inMemory(ConfigTable table) {
        String stores = table.string("stores", "disk");
        return switch (stores) {
            case "memory" -> true;
            case "disk" -> false;
            default -> throw table.fail("stores", "cannot read \"" + stores + "\"", "write \"disk\" or \"memory\"");
        };
    }

    private static String name(ConfigTable table, String key, String fallback) {
        String name = table.string(key, fallback);
        if (!name.matches("[A-Za-z0-9._-]{1,200}")) {
            throw table.fail(key, "cannot be used as a name: \"" + name + "\"", "use letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private static Duration between(ConfigTable table, String key, Duration fallback, Duration least, Duration most) {
        Duration value = table.duration(key, fallback);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw table.fail(key, value.toMillis() + " ms is out of range",
                    "give a duration from " + least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return value;
    }
}
