package io.sealstream.manager.config;

import io.sealstream.schemas.config.ConfigTable;
import java.time.Duration;

/**
 * Bounds of the JSON-RPC edge.
 *
 * @param replyTimeout how long a command's reply is awaited before the caller is told to repeat its number
 * @param waiting      commands that may await their reply at a time; more are refused at once
 */
public record RpcConfig(Duration replyTimeout, int waiting) {
    private static final long MOST_WAITING = 100_000;

    static RpcConfig of(ConfigTable table) {
        return new RpcConfig(ChainConfig.positive(table, "reply-timeout", Duration.ofSeconds(10)),
                Math.toIntExact(table.integer("waiting", 1000, 1, MOST_WAITING)));
    }
}
