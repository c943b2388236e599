package io.sealstream.manager.config;

import io.sealstream.schemas.config.ConfigTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The chain nodes.
 *
 * @param nodes       in the order in which they are preferred; {@code ChainNotify} uses the same address with {@code ws}
 * @param mostLag     epochs that the head of a node may be behind before it is refused
 * @param timeout     longest wait for one answer
 * @param patience    how long one request is repeated while no node is reached, before the asking machine is told
 * @param headSilence how long no word of the node is believed before its head is asked for
 * @param reads       state queries at a time
 * @param estimates   gas estimations at a time
 * @param pushes      pushes of messages at a time
 */
public record ChainConfig(List<ChainAddress> nodes, long mostLag, Duration timeout, Duration patience, Duration headSilence,
        int reads, int estimates, int pushes) {
    private static final long MOST_AT_A_TIME = 256;
    private static final long MOST_LAG = 900;

    static ChainConfig of(ConfigTable table) {
        return new ChainConfig(ChainAddress.of(table), table.integer("max-lag", 10, 1, MOST_LAG),
                positive(table, "timeout", Duration.ofSeconds(30)),
                positive(table, "patience", Duration.ofSeconds(60)), positive(table, "head-silence", Duration.ofSeconds(30)),
                atATime(table, "reads", 16), atATime(table, "estimates", 8), atATime(table, "pushes", 16));
    }

    /** Addresses without tokens. */
    public List<URI> urls() {
        return nodes.stream().map(ChainAddress::url).toList();
    }

    private static int atATime(ConfigTable table, String key, long fallback) {
        return Math.toIntExact(table.integer(key, fallback, 1, MOST_AT_A_TIME));
    }

    static Duration positive(ConfigTable table, String key, Duration fallback) {
        Duration value = table.duration(key, fallback);
        if (value.isZero()) {
            throw table.fail(key, "is zero", "give a duration above zero, for example \"" + fallback.toSeconds() + "s\"");
        }
        return value;
    }
}
