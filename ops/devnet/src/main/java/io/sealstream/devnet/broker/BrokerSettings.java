package io.sealstream.devnet.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an embedded broker runs.
 *
 * @param home   folder of its data; made when missing
 * @param port   where clients reach it on the loopback interface; 0 takes a free one
 * @param quorum the brokers that form a cluster with it
 * @param secrets with which it lets in only users that it knows, and each does only what it may; empty for a broker that lets everybody do
 *               everything. A home stays what it was at its first start
 * @param extra  broker properties that replace the usual ones
 */
public record BrokerSettings(Path home, int port, Quorum quorum, Optional<Secrets> secrets, Map<String, String> extra) {
    private static final int MAX_PORT = 65_535;

    public BrokerSettings {
        extra = Map.copyOf(extra);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not from 0 to 65535");
        }
    }

    /**
     * Several brokers of one cluster, each of them a controller too.
     *
     * @param node        number of this broker, from 1
     * @param controllers {@code host:port} of each broker's controller, in the order of their numbers; empty for a broker alone
     */
    public record Quorum(int node, List<String> controllers) {
        /** A broker without others. */
        public static final Quorum ALONE = new Quorum(1, List.of());

        public Quorum {
            controllers = List.copyOf(controllers);
            if (node < 1 || node > Math.max(1, controllers.size())) {
                throw new IllegalArgumentException(
                        "broker " + node + " is none of the quorum's " + Math.max(1, controllers.size())
                                + "; number them from 1");
            }
        }

        /** Copies of Kafka's own topics. */
        int copies() {
            return Math.max(1, controllers.size());
        }

        /** Copies that must be in step. */
        int inStep() {
            return Math.max(1, copies() - 1);
        }
    }

    public static BrokerSettings of(Path home, int port) {
        return new BrokerSettings(home, port, Quorum.ALONE, Optional.empty(), Map.of());
    }
}
