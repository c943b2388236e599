package io.sealstream.manager.domain.sector;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.sector.SectorEvent.Activated;
import io.sealstream.manager.domain.sector.SectorEvent.Finalized;
import io.sealstream.manager.domain.sector.SectorEvent.Persisted;
import io.sealstream.manager.domain.sector.SectorEvent.PiecesAdded;
import io.sealstream.manager.domain.sector.SectorEvent.PreCommitBatched;
import io.sealstream.manager.domain.sector.SectorEvent.PreCommitLanded;
import io.sealstream.manager.domain.sector.SectorEvent.Proved;
import io.sealstream.manager.domain.sector.SectorEvent.ProveCommitBatched;
import io.sealstream.manager.domain.sector.SectorEvent.Sealed;
import io.sealstream.manager.domain.sector.SectorEvent.SectorAllocated;
import io.sealstream.manager.domain.sector.SectorEvent.SeedAssigned;
import io.sealstream.manager.domain.sector.SectorEvent.TaskIssued;
import io.sealstream.manager.domain.sector.SectorEvent.TicketAssigned;
import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The straight way through a life: each state with the command that moves it on. */
class SectorLifeTest {
    private final Sealing sealing = new Sealing();

    private static List<Work> work(Step<Sector, SectorEvent> step) {
        return step.effects().stream().filter(Effect.PutTask.class::isInstance).map(e -> ((Effect.PutTask) e).task())
                .map(NodeTask::work).toList();
    }

    private static List<String> asked(Step<Sector, SectorEvent> step) {
        return step.effects().stream().filter(Effect.AskChain.class::isInstance).map(e -> ((Effect.AskChain) e).requestId())
                .toList();
    }

    @Test
    void shouldGiveTheFirstTaskWithTheNumber() {
        Step<Sector, SectorEvent> step = sealing.allocate();

        assertThat(step.events()).containsExactly(
                new SectorAllocated(Sealing.ID, "cc", Sealing.PROOF_TYPE, Sealing.NODE, Sealing.STORE),
                new TaskIssued(Sealing.ID, SealStep.PREPARE, 1));
        assertThat(work(step)).containsExactly(new Work.Prepare(Sealing.PROOF_TYPE, Sealing.STORE, List.of()));
        assertThat(sealing.sector().state()).isEqualTo(new SectorState.AwaitingPieces(1, sealing.now));
    }

    @Test
    void shouldAskForATicketJustBeforeSealing() {
        sealing.allocate();
        Step<Sector, SectorEvent> step = sealing.pieces(1);

        assertThat(step.events()).containsExactly(new PiecesAdded(Sealing.ID, List.of(), Sealing.COMM_D));
        assertThat(step.effects()).containsExactlyInAnyOrder(new Effect.WithdrawTask(Sealing.NODE, "f01000/17/PREPARE/1"),
                new Effect.AskChain("f01000/17/TICKET/9100",
                        new ChainQuestion.DrawRandomness(Sealing.MINER, 17L, RandomnessPurpose.SEAL_TICKET, ChainEpoch.of(9_100)),
                        0));
    }

    @Test
    void shouldAskForAYoungerTicketWhileTheAnswerIsMissing() {
        sealing.toTicket();

        assertThat(sealing.wake(5)).singleElement().matches(e -> ((Effect.AskChain) e).requestId().endsWith("/TICKET/9100"));
        sealing.pass(95);
        assertThat(sealing.wake(0)).singleElement().matches(e -> ((Effect.AskChain) e).requestId().endsWith("/TICKET/9200"));
    }

    @Test
    void shouldSealWithTheTicket() {
        sealing.toTicket();
        Step<Sector, SectorEvent> step = sealing.ticket();

        assertThat(step.events()).containsExactly(new TicketAssigned(Sealing.ID, ChainEpoch.of(9_100), Sealing.TICKET),
                new TaskIssued(Sealing.ID, SealStep.SEAL, 1));
        assertThat(work(step)).containsExactly(new Work.Seal(Sealing.PROOF_TYPE, Sealing.STORE, Sealing.TICKET,
                ChainEpoch.of(9_100), List.of(), Sealing.COMM_D));
    }

    @Test
    void shouldOfferTheReplicaToABatchAndCopyItMeanwhile() {
        sealing.toReplica();
        Step<Sector, SectorEvent> step = sealing.sealed(1);

        assertThat(step.events()).containsExactly(
                new Sealed(Sealing.ID, Sealing.COMM_R, Sealing.COMM_D, ChainEpoch.of(9_100), List.of()),
                new TaskIssued(Sealing.ID, SealStep.PERSIST, 1));
        assertThat(step.effects()).contains(new Effect.OfferToBatch(Sealing.ID, Purpose.PRECOMMIT));
        assertThat(work(step)).containsExactly(
                new Work.Persist(Sealing.PROOF_TYPE, Sealing.STORE, List.of("disk"), Sealing.COMM_R));
    }

    @Test
    void shouldWaitForThePreCommitItIsIn() {
        sealing.toPreCommitBatch();
        Step<Sector, SectorEvent> step = sealing.join(Purpose.PRECOMMIT, "p1");

        assertThat(step.events()).hasExactlyElementsOfTypes(PreCommitBatched.class);
        assertThat(sealing.sector().state())
                .matches(s -> s instanceof SectorState.AwaitingPreCommit p && p.intent().equals("p1"));
    }

    @Test
    void shouldReadThePreCommitFromTheChainOnceItLanded() {
        sealing.toPreCommit();

        assertThat(asked(sealing.pass(3).news(Purpose.PRECOMMIT, "p1", IntentOutcome.LANDED, 0)))
                .containsExactly("f01000/17/PRECOMMIT/1/landed/10003");
        assertThat(sealing.preCommit("any", Sealing.COMM_R, 10_002).events())
                .containsExactly(new PreCommitLanded(Sealing.ID, ChainEpoch.of(10_002), ChainEpoch.of(700_000)));
    }

    @Test
    void shouldLookAtTheChainWhenTheLaneIsSilent() {
        sealing.toPreCommit();

        assertThat(sealing.wake(10)).singleElement()
                .matches(e -> e instanceof Effect.AskChain ask && ask.question() instanceof ChainQuestion.ReadPreCommit);
    }

    @Test
    void shouldAskForTheSeedWithItsConfidenceOnly() {
        sealing.toSeed();

        assertThat(sealing.wake(10)).as("precommit epoch + 10 + 1").isEmpty();
        assertThat(sealing.wake(1)).singleElement()
                .matches(e -> ((Effect.AskChain) e).requestId().equals("f01000/17/SEED/10012"));
    }

    @Test
    void shouldReadPreCommitAndTicketAfreshBeforeAProof() {
        sealing.toSeed();
        Step<Sector, SectorEvent> seed = sealing.pass(12).seed();

        assertThat(seed.events()).containsExactly(new SeedAssigned(Sealing.ID, ChainEpoch.of(10_012), Sealing.SEED));
        assertThat(asked(seed)).containsExactly("f01000/17/PROVE/1/precommit");
        Step<Sector, SectorEvent> read = sealing.proofPreCommit(1);
        assertThat(read.events()).isEmpty();
        assertThat(asked(read)).containsExactly("f01000/17/PROVE/1/ticket/10002");
    }

    @Test
    void shouldProveWithWhatTheChainSays() {
        sealing.toProofInputs();
        sealing.proofPreCommit(1);
        Step<Sector, SectorEvent> step = sealing.proofTicket(1, Sealing.TICKET);

        assertThat(step.events()).containsExactly(new TaskIssued(Sealing.ID, SealStep.PROVE, 1));
        assertThat(work(step)).containsExactly(new Work.Prove(Sealing.PROOF_TYPE, Sealing.STORE, List.of(), Sealing.COMM_R,
                Sealing.COMM_D, Sealing.TICKET, ChainEpoch.of(9_100), Sealing.SEED, ChainEpoch.of(10_012)));
    }

    @Test
    void shouldHoldTheProofBackUntilTheCopyExists() {
        sealing.toProof();
        Step<Sector, SectorEvent> step = sealing.proved(1);

        assertThat(step.events()).containsExactly(new Proved(Sealing.ID, ChainEpoch.of(10_012), Sealing.PROOF, List.of()));
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingPersistence.class);
        assertThat(step.effects()).noneMatch(Effect.OfferToBatch.class::isInstance);
    }

    @Test
    void shouldOfferTheProofOnceTheCopyExists() {
        sealing.toProof().proved(1);
        Step<Sector, SectorEvent> step = sealing.persisted(1);

        assertThat(step.events()).containsExactly(new Persisted(Sealing.ID, "disk", List.of()));
        assertThat(step.effects()).contains(new Effect.OfferToBatch(Sealing.ID, Purpose.PROVE_COMMIT));
    }

    @Test
    void shouldGoStraightToABatchWhenTheCopyWasFirst() {
        sealing.toProof().persisted(1);

        assertThat(sealing.proved(1).effects()).contains(new Effect.OfferToBatch(Sealing.ID, Purpose.PROVE_COMMIT));
    }

    @Test
    void shouldWaitForTheProveCommitItIsIn() {
        sealing.toProveCommitBatch();

        assertThat(sealing.join(Purpose.PROVE_COMMIT, "c1").events()).hasExactlyElementsOfTypes(ProveCommitBatched.class);
        assertThat(asked(sealing.pass(3).news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.LANDED, 0)))
                .containsExactly("f01000/17/PROVE_COMMIT/1/landed/" + sealing.now);
    }

    @Test
    void shouldBeActiveWhenTheChainHasTheSector() {
        sealing.toProveCommit();
        Step<Sector, SectorEvent> step = sealing.onChain("landed", Sealing.COMM_R, 3);

        assertThat(step.events())
                .containsExactly(new Activated(Sealing.ID, sealing.now, ChainEpoch.of(700_000), 3, 0));
        assertThat(sealing.sector().state()).isEqualTo(new SectorState.AwaitingFinality("c1", sealing.now));
        assertThat(work(step)).as("scratch stays until the activation is final").isEmpty();
    }

    @Test
    void shouldFreeScratchAfterTheConfidence() {
        sealing.toFinality();
        Step<Sector, SectorEvent> step = sealing.pass(5).news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.FINAL, 0);

        assertThat(step.events()).containsExactly(new TaskIssued(Sealing.ID, SealStep.FINALIZE, 1));
        assertThat(work(step)).containsExactly(new Work.Finalize(Sealing.PROOF_TYPE, Sealing.STORE, "disk", Sealing.COMM_R));
    }

    @Test
    void shouldFreeScratchByTheClockWhenTheMessageIsOver() {
        sealing.toFinality().openIntents.clear();

        assertThat(sealing.wake(4)).isEmpty();
        assertThat(sealing.wake(1)).anyMatch(Effect.PutTask.class::isInstance);
    }

    @Test
    void shouldNotFreeScratchWhileTheMessageIsUnderWay() {
        sealing.toFinality();

        assertThat(sealing.wake(50)).isEmpty();
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingFinality.class);
    }

    @Test
    void shouldOnlyBeProvenFromThenOn() {
        sealing.toCleanup();
        Step<Sector, SectorEvent> step = sealing.step(
                new SectorCommand.CompleteFinalize(Sealing.task(SealStep.FINALIZE, 1)));

        assertThat(step.events()).containsExactly(new Finalized(Sealing.ID));
        assertThat(step.wakeAt()).isNull();
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.Proving.class);
        assertThat(SectorWords.waitingFor(sealing.sector(), sealing.context()))
                .isEqualTo("is sealed; partition 0 of deadline 3 proves it");
        assertThat(sealing.folded()).isEqualTo(sealing.state);
    }

    @Test
    void shouldRepeatAnUnansweredTaskUnchanged() {
        List<Effect> first = sealing.allocate().effects();

        assertThat(sealing.wake(119)).isEmpty();
        assertThat(sealing.wake(1)).isEqualTo(first);
    }

    @Test
    void shouldNotProveWithATicketThatIsNotTheReplicasOwn() {
        sealing.toProofInputs();
        sealing.proofPreCommit(1);
        sealing.proofTicket(1, Bytes.of(new byte[32]));

        assertThat(sealing.sector().state()).matches(s -> s instanceof SectorState.AwaitingPerson p && p.stage() == Stage.PROVE
                && p.reason().contains("not the one the replica is bound to"));
    }
}
