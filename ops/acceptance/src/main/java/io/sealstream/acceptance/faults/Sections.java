package io.sealstream.acceptance.faults;

import io.sealstream.proofs.scripted.Step;
import io.sealstream.schemas.avro.Finalized;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The parts of a fault run, each on a cluster of its own. */
final class Sections {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Path folder;
    private final Path bin;
    private final FaultReport report;
    private final Consumer<String> say;

    Sections(Path folder, Path bin, FaultReport report, Consumer<String> say) {
        this.folder = folder;
        this.bin = bin;
        this.report = report;
        this.say = say;
    }

    private interface Faults {
        void on(FaultCluster cluster, List<String> lines, List<String> failure);
    }

    private void section(String title, String home, int brokers, Faults faults) {
        Instant start = Instant.now();
        List<String> lines = new ArrayList<>();
        List<String> failure = new ArrayList<>();
        try (FaultCluster cluster = FaultCluster.open(folder.resolve(home), bin, brokers, say)) {
            faults.on(cluster, lines, failure);
            if (failure.isEmpty()) {
                failure.addAll(cluster.witness().complaintsWhenAllIsDone());
            }
            if (failure.isEmpty()) {
                int sectors = cluster.tail().records(Finalized.class).size();
                cluster.awaitProven(sectors, SOON.plusSeconds(2L * sectors));
                lines.add("");
                lines.add("At the end the chain counts the power of all " + sectors + " sectors.");
            }
        } catch (AssertionError | RuntimeException e) {
            failure.add(String.valueOf(e.getMessage()));
        }
        report.section(title, start, lines, failure);
    }

    void kills(String title, List<KillPoint> points, Instant end) {
        section(title, "kills-" + points.hashCode(), 1, (cluster, lines, failure) -> {
            KillRun.Result result = new KillRun(cluster, end, say).run(points);
            lines.add(result.done().size() + " of " + points.size() + " kill points done, " + result.skipped() + " not begun.");
            lines.add("");
            lines.add("| SIGKILL | sector | seconds from allocation to the end |");
            lines.add("|---|---|---|");
            result.done().forEach(done -> lines
                    .add("| %s | %d | %.1f |".formatted(done.point().words(), done.sector(), done.seconds())));
            failure.addAll(result.failure());
        });
    }

    /** Two managers; commands go through the one that lives while the other is killed. */
    void managers() {
        section("Two managers, failover under load", "managers", 1, (cluster, lines, failure) -> {
            String second = cluster.addManager();
            cluster.restart(second);
            cluster.script(Map.of(Step.PRE_COMMIT1, Duration.ofSeconds(1)));
            kill(cluster, FaultCluster.MANAGER, second, lines);
            kill(cluster, second, FaultCluster.MANAGER, lines);
            cluster.devnet().stop(second);
        });
    }

    private void kill(FaultCluster cluster, String victim, String survivor, List<String> lines) {
        try (Load load = new Load(cluster.devnet().rpc(survivor), cluster.devnet().miner(), "failover-" + victim)) {
            long sector = cluster.seal();
            busy(cluster, load);
            long before = load.answered();
            load.forgetGaps();
            cluster.kill(victim);
            cluster.await("the other manager answers again", SOON, () -> load.answered() > before + 100);
            cluster.await("sector " + sector + " is finished by the other manager", SOON,
                    () -> !cluster.facts(sector, Finalized.class).isEmpty());
            lines.add("- SIGKILL of %s under load (%d commands answered before): longest time without an answer %.1f s".formatted(
                    victim,
                    before, load.longestGap().toMillis() / 1000.0));
        }
        cluster.restart(victim);
    }

    private static void busy(FaultCluster cluster, Load load) {
        long began = System.nanoTime();
        cluster.await("there is load", SOON, () -> load.answered() > 50 && System.nanoTime() - began > BUSY.toNanos());
    }

    /** Three brokers with three copies of everything, of which two must be in step; each but the registry's own is killed once. */
    void brokers() {
        section("Three brokers, one killed", "brokers", FaultCluster.THREE_BROKERS, (cluster, lines, failure) -> {
            for (String victim : List.of("broker-2", "broker-3")) {
                cluster.script(Map.of(Step.PRE_COMMIT1, Duration.ofSeconds(1)));
                try (Load load = new Load(cluster.devnet().manager(), cluster.devnet().miner(), "brokers-" + victim)) {
                    long sector = cluster.seal();
                    busy(cluster, load);
                    load.forgetGaps();
                    cluster.kill(victim);
                    cluster.await("sector " + sector + " is finished with two brokers", SOON,
                            () -> !cluster.facts(sector, Finalized.class).isEmpty());
                    lines.add("- SIGKILL of %s: sector %d finished with two brokers; longest time without an answer %.1f s"
                            .formatted(victim, sector, load.longestGap().toMillis() / 1000.0));
                }
                cluster.restart(victim);
            }
        });
    }
}
