package io.sealstream.manager.app;

import io.sealstream.manager.cli.CliFailure;
import io.sealstream.manager.cli.ReplayRequest;
import io.sealstream.manager.replay.BrokenLogException;
import io.sealstream.manager.replay.EventFile;
import io.sealstream.manager.replay.EventFileWriter;
import io.sealstream.manager.replay.EventSource;
import io.sealstream.manager.replay.EventTopics;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.replay.LogState;
import io.sealstream.manager.replay.LoggedEvent;
import io.sealstream.manager.replay.Replay;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/** One replay: opens what it reads and what it writes, and turns what can go wrong into a sentence. */
final class ReplayRun {
    /** Longest time that the end of a transaction needs to reach all its partitions. */
    static final Duration SETTLING = Duration.ofSeconds(5);

    private ReplayRun() {}

    /** @param each is told every event that was folded, in order */
    static List<LogState> run(ReplayRequest request, Consumer<LoggedEvent> each) {
        try {
            return request.from().isPresent() ? file(request, request.from().get(), each) : cluster(request, each);
        } catch (BrokenLogException | RegistryException | KafkaUnavailableException | UncheckedIOException e) {
            throw new CliFailure(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw new CliFailure(Refusal.sentence(e, request.config().get().kafka())
                    .orElse("the events cannot be read: " + e.getMessage()));
        } catch (IOException e) {
            throw new CliFailure("the events cannot be read: " + e.getMessage());
        }
    }

    private static List<LogState> file(ReplayRequest request, Path from, Consumer<LoggedEvent> each) throws IOException {
        try (EventSource source = new EventFile(from, request.selection())) {
            return states(request, source, each, id -> Optional.empty());
        }
    }

    private static List<LogState> cluster(ReplayRequest request, Consumer<LoggedEvent> each) throws IOException {
        KafkaClients clients = new KafkaClients(request.config().get().kafka());
        try (Serdes serdes = clients.serdes();
                EventSource source = new EventTopics(clients, serdes, request.selection(), SETTLING)) {
            return states(request, source, each, serdes.registry()::byId);
        }
    }

    private static List<LogState> states(ReplayRequest request, EventSource source, Consumer<LoggedEvent> each,
            IntFunction<Optional<Schema>> schemas) throws IOException {
        if (request.export().isEmpty()) {
            return LogState.of(new Replay(request.selection(), each).run(source));
        }
        Path export = request.export().get();
        if (Files.exists(export)) {
            throw new CliFailure(export + " is there already; give a new file to --export");
        }
        try (EventFileWriter writer = new EventFileWriter(export, schemas)) {
            Fold fold = new Replay(request.selection(), each.andThen(writer::add)).run(source);
            writer.finish();
            return LogState.of(fold);
        }
    }
}
