package io.sealstream.manager.config;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of a manager process, {@code stream-manager.toml}. The sample file beside the module documents every key with its
 * default; a test keeps both equal.
 *
 * @param kafka   where Kafka and the schema registry are
 * @param network name of the network, as in the record {@code cluster}
 * @param listen  where the JSON-RPC edge listens
 * @param reached where other managers reach the JSON-RPC edge, when that is not where it listens
 * @param chain   the chain node
 * @param rpc     bounds of the JSON-RPC edge
 * @param streams the stream application
 */
public record ManagerConfig(KafkaSettings kafka, String network, HostPort listen, Optional<HostPort> reached, ChainConfig chain,
        RpcConfig rpc,
        StreamsConfig streams) {

    /** Reads and checks the file; unknown keys are refused. */
    public static ManagerConfig read(Path file) {
        return of(TomlConfig.read(file));
    }

    static ManagerConfig of(TomlConfig toml) {
        ConfigTable root = toml.root();
        String network = root.table("network").network("name");
        KafkaSettings kafka = KafkaSettings.from(root.table("kafka"), network);
        ConfigTable http = root.table("http");
        HostPort listen = http.hostPort("listen", "127.0.0.1:1789");
        Optional<HostPort> reached = http.has("reached") ? Optional.of(http.hostPort("reached", "")) : Optional.empty();
        ManagerConfig config = new ManagerConfig(kafka, network, listen, reached, ChainConfig.of(root.table("chain")),
                RpcConfig.of(root.table("rpc")),
                StreamsConfig.of(root.table("streams")));
        toml.refuseUnknown();
        return config;
    }

    /**
     * Where other managers reach the JSON-RPC edge.
     *
     * @param listening where it listens, with the port that was taken
     * @throws ConfigException where it listens on all interfaces and the file does not say which name to use
     */
    public HostPort reachedAt(HostPort listening) {
        if (reached.isEmpty() && isWildcard(listening.host())) {
            throw new ConfigException("http.listen is " + listening
                    + ", which is no address to be reached at; add http.reached = \"host:port\", as the other managers know this one");
        }
        return reached.orElse(listening);
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** Where the JSON-RPC edge is reached, as the command line calls it; a port chosen by the system cannot be known from the file. */
    public URI api() {
        if (listen.port() == 0) {
            throw new ConfigException(
                    "http.listen asks for a free port, so the manager's address is not known from its file; give it with --api");
        }
        String host = isWildcard(listen.host()) ? "127.0.0.1" : listen.host();
        return URI.create("http://" + new HostPort(host, listen.port()) + "/rpc/v0");
    }
}
