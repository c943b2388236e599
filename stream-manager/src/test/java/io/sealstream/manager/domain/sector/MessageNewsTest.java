package io.sealstream.manager.domain.sector;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmPreCommit;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmSector;
import io.sealstream.manager.domain.sector.SectorEvent.Activated;
import io.sealstream.manager.domain.sector.SectorEvent.PreCommitFailed;
import io.sealstream.manager.domain.sector.SectorEvent.PreCommitReturned;
import io.sealstream.manager.domain.sector.SectorEvent.PreCommitMoved;
import io.sealstream.manager.domain.sector.SectorEvent.ProofRefused;
import io.sealstream.manager.domain.sector.SectorEvent.ProveCommitFailed;
import io.sealstream.manager.domain.sector.SectorEvent.SectorAborted;
import io.sealstream.manager.domain.sector.SectorEvent.StepFailed;
import io.sealstream.manager.domain.task.SealStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that fail, are reverted or land elsewhere; operators who give up. */
class MessageNewsTest {
    private static final long ILLEGAL_STATE = 20;
    private static final long ILLEGAL_ARGUMENT = 16;

    private final Sealing sealing = new Sealing();

    @Test
    void shouldNotJoinABatchItDoesNotWaitFor() {
        sealing.toReplica();

        assertThat(sealing.join(Purpose.PRECOMMIT, "p1").rejected()).contains("does not wait for a precommit");
        assertThat(sealing.join(Purpose.PROVE_COMMIT, "c1").rejected()).contains("does not wait for a prove-commit");
        assertThat(sealing.join(Purpose.OPERATOR, "o1").rejected()).contains("no message of kind OPERATOR");
    }

    @Test
    void shouldBeInOneOpenIntentAtMost() {
        sealing.toPreCommit();

        assertThat(sealing.join(Purpose.PRECOMMIT, "p2").rejected()).contains("does not wait for a precommit");
    }

    @Test
    void shouldRefuseNewsOfAnotherMessage() {
        sealing.toPreCommit();

        assertThat(sealing.news(Purpose.PRECOMMIT, "p0", IntentOutcome.FAILED, 0).rejected()).contains("does not wait for p0");
    }

    @Test
    void shouldWaitForTheEndOfAMessageThatWasRefusedOnChain() {
        sealing.toPreCommit();

        assertThat(sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.LANDED, ILLEGAL_STATE).events())
                .as("a reorg may still turn it").isEmpty();
        assertThat(sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.FINAL, ILLEGAL_STATE).events()).singleElement()
                .matches(e -> ((PreCommitFailed) e).exitCode() == ILLEGAL_STATE);
    }

    @Test
    void shouldSendThePreCommitAgainOnlyWhenTheChainHasNone() {
        sealing.toPreCommit();
        sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.FAILED, 0);

        assertThat(sealing.wake(2)).singleElement()
                .matches(e -> e instanceof Effect.AskChain ask && ask.requestId().endsWith("/PRECOMMIT/1/check"));
        assertThat(sealing.step(new ConfirmPreCommit("f01000/17/PRECOMMIT/1/check", sealing.now, null)).effects())
                .containsExactly(new Effect.OfferToBatch(Sealing.ID, Purpose.PRECOMMIT));
        assertThat(sealing.join(Purpose.PRECOMMIT, "p2").rejected()).isNull();
    }

    @Test
    void shouldNotSendThePreCommitAgainWhenTheChainHasItAfterAll() {
        sealing.toPreCommit();
        sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.FAILED, 0);
        sealing.wake(2);

        assertThat(sealing.preCommit("f01000/17/PRECOMMIT/1/check", Sealing.COMM_R, 10_001).events())
                .hasExactlyElementsOfTypes(SectorEvent.PreCommitLanded.class);
    }

    @Test
    void shouldCallAPersonWhenTheChainHasAnotherPreCommit() {
        sealing.toPreCommit();
        sealing.preCommit("f01000/17/PRECOMMIT/1/look", Sealing.OTHER_R, 10_001);

        assertThat(sealing.sector().state())
                .matches(s -> s instanceof SectorState.AwaitingPerson p && p.reason().contains("another precommit"));
    }

    @Test
    void shouldVoidSeedAndProofWhenThePreCommitMoves() {
        sealing.toProof();
        Step<Sector, SectorEvent> again = sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.LANDED, 0);
        assertThat(again.effects()).singleElement().matches(e -> ((Effect.AskChain) e).requestId().contains("/landed/"));
        Step<Sector, SectorEvent> step = sealing.preCommit("any", Sealing.COMM_R, 10_020);

        assertThat(step.events()).containsExactly(new PreCommitMoved(Sealing.ID, ChainEpoch.of(10_020)));
        assertThat(step.effects()).contains(new Effect.WithdrawTask(Sealing.NODE, "f01000/17/PROVE/1"));
        assertThat(sealing.sector().seed()).isNull();
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingSeed.class);
    }

    @Test
    void shouldRefuseTheProofOfTheOldSeed() {
        sealing.toProof();
        SectorCommand.CompleteProof old = new SectorCommand.CompleteProof(
                Sealing.task(SealStep.PROVE, 1), Sealing.PROOF,
                sealing.sector().requireSeed().epoch(), List.of());
        sealing.preCommit("any", Sealing.COMM_R, 10_020);
        sealing.pass(30).seed();
        sealing.proofPreCommit(2);
        sealing.proofTicket(2, Sealing.TICKET);

        assertThat(sealing.step(old).rejected()).isNotNull();
    }

    @Test
    void shouldSendAgainWhenThePreCommitFailsAfterAReorg() {
        sealing.toProofInputs();
        sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.REVERTED, 0);
        Step<Sector, SectorEvent> step = sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.FINAL, ILLEGAL_STATE);

        assertThat(step.events()).singleElement().matches(e -> ((PreCommitFailed) e).exitCode() == ILLEGAL_STATE);
        assertThat(sealing.sector().preCommit()).isNull();
        assertThat(sealing.sector().seed()).isNull();
        assertThat(sealing.wake(2)).singleElement().matches(e -> ((Effect.AskChain) e).requestId().endsWith("/check"));
        assertThat(sealing.step(new ConfirmPreCommit("f01000/17/PRECOMMIT/1/check", sealing.now, null)).effects())
                .containsExactly(new Effect.OfferToBatch(Sealing.ID, Purpose.PRECOMMIT));
    }

    @Test
    void shouldNotBelieveAnAnswerFromBeforeThePreCommitFailed() {
        sealing.toProofInputs();
        long before = sealing.now.value();
        sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.REVERTED, 0);
        sealing.pass(4).news(Purpose.PRECOMMIT, "p1", IntentOutcome.FINAL, ILLEGAL_STATE);
        sealing.wake(2);
        ConfirmPreCommit.OnChain gone = new ConfirmPreCommit.OnChain(Sealing.COMM_R, sealing.sector().requireTicket().epoch(),
                ChainEpoch.of(before - 1), ChainEpoch.of(700_000));

        assertThat(sealing.step(new ConfirmPreCommit("f01000/17/PRECOMMIT/1/landed/" + before, ChainEpoch.of(before), gone))
                .rejected()).contains("was read at epoch " + before);
    }

    @Test
    void shouldSendAgainWhenTheChainHasLostALandedPreCommit() {
        sealing.toProofInputs();
        ConfirmPreCommit soon = new ConfirmPreCommit("f01000/17/PROVE/1/precommit", sealing.now, null);
        assertThat(sealing.step(soon).rejected()).as("a reorg may be under way").contains("has no precommit");

        sealing.pass(Sealing.CONFIDENCE);
        Step<Sector, SectorEvent> step = sealing
                .step(new ConfirmPreCommit("f01000/17/PROVE/1/precommit", sealing.now, null));
        assertThat(step.events()).hasExactlyElementsOfTypes(PreCommitReturned.class);
        sealing.wake(10);
        assertThat(sealing.step(new ConfirmPreCommit("f01000/17/PRECOMMIT/1/check", sealing.now, null)).effects())
                .containsExactly(new Effect.OfferToBatch(Sealing.ID, Purpose.PRECOMMIT));
    }

    @Test
    void shouldWithdrawTheProofWhenAnotherMessageTookTheNonceOfThePreCommit() {
        sealing.toProof();
        Step<Sector, SectorEvent> step = sealing.news(Purpose.PRECOMMIT, "p1", IntentOutcome.FAILED, 0);

        assertThat(step.events()).hasExactlyElementsOfTypes(PreCommitFailed.class);
        assertThat(step.effects()).contains(new Effect.WithdrawTask(Sealing.NODE, "f01000/17/PROVE/1"));
    }

    @Test
    void shouldMakeANewProofWhenTheChainRefusesIt() {
        sealing.toProveCommit();
        sealing.news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.LANDED, ILLEGAL_ARGUMENT);
        Step<Sector, SectorEvent> step = sealing.news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.FINAL, ILLEGAL_ARGUMENT);

        assertThat(step.events()).hasExactlyElementsOfTypes(ProofRefused.class);
        assertThat(sealing.sector().proof()).isNull();
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingSeed.class);
        sealing.seed();
        sealing.proofPreCommit(2);
        sealing.proofTicket(2, Sealing.TICKET);
        assertThat(sealing.sector().state()).isEqualTo(new SectorState.AwaitingProof(2, sealing.now));
    }

    @Test
    void shouldMakeANewProofWhenTheEstimateAlreadyRefusesIt() {
        sealing.toProveCommit();

        Step<Sector, SectorEvent> step = sealing.failed(Purpose.PROVE_COMMIT, "c1", ILLEGAL_ARGUMENT,
                "the chain node refuses it: message execution failed: exit 16, reason: no valid proofs specified (RetCode=16)");

        assertThat(step.events()).hasExactlyElementsOfTypes(ProofRefused.class);
        assertThat(sealing.sector().state()).isInstanceOf(SectorState.AwaitingSeed.class);
    }

    @Test
    void shouldCallAPersonWhenTheChainRefusesEveryProof() {
        sealing.toProveCommit();
        for (int attempt = 2; attempt <= Sealing.ATTEMPTS; attempt++) {
            sealing.news(Purpose.PROVE_COMMIT, "c" + (attempt - 1), IntentOutcome.FINAL, ILLEGAL_ARGUMENT);
            sealing.seed();
            sealing.proofPreCommit(attempt);
            sealing.proofTicket(attempt, Sealing.TICKET);
            sealing.proved(attempt);
            sealing.join(Purpose.PROVE_COMMIT, "c" + attempt);
        }
        Step<Sector, SectorEvent> last = sealing.news(Purpose.PROVE_COMMIT, "c3", IntentOutcome.FINAL, ILLEGAL_ARGUMENT);

        assertThat(last.events()).hasExactlyElementsOfTypes(ProofRefused.class, StepFailed.class);
        assertThat(SectorWords.needsPerson(sealing.sector())).isTrue();
    }

    @Test
    void shouldSendTheSameProofAgainWhenTheFailureIsNotAboutIt() {
        sealing.toProveCommit();
        Step<Sector, SectorEvent> step = sealing.news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.FINAL, ILLEGAL_STATE);

        assertThat(step.events()).hasExactlyElementsOfTypes(ProveCommitFailed.class);
        assertThat(sealing.sector().proof()).isNotNull();
        sealing.wake(2);
        assertThat(sealing.step(new ConfirmSector("f01000/17/PROVE_COMMIT/1/check", sealing.now, null)).effects())
                .containsExactly(new Effect.OfferToBatch(Sealing.ID, Purpose.PROVE_COMMIT));
    }

    @Test
    void shouldBeActiveWhenAFailedProveCommitIsOnChainAfterAll() {
        sealing.toProveCommit();
        sealing.news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.FAILED, 0);
        sealing.wake(2);

        assertThat(sealing.onChain("check", Sealing.COMM_R, 3).events()).hasExactlyElementsOfTypes(Activated.class);
        assertThat(sealing.wake(Sealing.CONFIDENCE)).anyMatch(Effect.PutTask.class::isInstance);
    }

    @Test
    void shouldFollowASectorThatAReorgPutElsewhere() {
        sealing.toFinality();

        assertThat(sealing.onChain("landed", Sealing.COMM_R, 9).events()).hasExactlyElementsOfTypes(Activated.class);
        assertThat(sealing.onChain("landed", Sealing.COMM_R, 9).events()).isEmpty();
        assertThat(sealing.onChain("landed", Sealing.OTHER_R, 9).rejected()).contains("another sector under this number");
    }

    @Test
    void shouldGiveUpBeforeTheProveCommit() {
        sealing.toReplica();
        Step<Sector, SectorEvent> step = sealing.step(new SectorCommand.Abort("wrong store"));

        assertThat(step.events()).containsExactly(new SectorAborted(Sealing.ID, "wrong store"));
        assertThat(step.effects()).containsExactly(new Effect.WithdrawTask(Sealing.NODE, "f01000/17/SEAL/1"));
        assertThat(step.wakeAt()).isNull();
    }

    @Test
    void shouldNotGiveUpWhileTheProveCommitIsUnderWay() {
        sealing.toProveCommit();

        assertThat(sealing.step(new SectorCommand.Abort("no")).rejected()).contains("its prove-commit c1 is under way");
    }

    @Test
    void shouldNotGiveUpWhatIsActive() {
        sealing.toProving();

        assertThat(sealing.step(new SectorCommand.Abort("no")).rejected()).contains("terminate it instead");
    }

    @Test
    void shouldNotBeginANumberTwice() {
        sealing.allocate();
        sealing.step(new SectorCommand.Abort("no"));

        assertThat(sealing.allocate().rejected()).contains("was given already");
    }
}
