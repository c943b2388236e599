package io.sealstream.devnet.testing;

import io.sealstream.devnet.broker.BrokerSettings;
import io.sealstream.devnet.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** An embedded broker on a folder that goes with the JVM. */
final class TemporaryBroker {
    private final EmbeddedBroker broker;
    private final Path home;

    private TemporaryBroker(EmbeddedBroker broker, Path home) {
        this.broker = broker;
        this.home = home;
    }

    static TemporaryBroker start() {
        return start(home -> BrokerSettings.of(home, 0));
    }

    /** @param settings made for the folder */
    static TemporaryBroker start(Function<Path, BrokerSettings> settings) {
        try {
            Path home = Files.createTempDirectory("sealstream-kafka-");
            TemporaryBroker started = new TemporaryBroker(EmbeddedBroker.start(settings.apply(home)), home);
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "test-kafka-stop"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the test's Kafka", e);
        }
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    Path home() {
        return home;
    }

    private void stop() {
        broker.close();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the test's Kafka left files in " + home, e);
        }
    }
}
