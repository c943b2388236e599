package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.miner.MinerEvent.BatchClosed;
import io.sealstream.manager.domain.miner.MinerEvent.BatchDue;
import io.sealstream.manager.domain.miner.MinerEvent.BatchFormed;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fault cases of batches by their numbers in the list of peers (peers.md 3.4), and their like. */
class BatchCasesTest {
    private static final long ILLEGAL_ARGUMENT = 16;
    private static final long FORBIDDEN = 18;
    private static final long NO_FUNDS = 19;
    private static final long OUT_OF_GAS = 7;

    @Test
    void case36ShouldSendTheRestWithoutTheOneWhoseTicketIsTooOld() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        long old = world.sealed();
        world.pass(2_000);
        long young = world.sealed();
        Effect.AskChain question = world.cluster.question(Purpose.PRECOMMIT).orElseThrow();
        MinerCommand answer = world.cluster.answer(question);
        world.pass(851); // the ticket of the first is 3,751 epochs old, 30 may pass until it lands
        Step<MinerState, MinerEvent> step = world.cluster.step(answer);

        assertThat(Committing.of(step, BatchFormed.class)).singleElement().matches(b -> b.sectors().equals(List.of(young)));
        world.cluster.sector(old, new SectorCommand.Wake());
        assertThat(world.state(old)).as("sealed again with a fresh ticket")
                .matches(s -> s instanceof SectorState.AwaitingRetry r && r.reason().contains("too old for a precommit"));
        assertThat(world.cluster.miner().batches().gatherings()).as("nobody waits for it").isEmpty();
    }

    @Test
    void case37ShouldLandSixtyThreeAndNameTheBadOne() {
        Committing world = new Committing(Committing.rules(64), BatchRules.NONE);
        List<Long> all = world.sealed(64);
        world.cluster.quote(Purpose.PRECOMMIT);
        List<Intent> landed = world.work(Purpose.PRECOMMIT, Set.of(23L), ILLEGAL_ARGUMENT);

        assertThat(landed).as("32 + 16 + 8 + 4 + 2 + 1").hasSize(6);
        assertThat(Committing.sum(landed, i -> Committing.members(i).size())).isEqualTo(63);
        assertThat(all).filteredOn(n -> world.state(n) instanceof SectorState.AwaitingSeed).hasSize(63);
        assertThat(world.state(23)).matches(s -> s instanceof SectorState.AwaitingRetry r && r.reason().equals("sector is bad"));
        assertThat(world.cluster.miner().batches().open()).isEmpty();
    }

    @Test
    void case37ShouldNotCountTheSearchAsAFailureOfTheOthers() {
        Committing world = new Committing(Committing.FOUR, BatchRules.NONE);
        world.sealed(4);
        world.cluster.quote(Purpose.PRECOMMIT);
        world.refuse(world.intents(Purpose.PRECOMMIT).getFirst(), ILLEGAL_ARGUMENT, "bad");

        assertThat(world.intents(Purpose.PRECOMMIT)).extracting(Committing::members)
                .containsExactlyInAnyOrder(List.of(1L, 2L), List.of(3L, 4L));
        assertThat(world.intents(Purpose.PRECOMMIT)).allMatch(i -> i.id().endsWith("/2"));
        assertThat(world.cluster.sectors.values()).allMatch(s -> s.tries().failures().isEmpty());
    }

    @Test
    void case38ShouldMakeTheProofOfTheRefusedOneAgain() {
        Committing world = new Committing(Committing.rules(20), Committing.rules(20));
        List<Long> all = world.proven(20);
        world.cluster.quote(Purpose.PROVE_COMMIT);
        List<Intent> landed = world.work(Purpose.PROVE_COMMIT, Set.of(7L), ILLEGAL_ARGUMENT);

        assertThat(Committing.sum(landed, i -> Committing.members(i).size())).isEqualTo(19);
        assertThat(all).filteredOn(n -> world.state(n) instanceof SectorState.AwaitingCleanup).hasSize(19);
        assertThat(world.state(7)).as("its proof is made again").isInstanceOf(SectorState.AwaitingSeed.class);
    }

    @Test
    void case39ShouldCountTheLifeFromTheMomentOfSending() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed();
        world.pass(2_600);
        world.sealed();
        world.cluster.quote(Purpose.PRECOMMIT);
        Intent intent = world.intents(Purpose.PRECOMMIT).getFirst();

        long least = world.cluster.now.value() + Cluster.RULES.maxProveDuration() + Cluster.RULES.minSectorLife();
        assertThat(PreCommitSectorBatchParams2.fromCbor(intent.params().toArray()).sectors())
                .allMatch(s -> s.expiration().value() > least);
    }

    @Test
    void case40ShouldLeaveBeforeTheLimitWhateverTheBaseFee() {
        BatchRules patient = new BatchRules(true, 100, 80_000, 10, TokenAmount.ofAtto(1), 0, 1, 300, 0);
        Committing world = new Committing(patient, BatchRules.NONE);
        world.sealed(2);
        long lastSafe = 10_000 - 900 + 3_780 - 30;

        assertThat(world.at(lastSafe - 301).wake().events()).isEmpty();
        assertThat(Committing.of(world.at(lastSafe - 300).wake(), BatchDue.class)).singleElement()
                .matches(d -> d.reason().name().equals("DEADLINE") && d.words().contains("by epoch " + lastSafe));
        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.sectors().size() == 2 && b.alert().isEmpty() && b.reason().startsWith("deadline: sector 1"));
    }

    @Test
    void case46ShouldBringAPreCommitBackThatAReorgDropped() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        Intent intent = world.intents(Purpose.PRECOMMIT).getFirst();
        landUnconfirmed(world, intent);
        world.toProof(1);
        assertThat(world.state(1)).isInstanceOf(SectorState.AwaitingProveCommitBatch.class);
        world.news(intent, IntentOutcome.REVERTED, Receipt.NONE, FailureCause.NONE, "");
        world.news(intent, IntentOutcome.FAILED, 0, FailureCause.EXPIRED, "the ticket is too old");

        for (long number : List.of(1L, 2L)) {
            assertThat(world.state(number)).isInstanceOf(SectorState.AwaitingRetry.class);
            assertThat(world.cluster.sector(number).seed()).as("the old seed is void").isNull();
            assertThat(world.cluster.sector(number).proof()).isNull();
        }
        assertThat(world.cluster.miner().batches().gatherings()).as("the proof waits for no message").isEmpty();
    }

    @Test
    void case47ShouldStandByTheMessageThatAReorgUnlanded() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        Intent intent = world.intents(Purpose.PRECOMMIT).getFirst();
        landUnconfirmed(world, intent);
        world.news(intent, IntentOutcome.REVERTED, Receipt.NONE, FailureCause.NONE, "");

        assertThat(world.intents(Purpose.PRECOMMIT)).as("the lane pushes the same bytes").containsExactly(intent);
        world.pass(3).land(intent);
        assertThat(world.cluster.sector(1).requirePreCommit().epoch()).as("moved").isEqualTo(world.cluster.now);
    }

    private static void landUnconfirmed(Committing world, Intent intent) {
        world.news(intent, IntentOutcome.LANDED, 0, FailureCause.NONE, "");
        Committing.members(intent)
                .forEach(n -> world.cluster.sector(n, new SectorCommand.ConfirmPreCommit("landed", world.cluster.now,
                        new SectorCommand.ConfirmPreCommit.OnChain(Cluster.COMM_R,
                                world.cluster.sector(n).requireTicket().epoch(),
                                world.cluster.now, world.cluster.now.plus(700_000)))));
    }

    @Test
    void case49ShouldSendTheSameAgainWithMoreGasAfterItRanOut() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        Step<MinerState, MinerEvent> step = world.news(world.intents(Purpose.PRECOMMIT).getFirst(), IntentOutcome.FINAL,
                OUT_OF_GAS, FailureCause.NONE, "");

        assertThat(step.events()).hasExactlyElementsOfTypes(BatchClosed.class, BatchFormed.class);
        assertThat(world.intents(Purpose.PRECOMMIT)).singleElement()
                .matches(i -> i.fees().overEstimation() == 150 && i.id().endsWith("/2") && Committing.members(i).size() == 2);
    }

    @Test
    void case49ShouldGiveUpOnGasThatIsNeverEnough() {
        Committing world = new Committing(Committing.rules(1), BatchRules.NONE);
        world.sealed();
        world.cluster.quote(Purpose.PRECOMMIT);
        for (int percent : new int[]{ 150, 225, 337, 505, 757}) {
            world.news(world.intents(Purpose.PRECOMMIT).getFirst(), IntentOutcome.FINAL, OUT_OF_GAS, FailureCause.NONE, "");
            assertThat(world.intents(Purpose.PRECOMMIT)).singleElement().matches(i -> i.fees().overEstimation() == percent);
        }
        world.news(world.intents(Purpose.PRECOMMIT).getFirst(), IntentOutcome.FINAL, OUT_OF_GAS, FailureCause.NONE, "");
        assertThat(world.state(1)).matches(s -> s instanceof SectorState.AwaitingRetry r && r.reason().contains("out of gas"));
    }

    @Test
    void case49ShouldWaitForATopUpWithoutBlamingAnybody() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        world.refuse(world.intents(Purpose.PRECOMMIT).getFirst(), NO_FUNDS, "too little");

        assertThat(world.intents(Purpose.PRECOMMIT)).isEmpty();
        assertThat(world.state(1))
                .matches(s -> s instanceof SectorState.AwaitingRetry r && r.retryAt().value() == 10_010
                        && r.reason().equals("too little"));
        assertThat(world.cluster.sector(1).tries().failures()).isEmpty();
    }

    @Test
    void case49ShouldTellTheOnlyMemberWhyItFailed() {
        Committing world = new Committing(Committing.rules(1), BatchRules.NONE);
        world.sealed();
        world.cluster.quote(Purpose.PRECOMMIT);
        world.refuse(world.intents(Purpose.PRECOMMIT).getFirst(), 20, "illegal state");

        assertThat(world.state(1)).matches(s -> s instanceof SectorState.AwaitingRetry r && r.reason().equals("illegal state"));
        assertThat(world.cluster.sector(1).tries().failures()).hasSize(1);
    }

    @Test
    void case50ShouldSendWhatCanBePaidAndTheRestAfterATopUp() {
        Committing world = new Committing(Committing.rules(30), BatchRules.NONE);
        world.cluster.each = TokenAmount.ofFil(1);
        world.cluster.balances.put(Cluster.WORKER, TokenAmount.ofFil(23));
        world.sealed(30);
        Step<MinerState, MinerEvent> first = world.cluster.quote(Purpose.PRECOMMIT);

        assertThat(Committing.of(first, BatchFormed.class)).singleElement()
                .matches(b -> b.sectors().equals(Committing.range(1, 20)) && b.funds().value().equals(TokenAmount.ofFil(22)));
        assertThat(Committing.of(first, MinerEvent.BatchHeld.class)).singleElement()
                .matches(h -> h.sectors().equals(Committing.range(21, 30)) && h.lacks().compareTo(TokenAmount.ofFil(10)) > 0
                        && h.lacks().compareTo(TokenAmount.ofFil(11)) < 0 && h.words().contains("10 sectors wait for a top-up"));
        assertThat(world.cluster.quote(Purpose.PRECOMMIT).events()).as("no news").isEmpty();
        world.cluster.balances.put(Cluster.WORKER, TokenAmount.ofFil(50));
        assertThat(Committing.of(world.pass(10).cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.sectors().equals(Committing.range(21, 30)));
        assertThat(world.cluster.question(Purpose.PRECOMMIT)).isEmpty();
    }

    @Test
    void case50ShouldSendTheMostUrgentFirst() {
        Committing world = new Committing(Committing.rules(3), BatchRules.NONE);
        world.cluster.each = TokenAmount.ofFil(1);
        world.cluster.balances.put(Cluster.WORKER, TokenAmount.ofFil(1).plus(TokenAmount.ofNanoFil(300_000_000)));
        world.sealed();
        world.at(9_000).sealed();
        world.at(10_001).sealed();

        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.sectors().equals(List.of(2L)));
    }

    @Test
    void case50ShouldCountWhatIsUnderWayAsSpent() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.cluster.each = TokenAmount.ofFil(1);
        world.cluster.balances.put(Cluster.WORKER, TokenAmount.ofFil(4));
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        world.sealed(2);

        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .as("2.2 of 4 FIL are under way").matches(b -> b.sectors().size() == 1);
    }

    @Test
    void case50ShouldLookAtTheMinersMoneyWhereNoneIsSent() {
        Committing world = new Committing(Committing.rules(3), BatchRules.NONE);
        world.set(Committing.policy(Committing.rules(3), BatchRules.NONE, world.policy().fees(), false));
        world.cluster.each = TokenAmount.ofFil(1);
        world.cluster.available = TokenAmount.ofFil(2);
        world.sealed(3);

        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.sectors().equals(List.of(1L, 2L)) && b.funds().value().isZero());
    }

    @Test
    void case50ShouldCountWhatTheMinerStillOwesForMessagesUnderWay() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.set(Committing.policy(Committing.rules(2), BatchRules.NONE, world.policy().fees(), false));
        world.cluster.each = TokenAmount.ofFil(1);
        world.cluster.available = TokenAmount.ofFil(3);
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        world.sealed(2);

        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .as("2 of 3 FIL are under way").matches(b -> b.sectors().equals(List.of(3L)));
    }

    @Test
    void case51ShouldSendFromAnotherKeyWhenTheOldOneMaySendNoMore() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE, Cluster.CONTROL, Cluster.WORKER);
        world.cluster.balances.put(Cluster.CONTROL, TokenAmount.ofFil(2_000));
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        Intent old = world.intents(Purpose.PRECOMMIT).getFirst();
        assertThat(old.sender()).as("the richest").isEqualTo(Cluster.CONTROL);
        Step<MinerState, MinerEvent> step = world.refuse(old, FORBIDDEN, "caller is no control address");

        assertThat(step.effects()).as("the keys are read again at once")
                .anyMatch(e -> e instanceof Effect.AskChain ask && ask.question() instanceof ChainQuestion.ReadMiner);
        world.cluster.observeKeys(List.of());
        world.pass(10);
        for (long number : List.of(1L, 2L)) {
            world.cluster.sector(number,
                    new SectorCommand.ConfirmPreCommit("f01000/" + number + "/PRECOMMIT/1/check", world.cluster.now, null));
            world.cluster.offer(number, Purpose.PRECOMMIT);
        }
        world.cluster.quote(Purpose.PRECOMMIT);
        assertThat(world.intents(Purpose.PRECOMMIT)).singleElement()
                .matches(i -> i.sender().equals(Cluster.WORKER) && Committing.members(i).equals(List.of(1L, 2L)));
    }

    @Test
    void shouldApplyAPartialSuccessMemberByMember() {
        Committing world = new Committing(Committing.FOUR, Committing.FOUR);
        world.proven(4);
        world.cluster.quote(Purpose.PROVE_COMMIT);
        Intent intent = world.intents(Purpose.PROVE_COMMIT).getFirst();
        BatchReturn result = new BatchReturn(3, List.of(new FailCode(2, 20)));
        world.land(intent, result);

        assertThat(world.state(3)).matches(s -> s instanceof SectorState.AwaitingRetry r && r.reason().contains("20"));
        assertThat(List.of(1L, 2L, 4L)).allMatch(n -> world.state(n) instanceof SectorState.AwaitingCleanup);
        BatchClosed closed = world.cluster.last(BatchClosed.class);
        assertThat(closed.failed()).isEqualTo(Map.of(3L, 20L));
        assertThat(closed.fee()).isEqualTo(TokenAmount.ofNanoFil(3));
    }

    @Test
    void shouldSendBackWhatTheChainWouldRefuseNow() {
        Committing world = new Committing(Committing.rules(3), BatchRules.NONE);
        world.sealed(3);
        world.cluster.unfit.put(2L, "the chain has seen sector number 2 already");
        Step<MinerState, MinerEvent> step = world.cluster.quote(Purpose.PRECOMMIT);

        assertThat(Committing.of(step, BatchFormed.class)).singleElement().matches(b -> b.sectors().equals(List.of(1L, 3L)));
        assertThat(world.state(2)).matches(s -> s instanceof SectorState.AwaitingRetry r && r.reason().contains("number 2"));
        assertThat(world.cluster.miner().batches().gatherings()).isEmpty();
    }

    @Test
    void shouldWaitAWhileAfterAPersonTookTheMessageBack() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed(2);
        world.cluster.quote(Purpose.PRECOMMIT);
        world.news(world.intents(Purpose.PRECOMMIT).getFirst(), IntentOutcome.FAILED, 0, FailureCause.CANCELLED,
                "cancelled by ann: wrong sender");

        assertThat(world.state(1)).matches(s -> s instanceof SectorState.AwaitingRetry r && r.retryAt().value() == 10_120
                && r.reason().contains("by ann"));
        assertThat(world.cluster.sector(1).tries().failures()).isEmpty();
    }

    @Test
    void shouldHoldAtTheFeeCapUntilTheClockAndThenSayWhatIsLost() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.cluster.fees = BaseFees.of(TokenAmount.ofNanoFil(100));
        world.sealed(2);
        Step<MinerState, MinerEvent> held = world.cluster.quote(Purpose.PRECOMMIT);

        assertThat(held.events()).singleElement().matches(e -> e instanceof MinerEvent.BatchHeld h && h.lacks().isZero()
                && h.words().contains("base fee " + TokenAmount.ofNanoFil(100) + " is above the fee cap"));
        long lastSafe = 10_000 - 900 + 3_780 - 30;
        Step<MinerState, MinerEvent> sent = world.at(lastSafe - 300).cluster.quote(Purpose.PRECOMMIT);
        assertThat(Committing.of(sent, BatchFormed.class)).singleElement().matches(b -> b.alert()
                .contains("is below the base fee " + TokenAmount.ofNanoFil(100))
                && b.alert().contains("2 sectors must be sealed again with a new ticket from epoch " + lastSafe));
    }

    @Test
    void shouldLeaveWhenAPersonWantsIt() {
        Committing world = new Committing(Committing.FOUR, BatchRules.NONE);
        world.sealed(3);
        Step<MinerState, MinerEvent> step = world.cluster
                .step(new MinerCommand.FlushBatch(world.cluster.request("cli"), Purpose.PRECOMMIT, List.of(1L, 3L)));

        assertThat(Cluster.reply(step).value()).isEqualTo("{\"sectors\":[1, 3]}");
        assertThat(Committing.of(step, BatchDue.class)).singleElement()
                .matches(d -> d.reason().name().equals("OPERATOR") && d.sectors().equals(List.of(1L, 3L)));
        assertThat(Committing.of(world.cluster.quote(Purpose.PRECOMMIT), BatchFormed.class)).singleElement()
                .matches(b -> b.sectors().equals(List.of(1L, 3L)));
        assertThat(Cluster.reply(world.cluster.step(new MinerCommand.FlushBatch(world.cluster.request("cli"),
                Purpose.PRECOMMIT, List.of(3L)))).error()).contains("sectors [3] of f01000 do not wait for a PRECOMMIT message");
        assertThat(Cluster.reply(world.cluster.step(new MinerCommand.FlushBatch(world.cluster.request("cli"),
                Purpose.PROVE_COMMIT, List.of()))).error()).contains("no sector of f01000 waits");
    }

    @Test
    void shouldAskForNothingTwiceWhenTheQuoteRepeats() {
        Committing world = new Committing(Committing.rules(2), BatchRules.NONE);
        world.sealed(2);
        MinerCommand answer = world.cluster.answer(world.cluster.question(Purpose.PRECOMMIT).orElseThrow());
        world.cluster.step(answer);

        assertThat(world.cluster.step(answer).rejected()).contains("nobody waits for answer");
        assertThat(world.intents(Purpose.PRECOMMIT)).hasSize(1);
        assertThat(world.intents(Purpose.PRECOMMIT).getFirst().params()).isNotEqualTo(Bytes.EMPTY);
    }
}
