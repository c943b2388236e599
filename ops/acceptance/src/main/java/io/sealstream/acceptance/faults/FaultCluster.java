package io.sealstream.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealstream.acceptance.scripted.ScriptFile;
import io.sealstream.devnet.up.Devnet;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.proofs.scripted.Step;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.PartitionPlanned;
import io.sealstream.schemas.avro.PartitionProven;
import io.sealstream.schemas.avro.SectorAllocated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * A whole cluster of real processes in a folder of its own, with scripted proofs and everything else real: broker, registry, chain,
 * signer with its keys, manager on Kafka Streams, node with its stores. Nobody restarts what ends, so that each fault is the caller's.
 */
public final class FaultCluster implements AutoCloseable {
    public static final String BROKER = "broker";
    public static final String CHAIN = "chain";
    public static final String SIGNER = "signer";
    public static final String MANAGER = "manager";
    public static final String NODE = "node";
    /** All of them. */
    public static final List<String> PROCESSES = Devnet.PROCESSES;
    /** Brokers that keep three copies of everything, two of them in step. */
    public static final int THREE_BROKERS = 3;
    /** Real time of an epoch: short, so that a sector's life takes seconds. */
    private static final String BLOCK_TIME = "200ms";
    /** Three brokers on one machine are slow just after a start, and a window has to be long enough for them. */
    private static final String BLOCK_TIME_OF_SEVERAL_BROKERS = "600ms";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PAGE = Duration.ofSeconds(5);
    /** How long the chain goes on while a process is away. */
    private static final Duration WITHOUT = Duration.ofSeconds(2);
    /** Epochs that a manager needs to plan a deadline before its challenge. */
    private static final long BEFORE_CHALLENGE = 20;
    /** Epochs that a stopped cluster has before the next window: half a minute of the chain's time. */
    private static final long BETWEEN_WINDOWS = 300;
    private static final Duration DEATH = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final Devnet devnet;
    private final TopicTail tail;
    private final Consumer<String> say;
    private final Thread atExit = new Thread(this::stopAll, "fault-cluster-stop");
    private int wanted;
    private int skipped;

    private FaultCluster(Path home, Devnet devnet, TopicTail tail, Consumer<String> say) {
        this.home = home;
        this.devnet = devnet;
        this.tail = tail;
        this.say = say;
        // A run that is broken off must not leave processes behind.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a cluster with a miner and no sectors.
     *
     * @param home     new folder
     * @param bin      folder of the launchers with scripted proofs
     * @param brokers  how many
     * @param say      told what happens, for the log of a run
     */
    public static FaultCluster open(Path home, Path bin, int brokers, Consumer<String> say) {
        Devnet.Shape shape = new Devnet.Shape(NetworkPolicy.FAKE_PROOFS.name(), brokers,
                List.of("--block-time",
                        brokers > 1 ? BLOCK_TIME_OF_SEVERAL_BROKERS : BLOCK_TIME, "--no-skip"));
        Devnet devnet = new Devnet(home, bin, home.resolve("no-parameters"), shape, say);
        try {
            devnet.bringUp(0);
            return new FaultCluster(home, devnet, new TopicTail(devnet.bootstrap(), devnet.registry()), say);
        } catch (RuntimeException e) {
            devnet.stop();
            throw e;
        }
    }

    public Devnet devnet() {
        return devnet;
    }

    public TopicTail tail() {
        return tail;
    }

    /** A look at all evidence after everything that happened so far has been read. */
    public Witness witness() {
        tail.catchUp(Duration.ofMinutes(1));
        return new Witness(this);
    }

    /** Sets how long the node's steps take; what is not named takes no time. Holds from the next step on. */
    public void script(Map<Step, Duration> durations) {
        ScriptFile.write(home, durations);
    }

    /** Asks for one more sector and waits until it has its number. */
    public long seal() {
        int before = tail.records(SectorAllocated.class).size();
        wanted++;
        devnet.sectors(wanted);
        await("a sector is allocated", Duration.ofMinutes(2), () -> tail.records(SectorAllocated.class).size() > before);
        return tail.records(SectorAllocated.class).get(before).getSector();
    }

    /** The events of that type in the life of a sector. */
    public <T extends SpecificRecord> List<T> facts(long sector, Class<T> type) {
        return tail.records(type, event -> Long.valueOf(sector).equals(event.get(event.getSchema().getField("sector").pos())));
    }

    /** Waits until something holds; the failure names it. */
    public void await(String what, Duration limit, BooleanSupplier holds) {
        long end = System.nanoTime() + limit.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + limit.toSeconds() + " s. The sectors are " + sectors()
                        + "; logs are in " + home.resolve("logs"));
            }
            try {
                if (never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody opens this latch");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
        say.accept("seen: " + what);
    }

    /** What the manager says of each sector: {@code 1 AwaitingSeed}; empty while it cannot be asked. */
    public List<String> sectors() {
        List<String> states = new ArrayList<>();
        for (JsonNode sector : devnet.manager().tryCall("Sealstream.Sectors", devnet.miner()).orElse(MissingNode.getInstance())) {
            states.add(sector.path("sector").asText() + " " + sector.path("state").asText());
        }
        return states;
    }

    /** The folder of a sector in the scratch store. */
    public Path scratchOf(long sector) {
        return devnet.folder("scratch-1").resolve("s-t0" + devnet.miner().substring(2) + "-" + sector);
    }

    /** Deletes what scratch holds of a sector; the node must not run. */
    public void wipeScratch(long sector) {
        say.accept("scratch of sector " + sector + " is wiped");
        Path folder = scratchOf(sector);
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill(String name) {
        ProcessHandle process = handle(name);
        say.accept("SIGKILL " + name + " " + process.pid());
        process.destroyForcibly();
        process.onExit().orTimeout(DEATH.toSeconds(), TimeUnit.SECONDS).join();
    }

    /**
     * Starts a process that ended and waits until it is ready. The chain goes on for a moment without it, so that messages land meanwhile,
     * and then stands still: its time runs 150 times faster than a real one, and a start of ten seconds would be a missed window.
     */
    public void restart(String name) {
        if (name.equals(CHAIN)) {
            devnet.start(name);
            return;
        }
        long gone = System.nanoTime();
        await("the chain went on without " + name, DEATH, () -> System.nanoTime() - gone > WITHOUT.toNanos());
        withoutTime(() -> devnet.start(name));
    }

    /** Does something while the chain stands still. */
    public void withoutTime(Runnable action) {
        freeze(CHAIN);
        try {
            action.run();
        } finally {
            thaw(CHAIN);
        }
    }

    /**
     * Adds a second manager, with a name and stores of its own and a port that the kernel chooses; {@link #restart} starts it.
     *
     * @return name of the process
     */
    public String addManager() {
        String name = "manager-2";
        Path stores = devnet.folder(name).resolve("streams");
        String config = read(devnet.config(MANAGER)).replaceFirst("listen = \"127.0.0.1:[0-9]+\"", "listen = \"127.0.0.1:0\"")
                .replaceFirst("state-dir = .*", "state-dir = \"" + stores + "\"\ninstance-id = \"stream-manager-2\"");
        write(devnet.config(name), config);
        devnet.add(name, "stream-manager", List.of("run", "--config", devnet.config(name).toString()));
        return name;
    }

    /** What a process has logged. */
    public String log(String process) {
        return read(devnet.log(process));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGSTOP: the process keeps its memory and its connections and does nothing. */
    public void freeze(String name) {
        say.accept("SIGSTOP " + name);
        Signals.send("STOP", handle(name));
    }

    /** SIGCONT. */
    public void thaw(String name) {
        say.accept("SIGCONT " + name);
        Signals.send("CONT", handle(name));
    }

    private ProcessHandle handle(String name) {
        return devnet.running(name).orElseThrow(() -> new IllegalStateException(name + " does not run: " + devnet.log(name)));
    }

    /** Whether the node's status page says that it is in this stage of a task, such as {@code PC1}. */
    public boolean isRunning(String stage) {
        HttpRequest page = HttpRequest.newBuilder(URI.create("http://" + devnet.address(NODE) + "/status")).timeout(PAGE).build();
        try {
            return http.send(page, HttpResponse.BodyHandlers.ofString()).body().contains("\"" + stage + "\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Messages that are not final, as the manager says; -1 while it cannot be asked. */
    public int openIntents() {
        return devnet.manager().tryCall("Sealstream.Messages", Map.of("openOnly", true)).map(JsonNode::size).orElse(-1);
    }

    /** Carries the chain from deadline to deadline and waits until it counts the power of so many sectors. */
    public void awaitProven(int sectors, Duration limit) {
        String power = Long.toString(2048L * sectors);
        await("the chain counts the power of " + sectors + " sectors", limit, () -> {
            skipToWindow();
            skipProvenWindow();
            return devnet.chain().tryCall("Filecoin.StateMinerPower", devnet.miner(), List.of())
                    .map(found -> found.path("MinerPower").path("RawBytePower").asText().equals(power)).orElse(false);
        });
    }

    /** Whether no window is under way and none begins soon: nothing is to be proven for a while, whoever is stopped. */
    public boolean isBetweenWindows() {
        JsonNode status = devnet.chain().call("Devchain.Status");
        long challenge = status.path("nextDeadline").path("challenge").asLong();
        return status.path("epoch").asLong() < challenge - BETWEEN_WINDOWS
                && tail.records(DeadlineClosed.class).size() == tail.records(PartitionPlanned.class).size();
    }

    /** Carries the chain to shortly before the challenge of the next deadline that has sectors to prove, unless it is there. */
    public void skipToWindow() {
        JsonNode status = devnet.chain().call("Devchain.Status");
        long from = status.path("nextDeadline").path("challenge").asLong() - BEFORE_CHALLENGE;
        if (status.path("epoch").asLong() < from) {
            devnet.chain().call("Devchain.SkipTo", from);
        }
    }

    /** The rest of a window in which every partition is proven would pass in real time. */
    private void skipProvenWindow() {
        List<PartitionProven> proven = tail.records(PartitionProven.class);
        if (proven.size() == skipped) {
            return;
        }
        skipped = proven.size();
        JsonNode window = devnet.chain().call("Devchain.Status").path("nextDeadline");
        PartitionProven last = proven.getLast();
        long planned = tail.records(PartitionPlanned.class, each -> each.getDeadline() == last.getDeadline()
                && each.getPeriodStart() == last.getPeriodStart()).size();
        long done = proven.stream().filter(each -> each.getDeadline() == last.getDeadline()
                && each.getPeriodStart() == last.getPeriodStart()).count();
        if (window.path("index").asInt(-1) == last.getDeadline() && planned == done) {
            devnet.chain().call("Devchain.SkipTo", window.path("close").asLong());
        }
    }

    @Override
    public void close() {
        tail.close();
        stopAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void stopAll() {
        for (String name : devnet.names()) {
            // A frozen process would not hear that it shall end.
            devnet.running(name).ifPresent(process -> Signals.send("CONT", process));
        }
        devnet.stop();
    }
}
