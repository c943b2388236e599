package io.sealstream.node.tasks;

import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stage handed to a pool. Cancelling interrupts it where it runs and waits for its end, so that nobody else touches its
 * files meanwhile; an engine process in the middle of a call is ended by the interrupt.
 */
final class StageRun<T> implements Runnable {
    private enum State {
        QUEUED, RUNNING, CANCELLED
    }

    private final StageCall<T> call;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();
    /** Guarded by {@link #lock}, as is {@link #thread}. */
    private State state = State.QUEUED;
    private @Nullable Thread thread;
    private volatile @Nullable T value;
    private volatile @Nullable Throwable failure;

    StageRun(StageCall<T> call) {
        this.call = call;
    }

    @Override
    public void run() {
        synchronized (lock) {
            if (state != State.QUEUED) {
                return;
            }
            state = State.RUNNING;
            thread = Thread.currentThread();
        }
        begun.countDown();
        try {
            value = call.run();
        } catch (Throwable e) {
            failure = e;
        } finally {
            synchronized (lock) {
                thread = null;
            }
            Thread.interrupted();
            ended.countDown();
        }
    }

    /** Waits for the end. */
    T await() throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            cancel();
            throw e;
        }
        return outcome();
    }

    /**
     * Waits for the end, at most {@code limit} from the moment it began.
     *
     * @throws TaskFailure TEMPORARY when it took longer; it is cancelled then
     */
    T await(Duration limit, String what) throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        try {
            begun.await();
            if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return outcome();
            }
        } catch (InterruptedException e) {
            cancel();
            throw e;
        }
        interrupt();
        throw TaskFailure.temporary(what + " took longer than " + limit.toMillis() + " ms");
    }

    /** Takes it out of the queue, or interrupts it and waits until it has ended. */
    void cancel() {
        if (!interrupt()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when it had not begun, and now never will. */
    private boolean interrupt() {
        synchronized (lock) {
            if (state == State.QUEUED) {
                state = State.CANCELLED;
            }
            if (thread != null) {
                thread.interrupt();
            }
            return state == State.RUNNING;
        }
    }

    private T outcome() throws TaskFailure, ProofException, IOException, JournalException {
        Throwable thrown = failure;
        if (thrown != null) {
            switch (thrown) {
                case TaskFailure e -> throw e;
                case ProofException e -> throw e;
                case IOException e -> throw e;
                case JournalException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(thrown);
            }
        }
        T result = value;
        if (result == null) {
            throw new IllegalStateException("a stage ended without a value");
        }
        return result;
    }
}
