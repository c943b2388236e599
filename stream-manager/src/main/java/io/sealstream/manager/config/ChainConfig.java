package io.sealstream.manager.config;

import io.sealstream.schemas.config.ConfigTable;
import java.net.URI;
import java.time.Duration;

/**
 * The chain node.
 *
 * @param url         JSON-RPC address, {@code http://host:port/rpc/v1}; {@code ChainNotify} uses the same with {@code ws}
 * @param token       bearer token, or empty
 * @param timeout     longest wait for one answer
 * @param patience    how long one request is repeated while the node is not reached, before the asking machine is told
 * @param headSilence how long no word of the node is believed before its head is asked for
 * @param reads       state queries at a time
 * @param estimates   gas estimations at a time
 * @param pushes      pushes of messages at a time
 */
public record ChainConfig(URI url, String token, Duration timeout, Duration patience, Duration headSilence, int reads,
        int estimates, int pushes) {
    private static final long MOST_AT_A_TIME = 256;

    static ChainConfig of(ConfigTable table) {
        return new ChainConfig(table.url("url"), table.string("token", ""), positive(table, "timeout", Duration.ofSeconds(30)),
                positive(table, "patience", Duration.ofSeconds(60)), positive(table, "head-silence", Duration.ofSeconds(30)),
                atATime(table, "reads", 16), atATime(table, "estimates", 8), atATime(table, "pushes", 16));
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
