package io.sealstream.devnet.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * How an embedded broker runs.
 *
 * @param home  folder of its data; made when missing
 * @param port  where clients reach it on the loopback interface; 0 takes a free one
 * @param extra broker properties that replace the usual ones
 */
public record BrokerSettings(Path home, int port, Map<String, String> extra) {
    private static final int MAX_PORT = 65_535;

    public BrokerSettings {
        extra = Map.copyOf(extra);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not from 0 to 65535");
        }
    }

    public static BrokerSettings of(Path home, int port) {
        return new BrokerSettings(home, port, Map.of());
    }
}
