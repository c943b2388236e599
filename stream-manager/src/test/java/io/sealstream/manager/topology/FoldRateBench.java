package io.sealstream.manager.topology;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.manager.rebuild.Rebuild;
import io.sealstream.manager.replay.EventFile;
import io.sealstream.manager.replay.EventFileWriter;
import io.sealstream.manager.replay.EventSource;
import io.sealstream.manager.replay.EventTopics;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.replay.Replay;
import io.sealstream.manager.replay.Selection;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Events a second in {@code replay} and {@code rebuild}, and memory of a sector; started by {@code ops/bench/fold-rate}. */
final class FoldRateBench {
    private static final double NANOS = 1e9;

    private final int sectors;
    private final PrintStream out;
    private final Path work;
    private final KafkaClients clients = KafkaTestCluster.shared().clients();
    private final Serdes serdes = clients.serdes();
    private long events;

    private FoldRateBench(int sectors, PrintStream out, Path work) {
        this.sectors = sectors;
        this.out = out;
        this.work = work;
    }

    /** Argument: number of sectors. Prints the rows of a Markdown table. */
    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("fold-rate");
        FoldRateBench bench = new FoldRateBench(Integer.parseInt(arguments[0]), System.out, work);
        try {
            bench.run();
        } finally {
            try (var files = Files.walk(work)) {
                files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        System.exit(0);
    }

    private void run() throws Exception {
        write();
        Path file = work.resolve("log.avro");
        replay("warm-up: 1st replay from Kafka, with export to a file", file);
        Fold fold = replay("replay from Kafka", null);
        row("replay from an exported file", () -> {
            try (EventSource source = new EventFile(file, Selection.ALL)) {
                return new Replay(Selection.ALL, e -> {}).run(source);
            }
        });
        long began = System.nanoTime();
        fold.positions().keySet().forEach(fold::digest);
        out.printf(Locale.ROOT, "| digests of all states | %.1f | | | |%n", (System.nanoTime() - began) / NANOS);
        memory(fold);
        fold = null;
        row("rebuild (two readings, 5 kinds of state, history, timers)",
                () -> new Rebuild(new Rebuild.Setup(clients, serdes, "bench", work.resolve("state"), Duration.ofSeconds(6),
                        ManagerDriver.RULES,
                        KafkaManager.PARTITIONS), InstantSource.system()).run());
    }

    private void write() {
        try (Admin admin = clients.admin("bench")) {
            TopicAdmin topics = new TopicAdmin(admin, clients.settings());
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(TopicRefusedException.class)
                    .untilAsserted(() -> topics.ensure(Topics.ALL));
        }
        serdes.prepare(Topics.ALL);
        SyntheticLog log = new SyntheticLog(work.resolve("driver"));
        try (Producer<String, SpecificRecord> producer = clients.producer("bench", new StringSerializer(), serdes.encoder())) {
            log.write(sectors, line -> {
                var _ = producer.send(new ProducerRecord<>(line.topic().name(),
                        Partitions.partitionFor(line.topic(), line.key(), KafkaManager.PARTITIONS), line.key(), line.record()));
                events++;
            });
        }
        out.printf(Locale.ROOT, "%n%,d sectors of %d events each, %,d events in all.%n%n", sectors, log.eventsOfASector(),
                events);
        out.println(
                "| part | seconds | events a second | seconds of its thread on a core | events in each |\n|---|---|---|---|---|");
    }

    private Fold replay(String name, @org.jspecify.annotations.Nullable Path export) throws Exception {
        return row(name, () -> {
            try (EventTopics source = new EventTopics(clients, serdes, Selection.ALL, Duration.ofSeconds(5))) {
                if (export == null) {
                    return new Replay(Selection.ALL, e -> {}).run(source);
                }
                try (EventFileWriter writer = new EventFileWriter(export, serdes.registry()::byId)) {
                    Fold fold = new Replay(Selection.ALL, writer::add).run(source);
                    writer.finish();
                    return fold;
                }
            }
        });
    }

    private <T> T row(String name, Callable<T> part) throws Exception {
        long began = System.nanoTime();
        long busy = cpu();
        T result = part.call();
        double seconds = (System.nanoTime() - began) / NANOS;
        double work = (cpu() - busy) / NANOS;
        out.printf(Locale.ROOT, "| %s | %.1f | %,.0f | %.1f | %,.0f |%n", name, seconds, events / seconds, work, events / work);
        return result;
    }

    /** Nanoseconds of a core that this thread has used: what counts where other work shares the machine. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Heap that goes when the fold goes. */
    private void memory(Fold fold) {
        long with = used();
        int logs = fold.positions().size();
        out.printf(Locale.ROOT, "| heap in use with all states of %d logs | %,d MiB, %,d bytes a sector | | | |%n", logs,
                with >> 20,
                with / sectors);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
