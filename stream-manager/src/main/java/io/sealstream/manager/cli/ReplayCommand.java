package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.replay.LogState;
import io.sealstream.manager.replay.Selection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: states from the events alone. */
@Command(name = "replay", mixinStandardHelpOptions = true,
        description = "Folds the events of the cluster (or of an exported file) anew and prints each miner and lane with its sequence, its "
                + "digest and how many sectors, partitions and messages are in which state. Reads only, also while the cluster runs. "
                + "A gap, a repeat or an event that cannot be read ends it with exit code 1 and the place.")
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration of the manager; names the cluster.")
    private @Nullable Path config;
    @Option(names = "--from", paramLabel = "FILE", description = "Read this exported file instead of a cluster.")
    private @Nullable Path from;
    @Option(names = "--export", paramLabel = "FILE",
            description = "Write the events that were read to this new file; it reads anywhere, without Kafka and registry.")
    private @Nullable Path export;
    @Option(names = "--until", paramLabel = "SEQ|TIME",
            description = "Stop after this sequence (of one log: with --miner or --sender), or after this time (2026-11-25T10:00:00Z).")
    private @Nullable String until;
    @Option(names = "--miner", paramLabel = "MINER", description = "Only this miner.")
    private @Nullable ActorId miner;
    @Option(names = "--sender", paramLabel = "ADDRESS", description = "Only the lane of this sender.")
    private @Nullable Address sender;
    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;
    @Spec
    private @Nullable CommandSpec spec;
    private final Surroundings surroundings;

    ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (from != null && config != null) {
            throw new CliFailure("--from reads a file and --config names a cluster; give one of them");
        }
        List<LogState> logs = surroundings.replay(new ReplayRequest(
                () -> ManagerConfig.read(Given.option(config, "--config FILE (or --from FILE)")), Optional.ofNullable(from),
                Optional.ofNullable(export), selection()));
        print(logs, Given.out(spec));
        return 0;
    }

    private Selection selection() {
        if (miner != null && sender != null) {
            throw new CliFailure("--miner and --sender name two logs; give one of them");
        }
        Optional<String> log = miner != null ? Optional.of(miner.toString()) : Optional.ofNullable(sender).map(Address::toString);
        if (until == null) {
            return new Selection(log, OptionalLong.empty(), Optional.empty());
        }
        if (!until.matches("[0-9]{1,18}")) {
            return new Selection(log, OptionalLong.empty(), Optional.of(time(until)));
        }
        if (log.isEmpty()) {
            throw new CliFailure("--until " + until + " counts the events of one log; name it with --miner or --sender");
        }
        return new Selection(log, OptionalLong.of(Long.parseLong(until)), Optional.empty());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CliFailure("--until " + text + " is neither a sequence nor a time such as 2026-11-25T10:00:00Z");
        }
    }

    private void print(List<LogState> logs, PrintWriter out) {
        if (json) {
            ArrayNode array = new ObjectMapper().valueToTree(logs);
            out.println(array.toPrettyString());
            out.flush();
            return;
        }
        Table table = new Table("LOG", "SEQUENCE", "DIGEST", "STATES");
        logs.forEach(
                each -> table.row(each.log(), Long.toString(each.sequence()), each.digest(), each.states().entrySet().stream()
                        .map(e -> e.getKey() + ": " + counts(e.getValue())).collect(Collectors.joining("; "))));
        table.print(out);
    }

    private static String counts(Map<String, Integer> states) {
        return states.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }
}
