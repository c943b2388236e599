package io.sealstream.manager.domain.proving;

import static io.sealstream.manager.domain.proving.Window.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingLanding;
import io.sealstream.manager.domain.proving.PartitionState.Closed;
import io.sealstream.manager.domain.proving.ProvingEvent.DeadlineClosed;
import io.sealstream.manager.domain.proving.ProvingEvent.PartitionPlanned;
import io.sealstream.manager.domain.proving.ProvingEvent.PartitionProven;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStProved;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStSubmitted;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStTaskIssued;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole windows: what the partition asks is answered by a small world, and every step's events fold to its state. */
class ProvingLifeTest {
    private final Window window = Window.begin();
    private final Deque<Effect> asked = new ArrayDeque<>();

    @Test
    void shouldProveTwoWindowsInARow() {
        for (long period = 0; period <= Window.PERIOD; period += Window.PERIOD) {
            window.log.clear();
            window.at(period + 163);
            run(new ProvingCommand.PlanWindow(Window.ID, Window.plan(period), List.of()));
            for (long epoch = period + 164; epoch <= period + 250; epoch++) {
                asked.addAll(window.head(epoch));
                answerAll();
            }
            assertThat(window.log).hasExactlyElementsOfTypes(PartitionPlanned.class, PoStTaskIssued.class, PoStProved.class,
                    PoStSubmitted.class,
                    PartitionProven.class, DeadlineClosed.class);
            assertThat(window.partition().state()).isInstanceOf(Closed.class);
            assertThat(((Closed) window.partition().state()).proven()).isTrue();
        }
    }

    @Test
    void shouldGoOnWhereItStoodWhenTheManagerWasAwayUntilTheWindowOpened() {
        run(new ProvingCommand.PlanWindow(Window.ID, Window.plan(0), List.of()));
        for (long epoch : new long[]{ 215, 216, 217, 300}) {
            asked.addAll(window.head(epoch));
            answerAll();
        }

        assertThat(window.partition().state()).isInstanceOf(Closed.class);
        assertThat(((Closed) window.partition().state()).proven()).isTrue();
    }

    @Test
    void shouldCloseUnprovenWhenTheManagerWasAwayForTheWholeWindow() {
        window.planned();
        asked.addAll(window.head(100_000));
        answerAll();

        assertThat(window.partition().state()).isInstanceOf(Closed.class);
        assertThat(((Closed) window.partition().state()).proven()).isFalse();
    }

    private void run(ProvingCommand command) {
        asked.addAll(window.step(command).effects());
        answerAll();
    }

    private void answerAll() {
        for (int i = 0; i < 100 && !asked.isEmpty(); i++) {
            answer(asked.poll());
        }
        assertThat(asked).isEmpty();
    }

    private void answer(Effect effect) {
        switch (effect) {
            case Effect.PutTask put ->
                run(new ProvingCommand.CompletePoSt(put.task().ref(), window.partition().plan().periodStart(), Window.PROOF,
                        5, List.of(), List.of()));
            case Effect.AskChain ask when ask.question() instanceof ChainQuestion.DrawRandomness draw -> run(
                    new ProvingCommand.AssignCommitRandomness(ask.requestId(), draw.epoch(), Window.COMMIT));
            case Effect.AskChain ask ->
                run(new ProvingCommand.ConfirmDeadline(ask.requestId(), window.partition().plan().periodStart(), false,
                        RANDOM, window.partition().isProven() ? BitField.EMPTY : BitField.of(1, 2, 5), window.now));
            case Effect.SendMessage send -> run(new ProvingCommand.ResolvePoSt(send.intent().id(), IntentOutcome.LANDED,
                    new Receipt(window.now.value() + 1, 0, Bytes.EMPTY, 1), ""));
            case Effect other -> assertThat(other).isInstanceOf(Effect.WithdrawTask.class);
        }
    }

    /** Any command in any state: nothing is thrown, the log folds to the state, no id is used twice, and a wake always comes. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6})
    void shouldStandEveryOrderOfCommands(long seed) {
        Random random = new Random(seed);
        Set<String> tasks = new HashSet<>();
        Set<String> intents = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            pass(random);
            window.node(random.nextBoolean() ? "a" : "b", random.nextBoolean(), random.nextBoolean() ? "disk" : "other");
            int seen = window.log.size();
            boolean landing = window.state != null && window.state.state() instanceof AwaitingLanding;
            var step = window.step(random.nextInt(5) == 0 ? new ProvingCommand.Wake() : command(random));
            for (ProvingEvent event : window.log.subList(seen, window.log.size())) {
                check(event, landing, tasks, intents);
            }
            if (window.state != null && !(window.state.state() instanceof Closed)) {
                assertThat(step.wakeAt()).as("an open window always has a next action").isNotNull();
                assertThat(ProvingWords.waitingFor(window.state, window.context().miner())).isNotBlank();
            }
        }
        assertThat(window.folded()).isEqualTo(window.state);
        assertThat(window.log.stream().map(Object::getClass).distinct()).as("every event occurred").hasSize(9);
    }

    /** A closed window is left for the next one; in a window time goes slowly, with a leap now and then. */
    private void pass(Random random) {
        boolean closed = window.state != null && window.state.state() instanceof Closed;
        if (closed && random.nextInt(4) == 0) {
            window.at(Math.max(window.now.value(), window.partition().plan().periodStart().value() + Window.PERIOD + 163));
        } else if (random.nextInt(6) == 0) {
            window.at(window.now.value() + random.nextInt(random.nextInt(50) == 0 ? 3000 : 5));
        }
    }

    private void check(ProvingEvent event, boolean landing, Set<String> tasks, Set<String> intents) {
        switch (event) {
            case PoStTaskIssued e -> assertThat(tasks.add(e.periodStart() + "/" + e.attempt())).as("task " + e).isTrue();
            case PoStSubmitted e -> {
                assertThat(landing).as("one message at a time").isFalse();
                boolean fresh = intents.add(e.intent());
                assertThat(fresh || e.attempt() == window.partition().messages())
                        .as("an id comes again only for the same message").isTrue();
            }
            case ProvingEvent e -> {
                // nothing to compare
            }
        }
    }

    private ProvingCommand command(Random random) {
        @Nullable
        Partition p = window.state;
        long period = Math.floorDiv(window.now.value(), Window.PERIOD) * Window.PERIOD - random.nextInt(2) * Window.PERIOD;
        ChainEpoch start = p == null || random.nextInt(8) == 0 ? ChainEpoch.of(period) : p.plan().periodStart();
        TaskRef task = TaskRef.ofPoSt(Window.ID, start.value(), p == null ? 1 : Math.max(0, p.attempts() - random.nextInt(2)),
                p != null && p.state() instanceof PartitionState.AwaitingProof s ? s.node() : "a");
        Bytes challenge = random.nextInt(6) == 0 ? Window.MOVED : p == null ? RANDOM : p.plan().challenge();
        List<ChainEpoch> reads = List.of(window.now, window.now.minus(random.nextInt(100)));
        ChainEpoch readAt = reads.get(random.nextInt(2));
        return switch (random.nextInt(8)) {
            case 0 -> new ProvingCommand.PlanWindow(Window.ID, Window.plan(period), List.of());
            case 1 -> new ProvingCommand.CompletePoSt(task, start, random.nextInt(5) == 0 ? Bytes.EMPTY : Window.PROOF, 5,
                    skipped(random), List.of());
            case 2 -> new ProvingCommand.FailPoSt(task, one(random, List.of(FailureLevel.values())), "failed");
            case 3 -> new ProvingCommand.ReconsiderNode();
            case 4 -> new ProvingCommand.AssignCommitRandomness(p == null ? "?" : ProvingIds.commit(p),
                    p == null ? start : p.plan().challengeEpoch(),
                    Window.COMMIT);
            case 5 -> new ProvingCommand.ConfirmDeadline(p == null ? "?" : ProvingIds.recheck(p), start, random.nextInt(5) == 0,
                    challenge,
                    BitField.EMPTY, readAt);
            case 6 -> new ProvingCommand.ConfirmDeadline(p == null ? "?" : ProvingIds.close(p), start, false, challenge,
                    random.nextBoolean() ? BitField.EMPTY : BitField.of(1), readAt);
            default -> new ProvingCommand.ResolvePoSt(intent(p), one(random, List.of(IntentOutcome.values())),
                    new Receipt(window.now.value(), random.nextInt(3) == 0 ? 16 : random.nextInt(2) * 7, Bytes.EMPTY, 1), "news");
        };
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String intent(@Nullable Partition p) {
        return switch (p == null ? null : p.state()) {
            case AwaitingLanding s -> s.intent();
            case PartitionState.AwaitingClose s -> s.intent();
            case null -> "?";
            case PartitionState s -> "?";
        };
    }

    private static List<SkippedSector> skipped(Random random) {
        List<SkippedSector> skipped = new ArrayList<>();
        for (long number : new long[]{ 1, 2, 5, 9}) {
            if (random.nextInt(number == 9 ? 20 : 3) == 0) {
                skipped.add(new SkippedSector(number, "unreadable"));
            }
        }
        return skipped;
    }
}
