package io.sealstream.proofs.scripted;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a {@link ScriptedProofEngine} does beside succeeding at once: how long steps take, which calls fail, which proofs
 * come out wrong, which sectors are faulty. May be changed while the engine works, from any thread.
 */
public final class Script {
    private final Consumer<Duration> pause;
    private final Map<Step, Duration> durations = new EnumMap<>(Step.class);
    private final Map<Step, Deque<Code>> failures = new EnumMap<>(Step.class);
    private final Set<Long> faulty = new HashSet<>();
    private int wrongSealProofs;
    private int wrongWindowPoSts;
    private int wrongAggregates;

    /** A script in real time. */
    public Script() {
        this(duration -> LockSupport.parkNanos(duration.toNanos()));
    }

    /**
     * A script in the caller's time.
     *
     * @param pause called with a step's duration, on the thread of the call; virtual time, or a latch of the test
     */
    public Script(Consumer<Duration> pause) {
        this.pause = pause;
    }

    /** Lets a step take a time. */
    public synchronized Script takes(Step step, Duration duration) {
        durations.put(step, duration);
        return this;
    }

    /** Lets the next call of a step fail; several failures of a step happen one after the other. */
    public synchronized Script fails(Step step, Code code) {
        failures.computeIfAbsent(step, key -> new ArrayDeque<>()).addLast(code);
        return this;
    }

    /** Lets the next seal proofs come out wrong: they are returned, and do not verify. */
    public synchronized Script wrongSealProofs(int count) {
        wrongSealProofs = count;
        return this;
    }

    /** Lets the next WindowPoSts come out wrong. */
    public synchronized Script wrongWindowPoSts(int count) {
        wrongWindowPoSts = count;
        return this;
    }

    /** Lets the next aggregates come out wrong, whatever their members. */
    public synchronized Script wrongAggregates(int count) {
        wrongAggregates = count;
        return this;
    }

    /** Lets the vanilla proofs of a sector be made but not hold, as a damaged sealed file would. */
    public synchronized Script faultySector(long number) {
        faulty.add(number);
        return this;
    }

    /** Heals a faulty sector. */
    public synchronized Script healedSector(long number) {
        faulty.remove(number);
        return this;
    }

    /** Takes a step's time and fails if the script says so. */
    void perform(Step step) throws ProofException {
        Duration duration;
        Code failure;
        synchronized (this) {
            duration = durations.getOrDefault(step, Duration.ZERO);
            Deque<Code> planned = failures.getOrDefault(step, new ArrayDeque<>());
            failure = planned.isEmpty() ? null : planned.removeFirst();
        }
        if (duration.isPositive()) {
            pause.accept(duration);
        }
        if (failure != null) {
            throw new ProofException(failure, step + " fails by script");
        }
    }

    synchronized boolean isFaulty(long number) {
        return faulty.contains(number);
    }

    synchronized boolean nextSealProofIsWrong() {
        return wrongSealProofs > 0 && wrongSealProofs-- > 0;
    }

    synchronized boolean nextAggregateIsWrong() {
        return wrongAggregates > 0 && wrongAggregates-- > 0;
    }

    synchronized boolean nextWindowPoStIsWrong() {
        return wrongWindowPoSts > 0 && wrongWindowPoSts-- > 0;
    }
}
