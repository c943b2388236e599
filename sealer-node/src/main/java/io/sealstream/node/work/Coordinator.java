package io.sealstream.node.work;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.TaskBook;
import io.sealstream.node.domain.TaskBook.Action;
import io.sealstream.node.domain.TaskBook.Entry;
import io.sealstream.node.domain.Work;
import io.sealstream.node.domain.Work.SectorWork;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.tasks.ScratchCleaner;
import io.sealstream.node.tasks.TaskRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link TaskBook} says, in order, on one thread: journal first, then act. When the journal cannot be written the
 * queue stands still and is tried again, so nothing is done that would be forgotten. Public methods may be called from any
 * thread.
 */
public final class Coordinator implements TaskRunner.Listener, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Coordinator.class);
    /** Pause before a full disk is tried again. */
    private static final Duration JOURNAL_RETRY = Duration.ofSeconds(5);
    /** How long the scratch of a withdrawn, never sealed sector waits for a new attempt before it is freed. */
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Journal journal;
    private final TaskRunner runner;
    private final ScratchCleaner cleaner;
    private final Duration grace;
    private final ScheduledExecutorService core = Executors
            .newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().name("core").unstarted(work));
    private final Reports reports;
    private final TaskBook book = new TaskBook();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<Runnable> changeListeners = new CopyOnWriteArrayList<>();
    private volatile List<Entry> entries = List.of();
    private volatile String trouble = "";
    private volatile boolean stopped;

    /** Something to do that first writes the journal. */
    private interface Step {
        void run() throws JournalException;
    }

    public Coordinator(Journal journal, TaskRunner runner, ResultSink sink, ScratchCleaner cleaner) {
        this(journal, runner, sink, cleaner, GRACE);
    }

    Coordinator(Journal journal, TaskRunner runner, ResultSink sink, ScratchCleaner cleaner, Duration grace) {
        this.journal = journal;
        this.runner = runner;
        this.cleaner = cleaner;
        this.grace = grace;
        this.reports = new Reports(core, sink);
    }

    /** Goes on where the journal ends; to be called once, first. */
    public void resume() {
        later(() -> perform(book.restore(journal.tasks())));
    }

    /** The topic holds this task. */
    public void desired(Task task) {
        later(() -> perform(book.desired(task)));
    }

    /** The topic holds the tombstone of this task. */
    public void withdrawn(String id) {
        later(() -> perform(book.withdrawn(id)));
    }

    /** The topic was read to the end it had at start. */
    public void caughtUp() {
        later(() -> perform(book.caughtUp()));
    }

    /** Kafka is back after an outage: unconfirmed results are sent at once. */
    public void wayOutIsBack() {
        later(reports::hurry);
    }

    @Override
    public void ended(Task task, Outcome outcome) {
        later(() -> {
            if (!book.isOpen(task)) {
                return;
            }
            journal.finished(task, outcome);
            log(task, outcome);
            perform(book.finished(task, outcome));
        });
    }

    @Override
    public void moved() {
        changeListeners.forEach(Runnable::run);
    }

    /** Is told, often and from many threads, that something on the node has changed. */
    public void onChange(Runnable listener) {
        changeListeners.add(listener);
    }

    /** What the node knows of its tasks, oldest first. */
    public List<Entry> entries() {
        return entries;
    }

    /** Why the node cannot go on, in a sentence; empty when it can. */
    public String trouble() {
        return trouble;
    }

    /** Whether a task of this node, open or unconfirmed, is about that scratch store. */
    public boolean occupies(String store) {
        return entries.stream().anyMatch(entry -> entry.task().work() instanceof SectorWork work && work.store().equals(store));
    }

    private void perform(List<Action> actions) {
        for (Action action : actions.reversed()) {
            steps.addFirst(() -> perform(action));
        }
    }

    private void perform(Action action) throws JournalException {
        switch (action) {
            case Action.Take take -> {
                journal.taken(take.task());
                runner.start(take.task(), this);
            }
            case Action.Resume resume -> runner.start(resume.task(), this);
            case Action.Report report -> reports.begin(report.result());
            case Action.Drop drop -> {
                journal.dropped(drop.entry().task().id());
                reports.confirmed(drop.entry().task().id());
                dropped(drop.entry());
            }
        }
    }

    private void dropped(Entry entry) {
        switch (entry) {
            case Entry.Done done -> LOGGER.atInfo().addKeyValue("task", done.task().id()).log("Result acknowledged");
            case Entry.Open open -> {
                LOGGER.atInfo().addKeyValue("task", open.task().id()).log("Task withdrawn");
                runner.cancel(open.task());
                if (open.task().work() instanceof Work.Prepare || open.task().work() instanceof Work.Seal) {
                    var _ = core.schedule(() -> later(() -> freeIfAbandoned(open.task())), grace.toMillis(),
                            TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    /** A sector withdrawn before it was sealed, with no new task for it: aborted, or moved to another node. */
    private void freeIfAbandoned(Task task) {
        Optional<SectorId> sector = task.sector();
        boolean wanted = sector.isEmpty() || book.entries().stream().anyMatch(entry -> entry.task().sector().equals(sector));
        if (!wanted && task.work() instanceof SectorWork work) {
            cleaner.freeUnsealed(sector.get(), work.store());
        }
    }

    private static void log(Task task, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            LOGGER.atWarn().addKeyValue("task", task.id()).addKeyValue("level", failed.level())
                    .addKeyValue("reason", failed.reason()).log("Task failed");
        } else {
            LOGGER.atInfo().addKeyValue("task", task.id()).addKeyValue("outcome", outcome.getClass().getSimpleName())
                    .log("Task done");
        }
    }

    private void later(Step step) {
        if (stopped) {
            return;
        }
        try {
            core.execute(() -> {
                steps.addLast(step);
                drain();
            });
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("The node is closing, a late step is left to the next start");
        }
    }

    private void drain() {
        while (!steps.isEmpty() && !stopped) {
            Step step = steps.removeFirst();
            try {
                step.run();
                trouble = "";
            } catch (JournalException e) {
                steps.addFirst(step);
                if (trouble.isEmpty()) {
                    LOGGER.atError().addKeyValue("reason", e.getMessage()).log("The journal cannot be written, trying again");
                }
                trouble = String.valueOf(e.getMessage());
                var _ = core.schedule(this::drain, JOURNAL_RETRY.toMillis(), TimeUnit.MILLISECONDS);
                break;
            } catch (RuntimeException e) {
                trouble = "a bug of the node: " + e;
                LOGGER.atError().setCause(e).log("A bug stopped a step of the core; restart the node and report this");
            }
        }
        entries = book.entries();
        moved();
    }

    /** Results that wait for their acknowledgement. */
    public int unconfirmed() {
        return (int) entries.stream().filter(Entry.Done.class::isInstance).count();
    }

    /** Ends the core thread; what it has not done is in the journal. */
    @Override
    public void close() {
        stopped = true;
        core.shutdownNow();
        try {
            if (!core.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().log("The core thread did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
