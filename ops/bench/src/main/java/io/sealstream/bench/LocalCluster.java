package io.sealstream.bench;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.kafka.KafkaClients;
import java.nio.file.Path;

/** Broker with registry, dev chain and managers as processes, in a folder that goes with them, on ports that the system chooses. */
final class LocalCluster implements AutoCloseable {
    private final LocalBroker broker;
    private final String chainUrl;

    private LocalCluster(LocalBroker broker, String blockTime) {
        this.broker = broker;
        this.chainUrl = broker.child("chain", "devnet-chain", "--home", broker.folder().resolve("chain").toString(), "--listen",
                "127.0.0.1:0", "--block-time", blockTime, "--no-skip").ready().path("url").asText();
    }

    /** @param blockTime real time of an epoch, such as {@code 30s} */
    static LocalCluster start(Path bin, String blockTime) {
        return new LocalCluster(LocalBroker.start(bin), blockTime);
    }

    /**
     * Starts a manager and waits until it works. A name that ran before finds its stores again.
     *
     * @param streams further lines of the table {@code [streams]}
     */
    Child manager(String name, String streams) {
        Path config = broker.write(name + ".toml", broker.table() + """
                                                                    [network]
                                                                    name = "devnet"
                                                                    [http]
                                                                    listen = "127.0.0.1:0"
                                                                    [chain]
                                                                    url = "%s"
                                                                    [streams]
                                                                    instance-id = "%s"
                                                                    state-dir = "%s"
                                                                    %s
                                                                    """.formatted(chainUrl, name,
                broker.folder().resolve(name), streams));
        Child manager = broker.child(name, "stream-manager", "run", "--config", config.toString());
        manager.ready();
        return manager;
    }

    KafkaClients clients() {
        return broker.clients();
    }

    /** Serdes that know all schemas; the first manager has registered them. */
    Serdes serdes() {
        return broker.serdes();
    }

    @Override
    public void close() {
        broker.close();
    }
}
