package io.sealstream.node.tasks;

import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks, each on a virtual thread that does nothing but hand stages to the pools and wait for them. A task ends with one
 * outcome, or silently when it was cancelled: what it has done so far is checkpointed. Thread safe.
 */
public final class TaskRunner implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TaskRunner.class);
    /** Times a task is begun again from its checkpoints after its engine process died or panicked. */
    private static final int ENGINE_LIVES = 3;
    /** Stages that are not waited for at the end. */
    private static final Set<Stage> LONG = EnumSet.of(Stage.WAITING, Stage.PC1, Stage.PC2, Stage.C1, Stage.C2,
            Stage.AGGREGATE);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(2);

    private final Steps steps;
    private final StagePools pools;
    private final InstantSource clock;
    private final StageWatch watch;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean draining;
    private volatile boolean closed;

    /** Hears what happens to tasks; called from many threads. */
    public interface Listener {
        /** The task ended. */
        void ended(Task task, Outcome outcome);

        /** A task is at another stage. */
        void moved();
    }

    private record Running(Task task, TaskContext context, Thread thread) {}

    public TaskRunner(Workshop workshop, StagePools pools, InstantSource clock, StageWatch watch) {
        this.steps = new Steps(workshop);
        this.pools = pools;
        this.clock = clock;
        this.watch = watch;
    }

    /** Starts a task. The caller starts no task twice. */
    public void start(Task task, Listener listener) {
        if (draining) {
            return;
        }
        TaskContext context = new TaskContext(task, pools, clock, watch, listener::moved);
        Thread thread = Thread.ofVirtual().name("task-" + task.id()).unstarted(() -> run(task, context, listener));
        running.put(task.id(), new Running(task, context, thread));
        LOGGER.atInfo().addKeyValue("task", task.id()).addKeyValue("attempt", task.attempt()).log("Task started");
        thread.start();
    }

    /** Stops a task where it is; its outcome is not reported. */
    public void cancel(Task task) {
        Running cancelled = running.get(task.id());
        if (cancelled != null && cancelled.task().equals(task) && running.remove(task.id(), cancelled)) {
            LOGGER.atInfo().addKeyValue("task", task.id()).log("Task cancelled");
            cancelled.thread().interrupt();
        }
    }

    /** Where every running task is. */
    public List<Progress> progress() {
        return running.values().stream().map(one -> one.context().progress()).toList();
    }

    private void run(Task task, TaskContext context, Listener listener) {
        try {
            Optional<Outcome> outcome = outcome(task, context);
            boolean ours = running.values().removeIf(one -> one.context() == context);
            if (outcome.isPresent() && ours && !closed) {
                listener.ended(task, outcome.get());
            }
        } catch (InterruptedException e) {
            running.values().removeIf(one -> one.context() == context);
        }
    }

    /** Empty when the node is closing. */
    private Optional<Outcome> outcome(Task task, TaskContext context) throws InterruptedException {
        for (int life = 1;; life++) {
            try {
                return Optional.of(steps.run(task, context));
            } catch (ProofException e) {
                if (closed || Thread.interrupted()) {
                    return Optional.empty();
                }
                boolean engineDied = e.code() == Code.ENGINE_LOST || e.code() == Code.PANIC;
                if (!engineDied || life >= ENGINE_LIVES) {
                    return Optional.of(new Outcome.Failed(level(e.level()), String.valueOf(e.getMessage())));
                }
                LOGGER.atWarn().addKeyValue("task", task.id()).addKeyValue("reason", e.getMessage())
                        .log("Engine lost, the task goes on from its checkpoints");
            } catch (TaskFailure e) {
                return Optional.of(new Outcome.Failed(e.level(), String.valueOf(e.getMessage())));
            } catch (IOException e) {
                return Optional.of(new Outcome.Failed(FailureLevel.TEMPORARY, Workshop.reason(e)));
            } catch (JournalException e) {
                return Optional.of(new Outcome.Failed(FailureLevel.TEMPORARY, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                LOGGER.atError().addKeyValue("task", task.id()).setCause(e).log("A bug ended a task");
                return Optional.of(new Outcome.Failed(FailureLevel.CRITICAL, "a bug of the node ended the task: " + e));
            }
        }
    }

    private static FailureLevel level(ProofException.Level level) {
        return switch (level) {
            case TEMPORARY -> FailureLevel.TEMPORARY;
            case PERMANENT -> FailureLevel.PERMANENT;
            case ABORT -> FailureLevel.ABORT;
            case CRITICAL -> FailureLevel.CRITICAL;
        };
    }

    /**
     * Takes no more tasks, gives those in a short stage a moment, and stops the others where they are. Checkpoints stay; tasks go on
     * at the next start.
     */
    @Override
    public void close() {
        draining = true;
        try {
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        running.values().forEach(one -> one.thread().interrupt());
        try {
            for (Running one : running.values()) {
                one.thread().join(INTERRUPT_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() throws InterruptedException {
        Instant end = clock.instant().plus(DRAIN);
        for (Running one : running.values()) {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isPositive() && !LONG.contains(one.context().progress().stage())) {
                one.thread().join(left);
            }
        }
    }
}
