package io.sealstream.manager.domain.miner;

import io.sealstream.manager.domain.FailureCause;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.miner.MinerEvent.BatchClosed;
import io.sealstream.manager.domain.miner.MinerEvent.BatchFormed;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorState;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offer, quote, batch, message, outcome. */
class BatchingTest {
    private final Cluster cluster = Cluster.begin(Sealing.CONTINUOUS);

    @BeforeEach
    void seal() {
        cluster.sealed(10);
    }

    private Intent intent() {
        return cluster.standing().getFirst();
    }

    private Step<MinerState, MinerEvent> news(IntentOutcome outcome, long exitCode) {
        return cluster.step(new MinerCommand.ResolveIntent(intent().id(), Purpose.PRECOMMIT, outcome,
                new Receipt(10_003, exitCode, Bytes.EMPTY, 9), "because", FailureCause.NONE));
    }

    @Test
    void shouldAskForTheDepositOfAnOfferedSector() {
        Step<MinerState, MinerEvent> step = cluster.offer(10, Purpose.PRECOMMIT);

        assertThat(step.events()).hasExactlyElementsOfTypes(MinerEvent.SectorOffered.class, MinerEvent.BatchDue.class);
        assertThat(step.effects()).singleElement().matches(e -> e instanceof Effect.AskChain ask
                && ask.question() instanceof ChainQuestion.QuoteCommitment q && q.members().size() == 1
                && q.purpose() == Purpose.PRECOMMIT && q.senders().equals(List.of(Cluster.WORKER)));
    }

    @Test
    void shouldRefuseAnOfferOfASectorThatDoesNotWait() {
        assertThat(cluster.offer(10, Purpose.PROVE_COMMIT).rejected()).contains("does not wait for a prove-commit");
        assertThat(cluster.offer(12, Purpose.PRECOMMIT).rejected()).contains("sector 12 is not known");
        assertThat(cluster.offer(10, Purpose.OPERATOR).rejected()).contains("no message of kind OPERATOR");
    }

    @Test
    void shouldFormABatchWithItsReasonOnceTheDepositIsKnown() {
        Step<MinerState, MinerEvent> step = cluster.quote(10, Purpose.PRECOMMIT);

        assertThat(step.events()).singleElement()
                .matches(e -> e instanceof BatchFormed b && b.reason().equals("single: every sector goes alone and at once")
                        && b.sender().equals(Cluster.WORKER) && b.attempt() == 1
                        && b.funds().value().equals(TokenAmount.ofNanoFil(110)));
        assertThat(cluster.sector(10).state()).isInstanceOf(SectorState.AwaitingPreCommit.class);
    }

    @Test
    void shouldSendThePreCommitOfTheSector() {
        cluster.quote(10, Purpose.PRECOMMIT);

        assertThat(intent().id()).matches("f01000/PRECOMMIT/10/[0-9a-f]{8}/1");
        assertThat(intent().to()).isEqualTo(Cluster.MINER.address());
        assertThat(intent().urgent()).isFalse();
        assertThat(intent().validUntil()).as("the ticket's age").isEqualTo(9_100 + 3_780);
        assertThat(PreCommitSectorBatchParams2.fromCbor(intent().params().toArray()).sectors()).singleElement()
                .matches(s -> s.sectorNumber() == 10 && s.sealedCid().equals(Cluster.COMM_R) && s.unsealedCid() == null
                        && s.expiration().value() > 10_000 + 86_400 + 518_400);
    }

    @Test
    void shouldTakeTheFirstSenderThatMaySend() {
        cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"),
                Cluster.policy(Sealing.CONTINUOUS, Cluster.key(9), Cluster.CONTROL)));
        cluster.quote(10, Purpose.PRECOMMIT);

        assertThat(intent().sender()).isEqualTo(Cluster.CONTROL);
    }

    @Test
    void shouldSayWhenNoSenderMaySend() {
        cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"), Cluster.policy(Sealing.CONTINUOUS, Cluster.key(9))));

        assertThat(cluster.quote(10, Purpose.PRECOMMIT).events()).singleElement()
                .matches(e -> e instanceof MinerEvent.BatchHeld held
                        && held.words().contains("is owner, worker or control of f01000"));
    }

    @Test
    void shouldFormABatchOnceForOneOffer() {
        cluster.offer(10, Purpose.PRECOMMIT);
        MinerCommand answer = cluster.answer(cluster.question(Purpose.PRECOMMIT).orElseThrow());
        cluster.step(answer);

        assertThat(cluster.step(answer).rejected()).contains("nobody waits for answer f01000/PRECOMMIT/");
    }

    @Test
    void shouldTakeARepeatedOfferForNothingNew() {
        cluster.offer(10, Purpose.PRECOMMIT);

        assertThat(cluster.offer(10, Purpose.PRECOMMIT).events()).isEmpty();
    }

    @Test
    void shouldRefuseAQuoteOfAnythingElse() {
        cluster.offer(10, Purpose.PRECOMMIT);
        for (String id : new String[]{ "", "/quote", "f01000/PRECOMMIT/1/quote", "f01000/PROVE_COMMIT/10000/quote"}) {
            assertThat(cluster.step(new MinerCommand.AcceptQuote(id, Purpose.PRECOMMIT, new TreeMap<>(), new TreeMap<>(),
                    TokenAmount.ZERO, TokenAmount.ZERO, new TreeMap<>())).rejected()).contains("nobody waits");
        }
    }

    @Test
    void shouldKeepTheBatchUntilItsMessageIsFinal() {
        cluster.quote(10, Purpose.PRECOMMIT);

        assertThat(news(IntentOutcome.LANDED, 0).events()).isEmpty();
        assertThat(cluster.miner().batches().open()).hasSize(1);
        assertThat(news(IntentOutcome.FINAL, 0).events()).hasExactlyElementsOfTypes(BatchClosed.class);
        assertThat(cluster.miner().batches().open()).isEmpty();
    }

    @Test
    void shouldStandByTheSameMessageUntilThen() {
        cluster.quote(10, Purpose.PRECOMMIT);
        Intent first = intent();
        news(IntentOutcome.LANDED, 0);
        cluster.now = cluster.now.plus(40);

        assertThat(intent()).isEqualTo(first);
    }

    @Test
    void shouldSendANewAttemptUnderANewName() {
        cluster.quote(10, Purpose.PRECOMMIT);
        String first = intent().id();
        news(IntentOutcome.FAILED, 0);
        cluster.now = cluster.now.plus(2);
        cluster.sector(10, new SectorCommand.ConfirmPreCommit("f01000/10/PRECOMMIT/1/check", cluster.now, null));
        cluster.quote(10, Purpose.PRECOMMIT);

        assertThat(intent().id()).endsWith("/2").isNotEqualTo(first);
    }

    @Test
    void shouldRefuseNewsOfAMessageThatIsOver() {
        cluster.quote(10, Purpose.PRECOMMIT);
        Intent intent = intent();
        news(IntentOutcome.FINAL, 0);

        assertThat(cluster.step(new MinerCommand.ResolveIntent(intent.id(), Purpose.PRECOMMIT, IntentOutcome.FINAL, Receipt.NONE,
                "", FailureCause.NONE)).rejected()).contains("is over or was never ours");
    }

    @Test
    void shouldRefuseNewsUnderANameThatCannotBe() {
        for (String name : new String[]{ "", "f01000/WINDOW_POST/0/x/0/00000000/1", "x/WINDOW_POST/0/3/0/00000000/1"}) {
            assertThat(cluster.step(new MinerCommand.ResolveIntent(name, Purpose.WINDOW_POST, IntentOutcome.LANDED, Receipt.NONE,
                    "", FailureCause.NONE)).rejected()).contains("is over or was never ours");
        }
    }
}
