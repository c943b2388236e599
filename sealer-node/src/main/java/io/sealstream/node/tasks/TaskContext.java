package io.sealstream.node.tasks;

import io.sealstream.node.domain.Outcome.StageTime;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a step sees of the node while it runs: its pools, its place in the heartbeat, its stop watch. */
final class TaskContext {
    private static final Logger LOGGER = LoggerFactory.getLogger(TaskContext.class);

    private final Task task;
    private final StagePools pools;
    private final InstantSource clock;
    private final StageWatch watch;
    private final Runnable changed;
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
    private volatile Progress progress;

    TaskContext(Task task, StagePools pools, InstantSource clock, StageWatch watch, Runnable changed) {
        this.task = task;
        this.pools = pools;
        this.clock = clock;
        this.watch = watch;
        this.changed = changed;
        this.progress = new Progress(task, Stage.WAITING, clock.instant(), "");
    }

    Task task() {
        return task;
    }

    Progress progress() {
        return progress;
    }

    /** Says what the task waits for. */
    void waiting(String reason) {
        show(Stage.WAITING, reason);
    }

    /** Runs a stage on a pool and waits for it. */
    <T> T stage(Stage stage, Pool pool, StageCall<T> call)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        return begin(stage, pool, "", call).await();
    }

    /** Hands a stage to a pool; the caller awaits or cancels it. */
    <T> StageRun<T> begin(Stage stage, Pool pool, String detail, StageCall<T> call) {
        if (pools.busy(pool) >= pools.size(pool)) {
            waiting("a thread of the pool " + pool.prefix());
        }
        StageRun<T> run = new StageRun<>(() -> measured(stage, detail, call));
        pools.execute(pool, run);
        return run;
    }

    private <T> T measured(Stage stage, String detail, StageCall<T> call)
            throws TaskFailure, ProofException, IOException, JournalException {
        show(stage, detail);
        long start = System.nanoTime();
        try {
            return call.run();
        } finally {
            long took = System.nanoTime() - start;
            synchronized (nanos) {
                nanos.merge(stage, took, Long::sum);
            }
            watch.ran(task.work().step(), stage, took);
            LOGGER.atDebug().addKeyValue("task", task.id()).addKeyValue("stage", stage.word())
                    .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(took)).log("Stage ended");
        }
    }

    private void show(Stage stage, String detail) {
        progress = new Progress(task, stage, clock.instant(), detail);
        changed.run();
    }

    /** Time spent in each stage so far. */
    List<StageTime> times() {
        synchronized (nanos) {
            return nanos.entrySet().stream()
                    .map(entry -> new StageTime(entry.getKey(), TimeUnit.NANOSECONDS.toMillis(entry.getValue()))).toList();
        }
    }
}
