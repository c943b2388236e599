package io.sealstream.node.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Cid;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Task;
import io.sealstream.node.fixture.StepLog;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.proofs.scripted.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts a task short inside each native call; a new node over the same folders goes on from the last checkpoint. */
class CrashTest {
    @TempDir
    Path home;

    @Test
    @DisplayName("case 1: the node is killed in PC1")
    void shouldBeginPc1AgainWithCleanLayers() throws Exception {
        crash(Step.PRE_COMMIT1, TestTasks.seal(17));
        Files.write(layer(), new byte[2048]);

        assertResumed(TestTasks.seal(17), Step.PRE_COMMIT1, Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    void shouldBeginPc2AgainFromAFreshCopyOfTheStagedFile() throws Exception {
        crash(Step.PRE_COMMIT2, TestTasks.seal(17));
        Files.write(home.resolve("scratch/s-t01000-17/sealed"), new byte[]{ 1, 2, 3});

        assertResumed(TestTasks.seal(17), Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    @DisplayName("case 2: the node is killed after PC2, before its report")
    void shouldOnlyRepeatTheTrialOfC1() throws Exception {
        crash(Step.COMMIT1, TestTasks.seal(17));

        assertResumed(TestTasks.seal(17), Step.COMMIT1);
    }

    @Test
    void shouldRepeatOnlyC2() throws Exception {
        Cid commR;
        try (TestNode node = new TestNode(home, new StepLog().engine())) {
            commR = node.sealed(17);
        }
        crash(Step.COMMIT2, TestTasks.prove(17, commR));

        assertResumed(TestTasks.prove(17, commR), Step.COMMIT2, Step.VERIFY_SEAL);
    }

    @Test
    void shouldBeginPc1AgainWhenItsOutputIsDamaged() throws Exception {
        crash(Step.PRE_COMMIT2, TestTasks.seal(17));
        Files.writeString(home.resolve("scratch/s-t01000-17/pc1.out"), "torn");

        assertResumed(TestTasks.seal(17), Step.PRE_COMMIT1, Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    void shouldPersistAgainAfterACrashBeforeTheReadBack() throws Exception {
        Cid commR;
        try (TestNode node = new TestNode(home, new StepLog().engine())) {
            commR = node.sealed(17);
        }
        crash(Step.VANILLA_PROOF, TestTasks.persist(17, commR));

        assertResumed(TestTasks.persist(17, commR), Step.CHALLENGES, Step.VANILLA_PROOF);
    }

    private void crash(Step step, Task task) throws Exception {
        StepLog log = new StepLog().hangsIn(step);
        CompletableFuture<Outcome> outcome;
        try (TestNode node = new TestNode(home, log.engine())) {
            if (task.work().step().equals("SEAL")) {
                node.run(TestTasks.prepare(17));
            }
            outcome = node.start(task);
            log.awaitHanging();
        }
        assertThat(outcome).isNotDone();
    }

    private void assertResumed(Task task, Step... calls) throws Exception {
        StepLog log = new StepLog();
        try (TestNode node = new TestNode(home, log.engine())) {
            assertThat(node.run(task)).isNotInstanceOf(Outcome.Failed.class);
            assertThat(log.calls()).isEqualTo(List.of(calls));
        }
    }

    private Path layer() {
        return home.resolve("scratch/s-t01000-17/cache/sc-02-data-layer-1.dat");
    }
}
