package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * What each process costs when there is nothing to do but follow a chain of 30 s epochs: processor time and memory, with several values of
 * the manager's {@code streams.poll}.
 */
@Command(name = "idle", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs the processes of a stopped devnet on 30 s epochs without commands, and measures CPU and memory of each.")
final class IdleBench implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OTHERS = List.of("broker", "chain", "signer", "node");

    @ParentCommand
    private @Nullable Main main;

    @Option(names = "--home", required = true, paramLabel = "DIR",
            description = "A devnet that has sealed and is stopped: `devnet up --sectors 1 --once --home DIR` makes it.")
    private @Nullable Path home;

    @Option(names = "--seconds", defaultValue = "120", paramLabel = "N",
            description = "Seconds of each measurement. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--settle", defaultValue = "60", paramLabel = "N",
            description = "Seconds before each measurement. Default: ${DEFAULT-VALUE}.")
    private int settle;

    @Option(names = "--poll", split = ",", defaultValue = "1,5,20,100", paramLabel = "MS",
            description = "Values of streams.poll of the manager in milliseconds. Default: ${DEFAULT-VALUE}.")
    private List<Integer> polls = List.of();

    /** What one process took: percent of one core, and MiB that are its own or its share. */
    private record Cost(double percent, long mebibytes) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f %% / %d", percent, mebibytes);
        }
    }

    @Override
    public Integer call() {
        if (home == null || !Files.exists(home.resolve("devnet.json"))) {
            throw new BenchException(
                    "there is no devnet in " + home + ": make one with `ops/bin/devnet up --sectors 1 --once --home "
                            + home + "`");
        }
        Path root = Main.root(main);
        Report report = new Report("idle", "Idle cost of each process").machine(root).line("");
        Map<String, List<Cost>> costs = measure(home.toAbsolutePath(), Main.bin(main));
        report.line("A devnet with one proven sector, epochs of 30 s, no commands; " + seconds + " s each after " + settle
                + " s of rest. Percent of one core / PSS in MiB, engine processes of a node included. One column for each `streams.poll` of"
                + " the manager.").line("");
        report.row(Stream.concat(Stream.of("process"), polls.stream().map(poll -> poll + " ms")).toArray());
        report.row(Stream.generate(() -> "---").limit(polls.size() + 1L).toArray());
        costs.forEach((name, each) -> report.row(Stream.concat(Stream.of(name), each.stream()).toArray()));
        report.write(root.resolve("ops/bench/results"));
        Main.say(main, report.toString());
        return 0;
    }

    private Map<String, List<Cost>> measure(Path devnet, Path bin) {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        List<Child> running = new ArrayList<>();
        try {
            for (String name : OTHERS) {
                Child child = Child.start(name, devnet.resolve("run"), command(name, devnet, bin));
                running.add(child);
                if (!name.equals("node") && !name.equals("signer")) {
                    child.ready();
                }
            }
            for (int poll : polls) {
                Path config = withPoll(devnet, poll);
                try (Child manager = Child.start("manager", devnet.resolve("run"),
                        List.of(bin.resolve("stream-manager").toString(), "run", "--config", config.toString()))) {
                    manager.ready();
                    running.forEach(Child::ready);
                    add(costs, Stream.concat(running.stream(), Stream.of(manager)).toList());
                }
            }
        } finally {
            running.reversed().forEach(Child::close);
        }
        return costs;
    }

    private void add(Map<String, List<Cost>> costs, List<Child> children) {
        LockSupport.parkNanos(Duration.ofSeconds(settle).toNanos());
        List<ProcessCost> before = children.stream().map(child -> ProcessCost.of(child.pid())).toList();
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
        for (int i = 0; i < children.size(); i++) {
            ProcessCost after = ProcessCost.of(children.get(i).pid());
            costs.computeIfAbsent(children.get(i).name(), each -> new ArrayList<>())
                    .add(new Cost(100 * after.secondsSince(before.get(i)) / seconds, after.mebibytes()));
        }
    }

    private static List<String> command(String name, Path devnet, Path bin) {
        return switch (name) {
            case "broker" ->
                List.of(bin.resolve("devnet-broker").toString(), "--home", devnet.resolve("broker").toString(), "--port",
                        port(devnet, "broker"), "--registry-port", port(devnet, "registry"));
            case "chain" ->
                List.of(bin.resolve("devnet-chain").toString(), "--home", devnet.resolve("chain").toString(), "--listen",
                        "127.0.0.1:" + port(devnet, "chain"), "--block-time", "30s", "--no-skip");
            case "signer" -> List.of(bin.resolve("wallet-signer").toString(), "run", "--config",
                    devnet.resolve("config/signer.toml").toString(), "--password-file",
                    devnet.resolve("signer/password").toString());
            case "node" ->
                List.of(bin.resolve("sealer-node").toString(), "run", "--config", devnet.resolve("config/node.toml").toString());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String port(Path devnet, String name) {
        try {
            JsonNode port = JSON.readTree(devnet.resolve("devnet.json").toFile()).path("ports").path(name);
            return Integer.toString(port.asInt());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + devnet.resolve("devnet.json"), e);
        }
    }

    private static Path withPoll(Path devnet, int poll) {
        Path config = devnet.resolve("config/manager.toml");
        Path changed = devnet.resolve("config/manager-bench.toml");
        try {
            // The table [streams] is the last one of the file.
            return Files.writeString(changed, Files.readString(config) + "poll = \"" + poll + "ms\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + changed, e);
        }
    }
}
