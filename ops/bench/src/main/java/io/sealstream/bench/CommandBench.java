package io.sealstream.bench;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.kafka.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Command, event, reply through a real manager, exactly once, beside a plain echo on the same broker in the same run. */
@Command(name = "commands", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures command -> event -> reply through a manager process, beside an echo on the same broker.")
final class CommandBench implements Callable<Integer> {
    private static final List<Integer> IN_FLIGHT = List.of(1, 16, 256);
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    @ParentCommand
    private @Nullable Main main;

    @Option(names = "--warm", defaultValue = "20", paramLabel = "SECONDS",
            description = "Seconds of warm-up before the first measurement, a third of it before each further one. Default: 20.")
    private int warm;

    @Option(names = "--seconds", defaultValue = "20", paramLabel = "SECONDS",
            description = "Seconds of each measurement. Default: 20.")
    private int seconds;

    @Option(names = "--streams", defaultValue = "", paramLabel = "TOML",
            description = "Lines for the manager's [streams], such as 'poll = \"1ms\"'. Default: none.")
    private String streams = "";

    @Override
    public Integer call() {
        Path root = Main.root(main);
        Report report = new Report("commands", "Command, event, reply").machine(root).line("");
        try (LocalCluster cluster = LocalCluster.start(Main.bin(main), "30s")) {
            cluster.manager("manager", streams.replace(';', '\n'));
            KafkaClients clients = cluster.clients();
            try (Serdes serdes = cluster.serdes()) {
                measure(clients, serdes, report);
            }
        }
        report.write(root.resolve("ops/bench/results"));
        Main.say(main, report.toString());
        return 0;
    }

    private void measure(KafkaClients clients, Serdes serdes, Report report) {
        List<String> miners = Miners.prepare(clients, serdes);
        try (EchoTrip echo = new EchoTrip(clients); CommandTrip commands = new CommandTrip(clients, serdes, miners)) {
            Load plain = new Load(echo);
            Load decided = new Load(commands);
            report.line("One broker, one manager with one stream thread, settings of the manager: "
                    + (streams.isBlank() ? "defaults" : "`" + streams + "`")
                    + ". The command is `AllocateSectors`, to one miner in each of the 4 partitions in turn; each makes two events, a store's"
                    + " change and a reply in one transaction. The echo consumes and produces one record of 200 bytes with `acks=all`.");
            report.line("").row("in flight", "what", "p50 ms", "p99 ms", "per second").row("---", "---", "---", "---", "---");
            plain.run(IN_FLIGHT.getLast(), Duration.ofSeconds(warm / 2), Duration.ofSeconds(1));
            decided.run(IN_FLIGHT.getLast(), Duration.ofSeconds(warm), Duration.ofSeconds(1));
            for (int inFlight : IN_FLIGHT) {
                row(report, inFlight, "echo", plain);
                row(report, inFlight, "command", decided);
            }
            long recorded = EventCount.read(clients, serdes).entrySet().stream()
                    .filter(each -> miners.stream().anyMatch(miner -> each.getKey().equals(miner + " " + miner)))
                    .mapToLong(java.util.Map.Entry::getValue).sum();
            if (recorded != decided.sent()) {
                throw new BenchException(recorded + " commands are recorded, and " + decided.sent() + " were sent");
            }
            report.line("").line(
                    "All " + recorded + " commands of the run are in the log exactly once, read from `miner.event` afterwards.");
        }
    }

    private void row(Report report, int inFlight, String what, Load load) {
        Latencies result = load.run(inFlight, Duration.ofSeconds(warm / 3), Duration.ofSeconds(seconds));
        report.row(inFlight, what, result.millis(MEDIAN), result.millis(TAIL), Math.round(result.perSecond()));
    }
}
