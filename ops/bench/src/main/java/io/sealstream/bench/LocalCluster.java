package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Broker with registry, dev chain and managers as processes, in a folder that goes with them, on ports that the system chooses. */
final class LocalCluster implements AutoCloseable {
    private final Path bin;
    private final Path folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private final String bootstrap;
    private final URI registry;
    private final String chainUrl;

    private LocalCluster(Path bin, Path folder, String blockTime) {
        this.bin = bin;
        this.folder = folder;
        JsonNode broker = child("broker", "devnet-broker", "--home", folder.resolve("kafka").toString(), "--port", "0",
                "--registry-port", "0").ready();
        this.bootstrap = broker.path("bootstrap").asText();
        this.registry = URI.create(broker.path("registry").asText());
        this.chainUrl = child("chain", "devnet-chain", "--home", folder.resolve("chain").toString(), "--listen", "127.0.0.1:0",
                "--block-time", blockTime, "--no-skip").ready().path("url").asText();
    }

    /** @param blockTime real time of an epoch, such as {@code 30s} */
    static LocalCluster start(Path bin, String blockTime) {
        try {
            return new LocalCluster(bin, Files.createTempDirectory("sealstream-bench-"), blockTime);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    private Child child(String name, String launcher, String... arguments) {
        List<String> command = Stream.concat(Stream.of(bin.resolve(launcher).toString()), Stream.of(arguments)).toList();
        Child child = Child.start(name, folder, command);
        children.push(child);
        return child;
    }

    /**
     * Starts a manager and waits until it works. A name that ran before finds its stores again.
     *
     * @param streams further lines of the table {@code [streams]}
     */
    Child manager(String name, String streams) {
        Path config = folder.resolve(name + ".toml");
        try {
            Files.writeString(config, """
                                      [kafka]
                                      bootstrap = "%s"
                                      registry = "%s"
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
                                      """.formatted(bootstrap, registry, chainUrl, name, folder.resolve(name), streams));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + config, e);
        }
        Child manager = child(name, "stream-manager", "run", "--config", config.toString());
        manager.ready();
        return manager;
    }

    KafkaClients clients() {
        return new KafkaClients(KafkaSettings.of(bootstrap, registry, true, ClusterLayout.DEVNET));
    }

    /** Serdes that know all schemas; the first manager has registered them. */
    Serdes serdes() {
        Serdes serdes = clients().serdes();
        serdes.prepare(Topics.ALL);
        return serdes;
    }

    @Override
    public void close() {
        children.forEach(Child::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files are left in " + folder, e);
        }
    }
}
