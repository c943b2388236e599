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
import io.sealstream.manager.domain.sector.SectorState;
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

        assertThat(step.effects()).singleElement().matches(e -> e instanceof Effect.AskChain ask
                && ask.question() instanceof ChainQuestion.QuoteCommitment q && q.count() == 1
                && q.purpose() == Purpose.PRECOMMIT);
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
                .matches(e -> e instanceof BatchFormed b && b.reason().equals("full: 1 of 1 sector")
                        && b.sender().equals(Cluster.WORKER) && b.attempt() == 1 && b.value().equals(TokenAmount.ofNanoFil(110)));
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

        assertThat(cluster.quote(10, Purpose.PRECOMMIT).rejected()).contains("is owner, worker or control of f01000");
    }

    @Test
    void shouldFormABatchOnceForOneOffer() {
        String id = "f01000/PRECOMMIT/10/";
        BatchFormed formed = (BatchFormed) cluster.quote(10, Purpose.PRECOMMIT).events().getFirst();

        assertThat(cluster.step(new MinerCommand.AcceptQuote(formed.intent() + "/quote", Purpose.PRECOMMIT,
                TokenAmount.ofNanoFil(5))).rejected()).contains("nobody waits for answer " + id);
    }

    @Test
    void shouldRefuseAQuoteOfAnythingElse() {
        for (String id : new String[]{ "", "/quote", "f01000/PRECOMMIT/x/1/quote", "f01000/PRECOMMIT/10/00000000/1/quote",
            "f01000/PRECOMMIT/99/00000000/1/quote"}) {
            assertThat(cluster.step(new MinerCommand.AcceptQuote(id, Purpose.PRECOMMIT, TokenAmount.ZERO)).rejected())
                    .contains("nobody waits");
        }
    }

    @Test
    void shouldKeepTheBatchUntilItsMessageIsFinal() {
        cluster.quote(10, Purpose.PRECOMMIT);

        assertThat(news(IntentOutcome.LANDED, 0).events()).isEmpty();
        assertThat(cluster.miner().batches()).hasSize(1);
        assertThat(news(IntentOutcome.FINAL, 0).events()).hasExactlyElementsOfTypes(BatchClosed.class);
        assertThat(cluster.miner().batches()).isEmpty();
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
