package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.FailureCause;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.ChainQuestion.DrawRandomness;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.domain.task.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any command in any state: mostly answers to what was asked, often late, doubled, wrong or from nobody. */
class SectorRandomTest {
    private static final int LIVES = 150;
    private static final int STEPS = 250;

    private final Set<Class<?>> seen = new HashSet<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 20261})
    void shouldAcceptOrRejectAnyCommandInAnyState(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < LIVES; life++) {
            new Life(random).run();
        }

        assertThat(seen).as("states reached").containsAll(List.of(SectorState.class.getPermittedSubclasses()));
    }

    /** One sector under random answers. */
    private final class Life {
        private final Random random;
        private final Sealing sealing = new Sealing();
        private final List<Effect> asked = new ArrayList<>();
        private final Map<Stage, Integer> attempts = new EnumMap<>(Stage.class);
        private int intents;

        Life(Random random) {
            this.random = random;
        }

        void run() {
            sealing.allocate();
            for (int i = 0; i < STEPS; i++) {
                List<Effect> effects = switch (random.nextInt(4)) {
                    case 0 -> sealing.wake(1 + random.nextInt(random.nextInt(20) == 0 ? 1_500 : 12));
                    default -> taken(command());
                };
                effects.stream().filter(e -> !(e instanceof Effect.WithdrawTask)).forEach(asked::add);
                seen.add(sealing.sector().state().getClass());
                check();
            }
            assertThat(sealing.folded()).isEqualTo(sealing.state);
        }

        private List<Effect> taken(SectorCommand command) {
            Sector before = sealing.sector();
            Step<Sector, SectorEvent> step = sealing.step(command);
            if (step.rejected() != null) {
                assertThat(step.rejected()).isNotBlank();
                assertThat(sealing.state).as("a refused command changes nothing").isSameAs(before);
            }
            if (before.state() instanceof SectorState.Aborted) {
                assertThat(step.events()).as("%s after the end", command).isEmpty();
            }
            return step.effects();
        }

        /** Attempts rise only; nothing waits for ever without a next action, an owner or a person. */
        private void check() {
            Sector s = sealing.sector();
            for (Stage stage : Stage.values()) {
                int before = attempts.getOrDefault(stage, 0);
                assertThat(s.tries().attempts(stage)).as("attempts of %s", stage).isBetween(before, before + 1);
                attempts.put(stage, s.tries().attempts(stage));
            }
            boolean rests = s.state() instanceof SectorState.Aborted || s.state() instanceof SectorState.Proving
                    || SectorWords.needsPerson(s);
            boolean acts = sealing.machine.plan(s, sealing.context()).wakeAfter(sealing.now).isPresent();
            assertThat(rests || acts).as("%s has a next action", s.state()).isTrue();
            assertThat(SectorWords.waitingFor(s, sealing.context())).isNotBlank();
            if (s.state() instanceof SectorState.AwaitingProveCommit) {
                assertThat(s.persistence()).isInstanceOf(Persistence.Done.class);
            }
        }

        private <T> T pick(T[] choice) {
            return choice[random.nextInt(choice.length)];
        }

        private SectorCommand command() {
            return switch (random.nextInt(20)) {
                case 0 -> new SectorCommand.Retry();
                case 1 -> random.nextInt(40) == 0 ? new SectorCommand.Abort("chance") : stray();
                case 2 -> stray();
                case 3, 4 -> moved();
                default -> asked.isEmpty() ? stray() : answer(asked.get(late()));
            };
        }

        private int late() {
            int back = random.nextInt(6) == 0 ? random.nextInt(asked.size()) : Math.min(random.nextInt(2), asked.size() - 1);
            return asked.size() - 1 - back;
        }

        private SectorCommand answer(Effect effect) {
            return switch (effect) {
                case Effect.PutTask put -> result(put.task().ref(), put.task().work());
                case Effect.AskChain ask -> answer(ask);
                case Effect.OfferToBatch offer -> join(offer.purpose());
                case Effect other -> throw new AssertionError("a sector asks for no " + other);
            };
        }

        private SectorCommand join(Purpose purpose) {
            String intent = "i" + intents++;
            sealing.openIntents.add(intent);
            return new SectorCommand.JoinBatch(purpose, intent, Sealing.SENDER, TokenAmount.ZERO, ChainEpoch.of(700_000));
        }

        private SectorCommand result(TaskRef task, Work work) {
            if (random.nextInt(8) == 0) {
                FailureLevel level = pick(FailureLevel.values());
                return new SectorCommand.FailTask(task, random.nextBoolean() ? FailureLevel.TEMPORARY : level, "chance");
            }
            ChainEpoch wrong = ChainEpoch.of(random.nextInt(100));
            boolean right = random.nextInt(9) != 0;
            return switch (work) {
                case Work.Prepare w -> new SectorCommand.AddPieces(task, List.of(), Sealing.COMM_D);
                case Work.Seal w ->
                    new SectorCommand.CompleteSeal(task, random.nextInt(9) == 0 ? Sealing.OTHER_R : Sealing.COMM_R,
                            Sealing.COMM_D, right ? w.ticketEpoch() : wrong, List.of());
                case Work.Persist w -> new SectorCommand.CompletePersist(task, "disk", List.of());
                case Work.Prove w ->
                    new SectorCommand.CompleteProof(task, Sealing.PROOF, right ? w.seedEpoch() : wrong, List.of());
                case Work.Finalize w -> new SectorCommand.CompleteFinalize(task);
                case Work.WindowPoSt w -> throw new AssertionError("not of a sector");
                case Work.Aggregate w -> throw new AssertionError("not of a sector");
            };
        }

        private SectorCommand answer(Effect.AskChain ask) {
            return switch (ask.question()) {
                case DrawRandomness q -> new SectorCommand.AssignRandomness(ask.requestId(), q.purpose(), q.epoch(),
                        random.nextInt(30) == 0 ? Bytes.EMPTY : Sealing.TICKET);
                case ChainQuestion.ReadPreCommit q -> preCommit(ask.requestId());
                case ChainQuestion.ReadSector q -> sector(ask.requestId());
                case ChainQuestion other -> throw new AssertionError("a sector asks for no " + other);
            };
        }

        private SectorCommand preCommit(String id) {
            Sector s = sealing.sector();
            if (s.ticket() == null || random.nextInt(4) == 0) {
                return new SectorCommand.ConfirmPreCommit(id, at(), null);
            }
            ChainEpoch epoch = s.preCommit() == null || random.nextInt(9) == 0
                    ? sealing.now.minus(random.nextInt(9))
                    : s.preCommit().epoch();
            return new SectorCommand.ConfirmPreCommit(id, at(),
                    new SectorCommand.ConfirmPreCommit.OnChain(commR(), s.ticket().epoch(),
                            epoch, ChainEpoch.of(700_000)));
        }

        /** Now, as a rule; a repeated answer is older. */
        private ChainEpoch at() {
            return random.nextInt(9) == 0 ? sealing.now.minus(random.nextInt(30)) : sealing.now;
        }

        private SectorCommand sector(String id) {
            return new SectorCommand.ConfirmSector(id, at(), random.nextBoolean()
                    ? null
                    : new SectorCommand.ConfirmSector.OnChain(commR(), sealing.now, ChainEpoch.of(700_000), random.nextInt(48),
                            random.nextInt(2)));
        }

        private Cid commR() {
            Sector.Replica replica = sealing.sector().replica();
            return replica == null || random.nextInt(20) == 0 ? Sealing.OTHER_R : replica.commR();
        }

        /** News of a message: the latest as a rule. */
        private SectorCommand moved() {
            IntentOutcome outcome = pick(IntentOutcome.values());
            String intent = "i" + Math.max(0, intents - 1 - random.nextInt(random.nextInt(4) == 0 ? 3 : 1));
            if (outcome == IntentOutcome.FINAL || outcome == IntentOutcome.FAILED) {
                sealing.openIntents.remove(intent);
            }
            long[] codes = { 0, 0, 0, 0, 16, 19};
            Purpose purpose = random.nextInt(20) == 0
                    ? Purpose.OPERATOR
                    : sealing.sector().seed() == null ? Purpose.PRECOMMIT : Purpose.PROVE_COMMIT;
            return new SectorCommand.ResolveMessage(purpose, intent, outcome,
                    new Receipt(sealing.now.value(), codes[random.nextInt(codes.length)], Bytes.EMPTY, 9), "chance",
                    FailureCause.NONE);
        }

        /** A command that nobody waits for. */
        private SectorCommand stray() {
            SealStep step = pick(SealStep.values());
            TaskRef task = TaskRef.of(Sealing.ID, step, random.nextInt(5), random.nextInt(3) == 0 ? "node-b" : Sealing.NODE);
            ChainEpoch epoch = ChainEpoch.of(random.nextInt(20_000));
            return switch (random.nextInt(9)) {
                case 0 -> new SectorCommand.AddPieces(task, List.of(), Sealing.COMM_D);
                case 1 -> new SectorCommand.CompleteSeal(task, Sealing.COMM_R, Sealing.COMM_D, epoch, List.of());
                case 2 -> new SectorCommand.CompletePersist(task, "disk", List.of());
                case 3 -> new SectorCommand.CompleteProof(task, Sealing.PROOF, epoch, List.of());
                case 4 -> new SectorCommand.CompleteFinalize(new TaskRef("nonsense", 1, Sealing.NODE));
                case 5 -> new SectorCommand.FailTask(task, FailureLevel.CRITICAL, "chance");
                case 6 -> new SectorCommand.AssignRandomness("nobody", pick(RandomnessPurpose.values()), epoch,
                        Bytes.EMPTY);
                case 7 ->
                    new SectorCommand.Allocate(new SectorId(Sealing.MINER, 17), "cc", Sealing.PROOF_TYPE, "node-b", "other");
                default -> random.nextBoolean()
                        ? join(pick(Purpose.values()))
                        : random.nextBoolean() ? preCommit("nobody") : sector("nobody");
            };
        }
    }
}
