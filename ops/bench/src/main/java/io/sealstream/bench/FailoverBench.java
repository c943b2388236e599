package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.kafka.KafkaClients;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Two managers under load, one killed within a transaction: the longest time that a client is without an answer. */
@Command(name = "failover", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Kills one of two managers within a transaction, again and again, and measures the longest gap a client sees.")
final class FailoverBench implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS_PER_MINER = 2;
    /** Answers that show that a client is served again. */
    private static final int SERVED = 20;
    /** Answers after which a client counts as served steadily: a kill before would measure the start. */
    private static final int STEADY = 200;

    @ParentCommand
    private @Nullable Main main;

    @Option(names = "--rounds", defaultValue = "6", paramLabel = "N", description = "Managers killed, in turn. Default: 6.")
    private int rounds;

    @Option(names = "--settle", defaultValue = "20", paramLabel = "SECONDS",
            description = "Seconds of load between a restart and the next kill. Default: 20.")
    private int settle;

    @Option(names = "--streams", defaultValue = "", paramLabel = "TOML",
            description = "Lines for the managers' [streams], such as 'session-timeout = \"3s\"'. Default: none.")
    private String streams = "";

    @Option(names = "--name", defaultValue = "failover", paramLabel = "NAME",
            description = "Name of the result. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    private final List<Child> managers = new ArrayList<>();
    private final CopyOnWriteArrayList<URI> urls = new CopyOnWriteArrayList<>();

    @Override
    public Integer call() {
        Path root = Main.root(main);
        Report report = new Report(name, "Failover of two managers").machine(root).line("");
        try (LocalCluster cluster = LocalCluster.start(Main.bin(main), "30s")) {
            start(cluster, 0);
            KafkaClients clients = cluster.clients();
            try (Serdes serdes = cluster.serdes(); Admin admin = clients.admin("bench")) {
                List<String> miners = Miners.prepare(clients, serdes);
                start(cluster, 1);
                measure(cluster, admin, miners, report);
            }
        }
        report.write(root.resolve("ops/bench/results"));
        Main.say(main, report.toString());
        return 0;
    }

    private void start(LocalCluster cluster, int index) {
        Child manager = cluster.manager("manager-" + (index + 1), streams.replace(';', '\n'));
        JsonNode ready = manager.ready();
        URI url = URI.create("http://" + ready.path("http").asText() + "/rpc/v0");
        if (index == managers.size()) {
            managers.add(manager);
            urls.add(url);
        } else {
            managers.set(index, manager);
            urls.set(index, url);
        }
    }

    private void measure(LocalCluster cluster, Admin admin, List<String> miners, Report report) {
        List<SteadyClient> clients = new ArrayList<>();
        for (String miner : miners) {
            for (int i = 0; i < CLIENTS_PER_MINER; i++) {
                clients.add(new SteadyClient("client-" + miner + "-" + i, miner, i, () -> urls).start());
            }
        }
        try {
            report.line("Two managers with one stream thread each, settings: "
                    + (streams.isBlank() ? "defaults" : "`" + streams + "`") + ". Load: " + clients.size()
                    + " clients, each with one `AllocateSectors` after the other over JSON-RPC, two to a miner, a miner in each of the "
                    + miners.size()
                    + " partitions; a client that fails goes to the other manager and repeats its number. Killed with SIGKILL while a"
                    + " transaction is open (the process is stopped by SIGSTOP, looked at, then killed).");
            report.line("").row("round", "killed", "longest gap, s", "answers before the kill").row("---", "---", "---", "---");
            double worst = 0;
            for (int round = 0; round < rounds; round++) {
                LockSupport.parkNanos(Duration.ofSeconds(settle).toNanos());
                awaitAnswers(clients, STEADY);
                double gap = killOne(clients, new OpenTransactions(admin), round % managers.size(), round, report);
                worst = Math.max(worst, gap);
                start(cluster, round % managers.size());
            }
            report.line("").line(String.format(java.util.Locale.ROOT, "Longest gap: **%.1f s**.", worst));
        } finally {
            clients.forEach(SteadyClient::close);
        }
        checkCounts(clients, miners, report);
    }

    private double killOne(List<SteadyClient> clients, OpenTransactions transactions, int victim, int round, Report report) {
        long before = clients.stream().mapToLong(SteadyClient::answers).sum();
        clients.forEach(SteadyClient::forget);
        transactions.killWithin(managers.get(victim));
        awaitAnswers(clients, SERVED);
        double gap = clients.stream().map(SteadyClient::longest).mapToLong(Duration::toMillis).max().orElseThrow() / 1000.0;
        report.row(round + 1, managers.get(victim).name(), gap, before);
        return gap;
    }

    /** Until each client has had so many more answers. */
    private static void awaitAnswers(List<SteadyClient> clients, int more) {
        List<Long> enough = clients.stream().map(client -> client.answers() + more).toList();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < clients.size(); i++) {
            while (clients.get(i).answers() < enough.get(i)) {
                if (System.nanoTime() > end) {
                    throw new BenchException("not enough answers in " + PATIENCE.toSeconds() + " s: " + clients.get(i).trouble());
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    /** Each answered command counts once for its miner: nothing lost, nothing twice, over all kills. */
    private static void checkCounts(List<SteadyClient> clients, List<String> miners, Report report) {
        long all = 0;
        for (String miner : miners) {
            List<SteadyClient> ours = clients.stream().filter(client -> client.miner().equals(miner)).toList();
            long answers = ours.stream().mapToLong(SteadyClient::answers).sum();
            long wanted = ours.stream().mapToLong(SteadyClient::wanted).max().orElseThrow();
            // A client that is closed may leave its last command unanswered; it may have been counted already.
            if (wanted < answers || wanted > answers + ours.size()) {
                throw new BenchException("miner " + miner + " counts " + wanted + " sectors, and " + answers + " were asked for");
            }
            all += answers;
        }
        report.line("").line("Of " + all + " commands none was lost and none was done twice.");
    }
}
