package io.sealstream.manager.domain.sector;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.sector.SectorEvent.Sealed;
import io.sealstream.manager.domain.sector.SectorEvent.SectorRetried;
import io.sealstream.manager.domain.sector.SectorEvent.StepFailed;
import io.sealstream.manager.domain.sector.SectorEvent.TaskIssued;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results of nodes: whose they are, what they answer, and what a failure leads to. */
class NodeResultsTest {
    private final Sealing sealing = new Sealing();

    private static Effect acknowledged(SealStep step, int attempt) {
        return new Effect.WithdrawTask(Sealing.NODE, Sealing.task(step, attempt).taskId());
    }

    private SectorState.AwaitingRetry retry() {
        return sealing.sector().state() instanceof SectorState.AwaitingRetry s ? s : noRetry();
    }

    private SectorState.AwaitingRetry noRetry() {
        throw new AssertionError("no retry but " + sealing.sector().state());
    }

    @Test
    void shouldAcknowledgeATaskOfAnUnknownSector() {
        Step<Sector, SectorEvent> step = sealing.pieces(1);

        assertThat(step.rejected()).contains("is not known");
        assertThat(step.effects()).containsExactly(acknowledged(SealStep.PREPARE, 1));
    }

    @Test
    void shouldRefuseTheResultOfANodeThatIsNotTheOwner() {
        sealing.allocate();
        TaskRef foreign = TaskRef.of(Sealing.ID, SealStep.PREPARE, 1, "node-b");
        Step<Sector, SectorEvent> step = sealing.step(new SectorCommand.AddPieces(foreign, List.of(), Sealing.COMM_D));

        assertThat(step.rejected()).contains("belongs to node node-a, not to node-b");
        assertThat(step.effects()).containsExactly(new Effect.WithdrawTask("node-b", "f01000/17/PREPARE/1"));
    }

    @Test
    void shouldRefuseAResultUnderTheNameOfAnotherTask() {
        sealing.allocate();
        TaskRef wrong = new TaskRef("f01000/18/PREPARE/1", 1, Sealing.NODE);

        assertThat(sealing.step(new SectorCommand.AddPieces(wrong, List.of(), Sealing.COMM_D)).rejected())
                .contains("is not PREPARE of sector f01000/17");
    }

    @Test
    void shouldRefuseTheSecondOfTwoResults() {
        sealing.allocate();
        sealing.pieces(1);
        Step<Sector, SectorEvent> again = sealing.pieces(1);

        assertThat(again.rejected()).contains("does not wait for pieces").contains("AwaitingTicket");
        assertThat(again.effects()).containsExactly(acknowledged(SealStep.PREPARE, 1));
    }

    @Test
    void shouldAcknowledgeAResultOnce() {
        sealing.allocate();

        assertThat(sealing.pieces(1).effects()).containsOnlyOnce(acknowledged(SealStep.PREPARE, 1));
    }

    @Test
    void shouldTryAFailedStepAgainAfterABackOff() {
        sealing.allocate();
        Step<Sector, SectorEvent> step = sealing.fail(SealStep.PREPARE, 1, FailureLevel.TEMPORARY);

        assertThat(step.events()).containsExactly(new StepFailed(Sealing.ID, SealStep.PREPARE, 1, FailureLevel.TEMPORARY,
                "disk is full", 10_002));
        assertThat(step.effects()).containsOnlyOnce(acknowledged(SealStep.PREPARE, 1));
        assertThat(sealing.wake(1)).isEmpty();
        assertThat(sealing.wake(1)).anyMatch(e -> e instanceof Effect.PutTask put && put.task().ref().attempt() == 2);
    }

    @Test
    void shouldWaitLongerAfterEachFailure() {
        sealing.allocate();
        sealing.fail(SealStep.PREPARE, 1, FailureLevel.TEMPORARY);
        sealing.wake(2);
        sealing.fail(SealStep.PREPARE, 2, FailureLevel.TEMPORARY);

        assertThat(retry().retryAt()).isEqualTo(sealing.now.plus(4));
    }

    @Test
    void shouldWaitForAPersonAfterTheLastAttempt() {
        sealing.allocate();
        for (int attempt = 1; attempt <= Sealing.ATTEMPTS; attempt++) {
            sealing.fail(SealStep.PREPARE, attempt, FailureLevel.TEMPORARY);
            sealing.wake(10);
        }

        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingPerson.class);
        assertThat(SectorWords.needsPerson(sealing.sector())).isTrue();
        assertThat(SectorWords.waitingFor(sealing.sector(), sealing.context())).contains("waits for a person")
                .contains("disk is full");
    }

    @Test
    void shouldWaitForAPersonAtOnceWhenTheFailureIsPermanent() {
        sealing.toReplica();
        sealing.fail(SealStep.SEAL, 1, FailureLevel.PERMANENT);

        assertThat(sealing.sector().state()).matches(s -> s instanceof SectorState.AwaitingPerson p && p.stage() == Stage.SEAL);
    }

    @Test
    void shouldTryAgainAtTheWordOfAnOperator() {
        sealing.toReplica();
        sealing.fail(SealStep.SEAL, 1, FailureLevel.PERMANENT);
        Step<Sector, SectorEvent> step = sealing.step(new SectorCommand.Retry());

        assertThat(step.events()).containsExactly(new SectorRetried(Sealing.ID, Stage.SEAL));
        assertThat(sealing.wake(1)).anyMatch(e -> e instanceof Effect.PutTask put && put.task().ref().attempt() == 2);
    }

    @Test
    void shouldRefuseARetryOfWhatIsNotStuck() {
        sealing.toReplica();

        assertThat(sealing.step(new SectorCommand.Retry()).rejected()).contains("nothing of sector f01000/17 is stuck");
    }

    @Test
    void shouldRefuseAFailureOfAFormerAttempt() {
        sealing.allocate();
        sealing.fail(SealStep.PREPARE, 1, FailureLevel.TEMPORARY);
        sealing.wake(2);

        assertThat(sealing.fail(SealStep.PREPARE, 1, FailureLevel.PERMANENT).rejected()).contains("attempt 1 of PREPARE");
    }

    @Test
    void shouldRefuseAFailureOfATaskThatWasNeverGiven() {
        sealing.allocate();

        assertThat(sealing.fail(SealStep.FINALIZE, 0, FailureLevel.TEMPORARY).rejected()).contains("is not FINALIZE of sector");
    }

    @Test
    void shouldTakeALateReplicaOfAFailedAttemptWhenItsInputsStillHold() {
        sealing.toReplica();
        sealing.fail(SealStep.SEAL, 1, FailureLevel.PERMANENT);

        assertThat(sealing.sealed(1).events()).hasAtLeastOneElementOfType(Sealed.class);
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingPreCommitBatch.class);
    }

    @Test
    void shouldFailAReplicaWithAnotherTicket() {
        sealing.toReplica();
        sealing.sealed(1, ChainEpoch.of(1), Sealing.COMM_D);

        assertThat(retry().reason()).contains("the ticket of epoch 1, not 9100");
    }

    @Test
    void shouldFailAReplicaWithOtherData() {
        sealing.toReplica();
        Cid other = Cid
                .unsealed(new byte[]{ 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    0, 0});
        sealing.sealed(1, ChainEpoch.of(9_100), other);

        assertThat(retry().reason()).contains("holds CommD " + other);
    }

    @Test
    void shouldDrawANewTicketWhenTheOldOneCannotReachTheChain() {
        sealing.toReplica();
        sealing.fail(SealStep.SEAL, 1, FailureLevel.PERMANENT);
        sealing.pass(3_000).step(new SectorCommand.Retry());
        sealing.wake(5);
        ChainEpoch epoch = retry().retryAt().minus(900);

        assertThat(sealing.ticket(epoch).events()).hasExactlyElementsOfTypes(SectorEvent.TicketAssigned.class, TaskIssued.class);
        assertThat(sealing.sector().state()).isEqualTo(new SectorState.AwaitingReplica(2, sealing.now));
    }

    @Test
    void shouldSealAnewWhenTheTicketGotTooOldToBeSent() {
        sealing.toPreCommitBatch();
        sealing.pass(3_000);
        sealing.wake(0);

        assertThat(retry().stage()).isEqualTo(Stage.SEAL);
        assertThat(retry().reason()).contains("too old for a precommit");
        assertThat(sealing.sector().replica()).isNull();
        assertThat(sealing.sector().persistence()).isEqualTo(new Persistence.NotBegun());
    }

    @Test
    void shouldTryTheCopyAgainBesideTheMessage() {
        sealing.toPreCommit();
        sealing.fail(SealStep.PERSIST, 1, FailureLevel.TEMPORARY);

        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingPreCommit.class);
        assertThat(sealing.wake(2)).anyMatch(e -> e instanceof Effect.PutTask put && put.task().ref().attempt() == 2);
    }

    @Test
    void shouldCallAPersonForACopyThatCannotBeMade() {
        sealing.toPreCommit();
        sealing.fail(SealStep.PERSIST, 1, FailureLevel.PERMANENT);

        assertThat(SectorWords.needsPerson(sealing.sector())).isTrue();
        assertThat(sealing.step(new SectorCommand.Retry()).events())
                .containsExactly(new SectorRetried(Sealing.ID, Stage.PERSIST));
        assertThat(sealing.wake(1)).anyMatch(e -> e instanceof Effect.PutTask put && put.task().ref().attempt() == 2);
    }

    @Test
    void shouldRefuseASecondCopy() {
        sealing.toPreCommit().persisted(1);

        assertThat(sealing.persisted(1).rejected()).contains("is in store disk already");
    }

    @Test
    void shouldProveAgainAfterAFailureFromTheChainOn() {
        sealing.toProof();
        sealing.fail(SealStep.PROVE, 1, FailureLevel.TEMPORARY);

        assertThat(sealing.wake(2)).anyMatch(
                e -> e instanceof Effect.AskChain ask && ask.requestId().equals("f01000/17/PROVE/2/precommit"));
        sealing.proofPreCommit(2);
        assertThat(sealing.proofTicket(2, Sealing.TICKET).events())
                .containsExactly(new TaskIssued(Sealing.ID, SealStep.PROVE, 2));
    }

    @Test
    void shouldRefuseResultsOfASectorThatWasGivenUp() {
        sealing.toPreCommit();
        sealing.step(new SectorCommand.Abort("wrong store"));

        Step<Sector, SectorEvent> late = sealing.persisted(1);
        assertThat(late.rejected()).contains("was given up");
        assertThat(late.effects()).containsExactly(acknowledged(SealStep.PERSIST, 1));
        assertThat(sealing.fail(SealStep.PERSIST, 1, FailureLevel.TEMPORARY).rejected()).contains("was given up");
    }
}
