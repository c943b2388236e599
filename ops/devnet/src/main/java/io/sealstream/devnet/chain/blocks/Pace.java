package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the chain runs in real time and when it skips ahead (design, section 7). It skips to shortly before the challenge of the next
 * deadline that has sectors to prove, and runs that window in real time; it never skips while somebody is at something.
 */
public final class Pace {
    /** Real epochs before a challenge. */
    static final long BEFORE_CHALLENGE = 20;
    /** Real epochs after a window, in which a manager reads how it ended. */
    static final long AFTER_CLOSE = 12;
    /** A manager may wait this long until it believes that a message has landed. */
    static final long CONFIDENCE = 20;
    /** Shorter skips are not worth it. */
    private static final long LEAST_SKIP = 5;
    /** Longest run of null rounds, so that headers, which carry the beacon entries of all of them, stay small. */
    static final long MAX_NULL_ROUNDS = 60;

    private final ProvingSchedule schedule;

    public Pace(ProvingSchedule schedule) {
        this.schedule = schedule;
    }

    /** What happens next. */
    public sealed interface Step {
        /** For people: why. */
        String reason();

        /** The next epoch, when its time has come. */
        record RealTime(String reason) implements Step {}

        /** The next tipset at once, with null rounds before it. */
        record Skip(long epoch, long target, String reason) implements Step {}
    }

    /**
     * What the chain looks like from outside.
     *
     * @param lastLanded    height of the last tipset with a message, or of the genesis
     * @param poolEmpty     no message waits
     * @param hold          why somebody has stopped skipping, if so
     * @param allowed       whether skipping is wanted at all
     */
    public record Situation(long head, long lastLanded, boolean poolEmpty, Optional<String> hold, boolean allowed) {}

    /** A proving window that counts. */
    public record Window(ActorId miner, DeadlineInfo deadline) {
        String name() {
            return "deadline " + deadline.index() + " of " + miner;
        }
    }

    public Step next(Situation now, ChainState state) {
        if (!now.allowed()) {
            return new Step.RealTime("skipping ahead is switched off");
        }
        if (now.hold().isPresent()) {
            return new Step.RealTime("held: " + now.hold().get());
        }
        if (!now.poolEmpty()) {
            return new Step.RealTime("messages are pending");
        }
        if (now.head() < now.lastLanded() + CONFIDENCE) {
            return new Step.RealTime("a message landed at epoch " + now.lastLanded());
        }
        Optional<Miner> sealing = state.miners().stream().filter(miner -> !miner.preCommits().open().isEmpty()).findFirst();
        if (sealing.isPresent()) {
            return new Step.RealTime(sealing.get().id() + " has a precommit to prove");
        }
        return toNextWindow(now, state);
    }

    private Step toNextWindow(Situation now, ChainState state) {
        List<Window> windows = windows(state, now.head());
        Optional<Window> running = windows.stream().filter(window -> now.head() >= begin(window)).findFirst();
        if (running.isPresent()) {
            return new Step.RealTime(
                    running.get().name() + " is proven: challenge " + running.get().deadline().challenge() + ", open "
                            + running.get().deadline().open() + ", close " + running.get().deadline().close());
        }
        Optional<Window> next = windows.stream().min(Comparator.comparingLong(Pace::begin));
        if (next.isEmpty()) {
            return new Step.RealTime("no sector has to be proven");
        }
        long target = begin(next.get());
        if (target - now.head() < LEAST_SKIP) {
            return new Step.RealTime(next.get().name() + " comes next");
        }
        return new Step.Skip(nextOfSkip(now.head(), target), target, "skipping ahead to " + next.get().name());
    }

    /** The next real tipset on the way to an epoch. */
    public static long nextOfSkip(long head, long target) {
        return Math.min(target, head + MAX_NULL_ROUNDS);
    }

    /** Where a skip ends because of a window. */
    public static long begin(Window window) {
        return window.deadline().challenge().value() - BEFORE_CHALLENGE;
    }

    /** The window that no skip may go over: of those that are not over, the one that begins first. */
    public Optional<Window> nextStop(ChainState state, long head) {
        return windows(state, head, 0).stream().min(Comparator.comparingLong(Pace::begin));
    }

    /** For each deadline with sectors to prove, the first window whose end is not long past. */
    public List<Window> windows(ChainState state, long head) {
        return windows(state, head, AFTER_CLOSE);
    }

    private List<Window> windows(ChainState state, long head, long past) {
        List<Window> windows = new ArrayList<>();
        for (Miner miner : state.miners()) {
            for (int index = 0; index < miner.deadlines().size(); index++) {
                if (miner.cronActive() && mustBeProven(miner.deadlines().get(index))) {
                    DeadlineInfo seenBefore = miner.deadline(index, new ChainEpoch(Math.max(0, head - past)), schedule);
                    windows.add(new Window(miner.id(), seenBefore.nextNotElapsed().at(new ChainEpoch(head))));
                }
            }
        }
        return windows;
    }

    private static boolean mustBeProven(Deadline deadline) {
        return deadline.partitions().stream().anyMatch(Pace::mustBeProven);
    }

    private static boolean mustBeProven(Partition partition) {
        return !partition.live().subtract(partition.faults()).isEmpty() || !partition.recoveries().isEmpty();
    }
}
