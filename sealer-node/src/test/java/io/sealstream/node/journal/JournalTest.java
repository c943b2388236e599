package io.sealstream.node.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Checkpoint;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Outcome.RefusedMember;
import io.sealstream.node.domain.Outcome.SkippedSector;
import io.sealstream.node.domain.Outcome.StageTime;
import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.TaskBook.Entry;
import io.sealstream.node.domain.Work.Member;
import io.sealstream.node.fixture.TestTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalTest {
    private static final SectorId SECTOR = new SectorId(TestTasks.MINER, 17);
    private static final List<StageTime> TIMES = List.of(new StageTime(Stage.C2, 12));

    @TempDir
    Path home;

    static List<Task> tasks() {
        return List.of(TestTasks.prepare(17), TestTasks.seal(17), TestTasks.persist(17, TestTasks.COMM_D),
                TestTasks.prove(17, TestTasks.COMM_D), TestTasks.finish(17, TestTasks.COMM_D),
                TestTasks.windowPoSt(TestTasks.proven(17, TestTasks.COMM_D)), TestTasks.aggregate(
                        new Member(17, TestTasks.COMM_D, TestTasks.COMM_D, TestTasks.TICKET, TestTasks.SEED,
                                Bytes.fromHex("0304"))));
    }

    static List<Outcome> outcomes() {
        return List.of(new Outcome.Prepared(List.of(), TestTasks.COMM_D),
                new Outcome.Sealed(TestTasks.COMM_D, TestTasks.COMM_D, ChainEpoch.of(-5), TIMES),
                new Outcome.Persisted("store-1", TIMES), new Outcome.Proved(Bytes.fromHex("0102"), ChainEpoch.of(9), TIMES),
                new Outcome.Finalized(), new Outcome.PartitionProved(Bytes.EMPTY, List.of(new SkippedSector(3, "why")), TIMES),
                new Outcome.Aggregated(Bytes.fromHex("05"), List.of(), TIMES),
                new Outcome.Aggregated(Bytes.EMPTY, List.of(new RefusedMember(17, "why")), TIMES),
                new Outcome.Failed(FailureLevel.TEMPORARY, "a \"reason\"\nin two lines"));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void shouldRememberATask(Task task) throws Exception {
        try (Journal journal = Journal.open(home, 0)) {
            journal.taken(task);
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.tasks()).containsExactly(new Entry.Open(task));
        }
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void shouldRememberAnOutcome(Outcome outcome) throws Exception {
        try (Journal journal = Journal.open(home, 0)) {
            journal.taken(TestTasks.prepare(17));
            journal.finished(TestTasks.prepare(17), outcome);
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.tasks()).containsExactly(new Entry.Done(TestTasks.prepare(17), outcome));
        }
    }

    @Test
    void shouldForgetADroppedTask() throws Exception {
        try (Journal journal = Journal.open(home, 0)) {
            journal.taken(TestTasks.prepare(17));
            journal.dropped(TestTasks.prepare(17).id());
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.tasks()).isEmpty();
        }
    }

    @Test
    void shouldRememberCheckpointsUntilTheyAreCleared() throws Exception {
        Checkpoint checkpoint = new Checkpoint(SECTOR, Stage.PC1, "inputs", "/file", "digest");
        try (Journal journal = Journal.open(home, 0)) {
            journal.saved(checkpoint);
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.checkpoint(SECTOR, Stage.PC1)).contains(checkpoint);
            journal.cleared(SECTOR);
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.checkpoint(SECTOR, Stage.PC1)).isEmpty();
        }
    }

    @Test
    void shouldNeverGiveARequestNumberTwice() throws Exception {
        SectorRequest first;
        try (Journal journal = Journal.open(home, 1000)) {
            first = journal.request(TestTasks.MINER, "scratch-1");
            assertThat(first.number()).isEqualTo(1001);
        }
        try (Journal journal = Journal.open(home, 5000)) {
            assertThat(journal.pendingRequest()).contains(first);
            journal.answered(first.number());
            assertThat(journal.pendingRequest()).isEmpty();
        }
        try (Journal journal = Journal.open(home, 5000)) {
            assertThat(journal.request(TestTasks.MINER, "scratch-1").number()).isEqualTo(1002);
        }
    }

    @Test
    @DisplayName("case 28: the clock of a node goes back between two starts")
    void shouldBeginEachIncarnationAboveTheLast() throws Exception {
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.begin(600_000)).isEqualTo(600_000);
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.begin(300_000)).isEqualTo(600_001);
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.begin(900_000)).isEqualTo(900_000);
        }
    }

    @Test
    void shouldCutOffALineThatACrashTore() throws Exception {
        try (Journal journal = Journal.open(home, 0)) {
            journal.taken(TestTasks.prepare(17));
        }
        Files.writeString(home.resolve(Journal.FILE), "{\"line\":\"taken\",\"ta", StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(home, 0)) {
            journal.taken(TestTasks.seal(17));
        }
        try (Journal journal = Journal.open(home, 0)) {
            assertThat(journal.tasks()).containsExactly(new Entry.Open(TestTasks.prepare(17)),
                    new Entry.Open(TestTasks.seal(17)));
        }
    }

    @Test
    void shouldNameADamagedLine() throws Exception {
        Files.writeString(home.resolve(Journal.FILE), "{\"line\":\"answered\",\"number\":1}\nrubbish\n{}\n");

        assertThatThrownBy(() -> Journal.open(home, 0)).isInstanceOf(JournalException.class).hasMessageContaining("line 2")
                .hasMessageContaining(home.toString());
    }

    @Test
    void shouldStaySmall() throws Exception {
        try (Journal journal = Journal.open(home, 0)) {
            for (int i = 0; i < 5000; i++) {
                journal.answered(journal.request(TestTasks.MINER, "scratch-1").number());
            }
            assertThat(journal.figures().lines()).isLessThan(6000);
            assertThat(journal.figures().lastRequest()).isEqualTo(5000);
        }
    }
}
