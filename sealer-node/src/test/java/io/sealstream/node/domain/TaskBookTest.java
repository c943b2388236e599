package io.sealstream.node.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.node.domain.TaskBook.Action;
import io.sealstream.node.domain.TaskBook.Entry;
import io.sealstream.node.fixture.TestTasks;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskBookTest {
    private static final Task TASK = TestTasks.prepare(17);
    private static final Outcome OUTCOME = new Outcome.Finalized();

    private final TaskBook book = new TaskBook();

    /** A book whose topic has been read once. */
    private TaskBook read() {
        book.caughtUp();
        return book;
    }

    @Test
    void shouldTakeANewTask() {
        assertThat(read().desired(TASK)).containsExactly(new Action.Take(TASK));
    }

    @Test
    void shouldIgnoreARepeatedTask() {
        read().desired(TASK);

        assertThat(book.desired(TASK)).isEmpty();
    }

    @Test
    void shouldReplaceATaskWhoseInputsChanged() {
        read().desired(TestTasks.seal(17));
        Task changed = TestTasks.seal(17, TestTasks.filled(12));

        assertThat(book.desired(changed)).containsExactly(new Action.Drop(new Entry.Open(TestTasks.seal(17))),
                new Action.Take(changed));
        assertThat(book.finished(TestTasks.seal(17), OUTCOME)).as("the outcome of the old inputs").isEmpty();
    }

    @Test
    void shouldReportOnceWhatIsDone() {
        read().desired(TASK);

        assertThat(book.finished(TASK, OUTCOME)).containsExactly(new Action.Report(new Result(TASK, OUTCOME)));
        assertThat(book.finished(TASK, OUTCOME)).isEmpty();
        assertThat(book.desired(TASK)).as("the task is still in the topic").isEmpty();
    }

    @Test
    void shouldDropAnAcknowledgedResult() {
        read().desired(TASK);
        book.finished(TASK, OUTCOME);

        assertThat(book.withdrawn(TASK.id())).containsExactly(new Action.Drop(new Entry.Done(TASK, OUTCOME)));
        assertThat(book.withdrawn(TASK.id())).isEmpty();
    }

    @Test
    void shouldDropAWithdrawnTaskAndItsLateOutcome() {
        read().desired(TASK);

        assertThat(book.withdrawn(TASK.id())).containsExactly(new Action.Drop(new Entry.Open(TASK)));
        assertThat(book.finished(TASK, OUTCOME)).isEmpty();
    }

    @Test
    void shouldGoOnWithTheJournal() {
        Task done = TestTasks.prepare(18);

        assertThat(book.restore(List.of(new Entry.Open(TASK), new Entry.Done(done, OUTCOME))))
                .containsExactly(new Action.Resume(TASK), new Action.Report(new Result(done, OUTCOME)));
        assertThat(book.desired(TASK)).isEmpty();
        assertThat(book.desired(done)).isEmpty();
        assertThat(book.caughtUp()).isEmpty();
    }

    @Test
    void shouldDropWhatTheTopicNoLongerHolds() {
        Task gone = TestTasks.prepare(18);
        book.restore(List.of(new Entry.Open(TASK), new Entry.Open(gone)));
        book.desired(TASK);

        assertThat(book.caughtUp()).containsExactly(new Action.Drop(new Entry.Open(gone)));
        assertThat(book.isOpen(TASK)).isTrue();
    }

    @Test
    void shouldDropATaskWhoseTombstoneFollowsInTheSameReading() {
        book.restore(List.of(new Entry.Open(TASK)));
        book.desired(TASK);
        book.withdrawn(TASK.id());

        assertThat(book.caughtUp()).containsExactly(new Action.Drop(new Entry.Open(TASK)));
    }

    @Test
    void shouldNotBeginAgainWhatIsLongDone() {
        assertThat(book.desired(TASK)).isEmpty();
        assertThat(book.withdrawn(TASK.id())).isEmpty();

        assertThat(book.caughtUp()).as("task and tombstone both stand in a topic that is not compacted yet").isEmpty();
    }

    @Test
    void shouldKeepTheTaskInHandWhenTheTopicShowsItsFormerInputsFirst() {
        Task changed = TestTasks.seal(17, TestTasks.filled(12));
        book.restore(List.of(new Entry.Open(changed)));
        book.desired(TestTasks.seal(17));
        book.desired(changed);

        assertThat(book.caughtUp()).isEmpty();
        assertThat(book.isOpen(changed)).isTrue();
    }

    @Test
    void shouldBeginWhatCameWhileItWasAway() {
        book.desired(TASK);

        assertThat(book.caughtUp()).containsExactly(new Action.Take(TASK));
    }
}
