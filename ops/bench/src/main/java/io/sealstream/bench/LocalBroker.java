package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Broker with registry as a process, and others beside it, in a folder that goes with them, on ports that the system chooses. */
final class LocalBroker implements AutoCloseable {
    private final Path bin;
    private final Path folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private final String bootstrap;
    private final URI registry;

    private LocalBroker(Path bin, Path folder) {
        this.bin = bin;
        this.folder = folder;
        JsonNode broker = child("broker", "devnet-broker", "--home", folder.resolve("kafka").toString(), "--port", "0",
                "--registry-port", "0").ready();
        this.bootstrap = broker.path("bootstrap").asText();
        this.registry = URI.create(broker.path("registry").asText());
    }

    /** @param bin folder of the launchers */
    static LocalBroker start(Path bin) {
        try {
            return new LocalBroker(bin, Files.createTempDirectory("sealstream-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /** Starts one more process by its launcher; it ends with this broker at the latest. */
    Child child(String name, String launcher, String... arguments) {
        List<String> command = Stream.concat(Stream.of(bin.resolve(launcher).toString()), Stream.of(arguments)).toList();
        Child child = Child.start(name, folder, command);
        children.push(child);
        return child;
    }

    /** Runs a command by its launcher and gives what it printed. */
    String output(String launcher, String... arguments) {
        List<String> command = Stream.concat(Stream.of(bin.resolve(launcher).toString()), Stream.of(arguments)).toList();
        Path log = folder.resolve(launcher + ".command.log");
        try {
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.onExit().join().exitValue() != 0) {
                throw new BenchException(String.join(" ", command) + " failed: " + Files.readString(log).strip());
            }
            return printed;
        } catch (IOException e) {
            throw new BenchException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Makes topics and registers schemas, and writes which network the cluster belongs to: a manager's work where there is one. */
    void prepare(String network) {
        KafkaClients clients = clients();
        try (Admin admin = clients.admin("bench"); Serdes serdes = clients.serdes()) {
            new TopicAdmin(admin, clients.settings()).ensure(Topics.ALL);
            SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
            new ClusterRecord(clients, serdes).writeIfAbsent(Cluster.newBuilder().setNetwork(network).setGenesis("bafybench")
                    .setPartitions(clients.settings().layout().partitions()).setFormat(ClusterRecord.FORMAT).build());
        }
    }

    /** Where its processes keep their files. */
    Path folder() {
        return folder;
    }

    /** The table {@code [kafka]} of a configuration. */
    String table() {
        return """
               [kafka]
               bootstrap = "%s"
               registry = "%s"
               """.formatted(bootstrap, registry);
    }

    /** Writes a file into the folder. */
    Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    KafkaClients clients() {
        return new KafkaClients(KafkaSettings.of(bootstrap, registry, true, ClusterLayout.DEVNET));
    }

    /** Serdes that know all schemas, once somebody has registered them. */
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
