package io.sealstream.acceptance.faults;

import static io.sealstream.acceptance.faults.FaultCluster.BROKER;
import static io.sealstream.acceptance.faults.FaultCluster.CHAIN;
import static io.sealstream.acceptance.faults.FaultCluster.MANAGER;
import static io.sealstream.acceptance.faults.FaultCluster.NODE;
import static io.sealstream.acceptance.faults.FaultCluster.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.proofs.scripted.Step;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.PartitionProven;
import io.sealstream.schemas.avro.PoStTaskIssued;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.SealStep;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SectorFaulty;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.StepFailed;
import io.sealstream.schemas.avro.TaskIssued;
import io.sealstream.schemas.avro.TicketAssigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One cluster of real processes; each test seals a sector and breaks something meanwhile. Whatever it was, the sector is finished. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration MINUTE = Duration.ofSeconds(60);
    /** A paused manager's transaction is over after 10 s, and its place in the group after 6. */
    private static final Duration BEYOND_TRANSACTION_TIMEOUT = Duration.ofSeconds(12);
    private static final Path LAUNCHERS = Path.of("scripted").toAbsolutePath();
    private static final String SMALL = "4m";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private static Path folder;
    private static FaultCluster cluster;
    private static TopicTail tail;
    private static Optional<SmallDisk> scratch = Optional.empty();
    private static Optional<SmallDisk> longTerm = Optional.empty();

    @BeforeAll
    static void open() {
        Path home = folder.resolve("cluster");
        scratch = SmallDisk.mount(home.resolve("scratch-1"), SMALL);
        longTerm = SmallDisk.mount(home.resolve("store-1"), SMALL);
        cluster = FaultCluster.open(home, LAUNCHERS, 1, System.err::println);
        tail = cluster.tail();
    }

    @AfterAll
    static void close() {
        cluster.close();
        scratch.ifPresent(SmallDisk::close);
        longTerm.ifPresent(SmallDisk::close);
    }

    @AfterEach
    void shouldHaveLostNothingAndDoneNothingTwice() {
        assertThat(cluster.witness().complaintsWhenAllIsDone()).isEmpty();
    }

    @Test
    @Order(1)
    @DisplayName("case 1: SIGKILL of the node inside PC1")
    void shouldBeginPc1AgainWithTheSameTicket() {
        cluster.script(Map.of(Step.PRE_COMMIT1, Duration.ofSeconds(3)));
        long sector = cluster.seal();
        cluster.await("the node is in PC1", SOON, () -> cluster.isRunning("PC1"));

        cluster.kill(NODE);
        cluster.restart(NODE);

        finish(sector);
        assertThat(of(sector, TicketAssigned.class)).hasSize(1);
        assertThat(of(sector, TaskIssued.class)).filteredOn(task -> task.getStep() == SealStep.SEAL).hasSize(1);
    }

    @Test
    @Order(2)
    @DisplayName("case 9: SIGKILL of the manager as the node reports that the sector is sealed")
    void shouldTakeTheReportAfterTheRestartAndPreCommitOnce() {
        cluster.script(Map.of(Step.PRE_COMMIT2, Duration.ofSeconds(2)));
        long sector = cluster.seal();
        cluster.await("the node is in PC2", SOON, () -> cluster.isRunning("PC2"));

        cluster.freeze(MANAGER);
        await(sector, SealResult.class);
        cluster.kill(MANAGER);
        cluster.restart(MANAGER);

        finish(sector);
        assertThat(of(sector, Sealed.class)).hasSize(1);
        assertThat(of(sector, PreCommitBatched.class)).hasSize(1);
    }

    @Test
    @Order(3)
    @DisplayName("case 86: SIGKILL of the signer between request and reply")
    void shouldSignOnceWhatWasAskedBeforeTheKill() {
        cluster.freeze(SIGNER);
        int before = tail.records(SignMessage.class).size();
        long sector = cluster.seal();
        cluster.await("the precommit is to be signed", SOON, () -> tail.records(SignMessage.class).size() > before);

        cluster.kill(SIGNER);
        cluster.restart(SIGNER);

        finish(sector);
        Set<String> requests = new HashSet<>();
        Set<SignatureMade> answers = new HashSet<>(tail.records(SignatureMade.class));
        assertThat(answers).allSatisfy(answer -> assertThat(requests.add(answer.getRequestId())).isTrue());
    }

    @Test
    @Order(4)
    @DisplayName("case 16: SIGKILL of the broker with transactions open")
    void shouldShowFactAndTaskBothOrNeither() {
        cluster.script(Map.of(Step.PRE_COMMIT1, Duration.ofSeconds(2)));
        long sector = cluster.seal();
        try (Load load = new Load(cluster.devnet().manager(), cluster.devnet().miner(), "case-16")) {
            cluster.await("there is load", SOON, () -> load.answered() > 50);

            cluster.kill(BROKER);
        }
        cluster.restart(BROKER);

        finish(sector);
    }

    @Test
    @Order(5)
    @DisplayName("SIGKILL of the chain while the seed is awaited")
    void shouldGoOnWithTheChainsMemory() {
        long sector = cluster.seal();
        await(sector, PreCommitLanded.class);

        cluster.kill(CHAIN);
        cluster.restart(CHAIN);

        finish(sector);
    }

    @Test
    @Order(6)
    @DisplayName("case 19: SIGSTOP of the manager beyond its transaction timeout, another takes over, the zombie wakes")
    void shouldFenceAManagerThatSlept() {
        cluster.script(Map.of(Step.PRE_COMMIT1, Duration.ofSeconds(2)));
        String second = cluster.addManager();
        try (Load load = new Load(cluster.devnet().manager(), cluster.devnet().miner(), "case-19")) {
            long sector = cluster.seal();
            cluster.await("there is load", SOON, () -> load.answered() > 50);

            cluster.freeze(MANAGER);
            long began = System.nanoTime();
            cluster.restart(second);
            cluster.await("the pause is longer than a transaction may be", SOON,
                    () -> System.nanoTime() - began > BEYOND_TRANSACTION_TIMEOUT.toNanos());
            await(sector, Sealed.class);
            cluster.thaw(MANAGER);

            cluster.await("the broker refuses what the zombie had open", SOON, () -> isRefused(cluster.log(MANAGER)));
            finish(sector);
        } finally {
            cluster.devnet().stop(second);
        }
        cluster.await("the first manager has everything again", SOON, () -> !cluster.sectors().isEmpty());
    }

    @Test
    @Order(7)
    @DisplayName("case 70: the scratch disk is full at PC1")
    void shouldGoOnWhenScratchHasRoomAgain() {
        assumeTrue(scratch.isPresent(), "SKIPPED: only root can mount a small file system to fill");
        SmallDisk disk = scratch.orElseThrow();
        disk.fill(0);
        long sector = cluster.seal();
        await(sector, StepFailed.class);
        assertThat(of(sector, StepFailed.class).getFirst().getReason()).contains("full");

        disk.free();

        finish(sector);
    }

    @Test
    @Order(8)
    @DisplayName("case 71: the long-term disk is full when the sector is moved")
    void shouldKeepTheSourceUntilTheMoveSucceeds() {
        assumeTrue(longTerm.isPresent(), "SKIPPED: only root can mount a small file system to fill");
        SmallDisk disk = longTerm.orElseThrow();
        disk.fill(0);
        long sector = cluster.seal();
        await(sector, StepFailed.class);
        assertThat(of(sector, StepFailed.class).getFirst().getStep()).isEqualTo(SealStep.PERSIST);
        assertThat(cluster.scratchOf(sector).resolve("sealed")).exists();

        disk.free();

        finish(sector);
    }

    @Test
    @Order(9)
    @DisplayName("case 18: the broker is away for a minute while PC1 runs")
    void shouldComputeThroughAnOutageAndReportOnce() {
        cluster.script(Map.of(Step.PRE_COMMIT1, Duration.ofSeconds(8)));
        long sector = cluster.seal();
        cluster.await("the node is in PC1", SOON, () -> cluster.isRunning("PC1"));

        cluster.withoutTime(() -> {
            cluster.freeze(BROKER);
            long began = System.nanoTime();
            cluster.await("the node is through PC2 without a broker", SOON,
                    () -> Files.exists(cluster.scratchOf(sector).resolve("pc2.out")));
            cluster.await("a minute is over", MINUTE.plusSeconds(5), () -> System.nanoTime() - began > MINUTE.toNanos());
            cluster.thaw(BROKER);
        });

        finish(sector);
        assertThat(of(sector, Sealed.class)).hasSize(1);
        assertThat(of(sector, TaskIssued.class)).filteredOn(task -> task.getStep() == SealStep.SEAL).hasSize(1);
    }

    @Test
    @Order(10)
    @DisplayName("case 24: the offsets of every consumer group are reset to 0")
    void shouldDoNothingOutsideWhenEverythingIsReadAgain() {
        cluster.await("no message and no window is under way", SOON,
                () -> cluster.openIntents() == 0 && cluster.isBetweenWindows());
        Offsets offsets = new Offsets(cluster.devnet().bootstrap(), cluster.devnet().registry());
        Map<String, Object> before = cluster.witness().effects();
        cluster.devnet().stop(MANAGER);
        cluster.devnet().stop(SIGNER);

        cluster.withoutTime(() -> cluster.await("the offsets are reset", SOON, offsets::reset));
        cluster.restart(SIGNER);
        cluster.restart(MANAGER);
        cluster.await("everything is read again", SOON, () -> offsets.lag() < 20);

        Map<String, Object> after = cluster.witness().effects();
        before.forEach((what, was) -> assertThat(after.get(what)).as(what).isEqualTo(was));
        finish(cluster.seal());
    }

    @Test
    @Order(11)
    @DisplayName("case 17: the broker is away in an open deadline")
    void shouldProveEveryPartitionInTime() {
        cluster.script(Map.of(Step.WINDOW_POST, Duration.ofSeconds(2)));
        int before = tail.records(PoStTaskIssued.class).size();
        cluster.skipToWindow();
        cluster.await("a WindowPoSt is to be made", SOON, () -> tail.records(PoStTaskIssued.class).size() > before);

        cluster.freeze(BROKER);
        long began = System.nanoTime();
        cluster.await("the outage is as long as the proof", SOON,
                () -> System.nanoTime() - began > Duration.ofSeconds(3).toNanos());
        cluster.thaw(BROKER);

        cluster.awaitProven(tail.records(Finalized.class).size(), SOON);
        assertThat(tail.records(SectorFaulty.class)).isEmpty();
        assertThat(tail.records(PartitionProven.class)).isNotEmpty();
    }

    private static <T extends SpecificRecord> List<T> of(long sector, Class<T> event) {
        return cluster.facts(sector, event);
    }

    /** By a newer producer of the same name, for its commit or already for a record, or because the broker has ended its transaction. */
    private static boolean isRefused(String log) {
        return log.contains("Producer got fenced") || log.contains("InvalidProducerEpochException")
                || log.contains("InvalidTxnStateException");
    }

    /** The sector goes through the rest of its life. */
    private static void finish(long sector) {
        cluster.script(Map.of());
        await(sector, Finalized.class);
    }

    private static void await(long sector, Class<? extends SpecificRecord> event) {
        cluster.await("sector " + sector + ": " + event.getSimpleName(), SOON, () -> !of(sector, event).isEmpty());
    }
}
