package io.sealstream.node.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Result;
import io.sealstream.node.domain.Task;
import io.sealstream.node.fixture.StepLog;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.node.tasks.ScratchCleaner;
import io.sealstream.proofs.scripted.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorTest {
    private static final Duration GRACE = Duration.ofMillis(50);

    @TempDir
    Path home;
    private final List<Result> sent = new CopyOnWriteArrayList<>();
    private StepLog log = new StepLog();
    private TestNode node;
    private Coordinator coordinator;

    @BeforeEach
    void open() throws Exception {
        begin();
        coordinator.caughtUp();
    }

    private void begin() throws Exception {
        node = new TestNode(home, log.engine());
        coordinator = new Coordinator(node.journal(), node.runner(), sent::add, new ScratchCleaner(node.workshop(), node.pools()),
                GRACE);
        coordinator.resume();
    }

    @AfterEach
    void close() throws Exception {
        node.runner().close();
        coordinator.close();
        node.close();
    }

    private void restart() throws Exception {
        close();
        sent.clear();
        log = new StepLog();
        begin();
    }

    private void awaitSent(Task task) {
        await().untilAsserted(() -> assertThat(sent).extracting(Result::task).contains(task));
    }

    @Test
    void shouldRunATaskAndReportItsOutcome() {
        coordinator.desired(TestTasks.prepare(17));

        awaitSent(TestTasks.prepare(17));
        assertThat(sent.getFirst().outcome()).isInstanceOf(Outcome.Prepared.class);
        assertThat(coordinator.occupies(TestNode.SCRATCH)).isTrue();
    }

    @Test
    void shouldRunADuplicateTaskOnce() {
        coordinator.desired(TestTasks.prepare(17));
        awaitSent(TestTasks.prepare(17));
        coordinator.desired(TestTasks.seal(17));
        coordinator.desired(TestTasks.seal(17));
        awaitSent(TestTasks.seal(17));
        coordinator.desired(TestTasks.seal(17));
        coordinator.desired(TestTasks.prepare(18));

        awaitSent(TestTasks.prepare(18));
        assertThat(Collections.frequency(log.calls(), Step.PRE_COMMIT1)).isEqualTo(1);
    }

    @Test
    void shouldRepeatAResultUntilItsTombstone() {
        coordinator.desired(TestTasks.prepare(17));

        await().untilAsserted(() -> assertThat(sent).hasSizeGreaterThanOrEqualTo(2));
        coordinator.withdrawn(TestTasks.prepare(17).id());

        await().untilAsserted(() -> assertThat(coordinator.entries()).isEmpty());
        assertThat(node.journal().tasks()).isEmpty();
    }

    @Test
    void shouldRepeatAResultAfterARestart() throws Exception {
        coordinator.desired(TestTasks.prepare(17));
        awaitSent(TestTasks.prepare(17));

        restart();

        awaitSent(TestTasks.prepare(17));
        assertThat(log.calls()).isEmpty();
    }

    @Test
    void shouldGoOnWithAnOpenTaskAfterARestart() throws Exception {
        coordinator.desired(TestTasks.prepare(17));
        awaitSent(TestTasks.prepare(17));
        log.hangsIn(Step.PRE_COMMIT2);
        coordinator.desired(TestTasks.seal(17));
        log.awaitHanging();

        restart();

        awaitSent(TestTasks.seal(17));
        assertThat(log.calls()).containsExactly(Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    void shouldDropAfterARestartWhatTheTopicNoLongerHolds() throws Exception {
        coordinator.desired(TestTasks.prepare(17));
        awaitSent(TestTasks.prepare(17));

        restart();
        coordinator.caughtUp();

        await().untilAsserted(() -> assertThat(node.journal().tasks()).isEmpty());
    }

    @Test
    @DisplayName("case 10: an operator gives the sector up in the middle of a stage")
    void shouldStopAWithdrawnTaskAndFreeItsScratch() throws Exception {
        coordinator.desired(TestTasks.prepare(17));
        awaitSent(TestTasks.prepare(17));
        coordinator.withdrawn(TestTasks.prepare(17).id());
        log.hangsIn(Step.PRE_COMMIT1);
        coordinator.desired(TestTasks.seal(17));
        log.awaitHanging();

        coordinator.withdrawn(TestTasks.seal(17).id());

        await().untilAsserted(() -> assertThat(node.scratch(17).folder()).doesNotExist());
        assertThat(node.runner().progress()).isEmpty();
        assertThat(sent).extracting(Result::task).doesNotContain(TestTasks.seal(17));
        await().untilAsserted(() -> assertThat(coordinator.occupies(TestNode.SCRATCH)).isFalse());
    }

    @Test
    void shouldKeepTheScratchOfASealedSectorWhoseTaskIsWithdrawn() throws Exception {
        coordinator.desired(TestTasks.prepare(17));
        awaitSent(TestTasks.prepare(17));
        log.hangsIn(Step.COMMIT1);
        coordinator.desired(TestTasks.seal(17));
        log.awaitHanging();

        coordinator.withdrawn(TestTasks.seal(17).id());
        coordinator.desired(TestTasks.prepare(18));
        awaitSent(TestTasks.prepare(18));
        coordinator.withdrawn(TestTasks.prepare(18).id());
        log.hangsIn(Step.PRE_COMMIT1);
        coordinator.desired(TestTasks.seal(18));
        await().untilAsserted(() -> assertThat(log.calls()).endsWith(Step.PRE_COMMIT1));
        coordinator.withdrawn(TestTasks.seal(18).id());

        await().untilAsserted(() -> assertThat(node.scratch(18).folder()).doesNotExist());
        assertThat(node.scratch(17).sealed()).as("withdrawn before, with the same grace").exists();
    }
}
