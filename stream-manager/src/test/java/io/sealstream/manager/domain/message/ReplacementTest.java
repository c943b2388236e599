package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageHeld;
import io.sealstream.manager.domain.message.MessageEvent.MessageLanded;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions of one message for one nonce. */
class ReplacementTest {
    private final Lane lane = new Lane();

    private Fill raised(String id, long epoch) {
        lane.head(epoch);
        return lane.filled(id);
    }

    private void waits(String id) {
        lane.signed(id, 7);
        lane.step(lane.taken(id));
    }

    @Test
    void shouldOfferMoreForAMessageThatDoesNotLand() {
        waits("a");
        lane.head(109);
        assertThat(lane.message("a").wanted()).isNull();

        Fill fill = raised("a", 110);
        assertThat(fill.nonce()).isEqualTo(7);
        assertThat(fill.generation()).isEqualTo(2);
        assertThat(fill.gasPremium()).as("a quarter more, and one").isEqualTo(TokenAmount.ofAtto(50 * 125 / 100 + 1));
        assertThat(fill.gasFeeCap()).isEqualTo(TokenAmount.ofAtto(2 * 100 + 63));
    }

    @Test
    void shouldAskTheSignerUnderAnIdOfItsOwn() {
        waits("a");
        List<Effect> effects = lane.head(110);

        assertThat(effects).filteredOn(Effect.SignMessage.class::isInstance).singleElement()
                .matches(e -> ((Effect.SignMessage) e).requestId().equals("a/sign/7/2"));
    }

    @Test
    void shouldPushTheOldVersionUntilTheNewOneIsRecorded() {
        waits("a");
        Bytes first = lane.bytes("a").bytes();
        lane.head(110);
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingLanding.class);
        assertThat(Lane.pushed(lane.head(120))).containsExactly(first);

        Step<LaneState, MessageEvent> step = lane.step(lane.signature("a"));
        assertThat(Lane.pushed(step.effects())).containsExactly(lane.bytes("a").bytes());
        SignedMessage second = SignedMessage.fromCbor(lane.bytes("a").bytes().toArray());
        assertThat(second.message().nonce()).isEqualTo(7);
        assertThat(lane.message("a").versions()).extracting(Signed::bytes).first().isEqualTo(first);
    }

    @Test
    void shouldSearchForEveryVersion() {
        waits("a");
        Cid first = lane.bytes("a").cid();
        lane.head(110);
        lane.step(lane.signature("a"));
        lane.step(lane.taken("a"));

        assertThat(lane.head(111)).filteredOn(e -> e instanceof Effect.AskChain ask
                && ask.question() instanceof ChainQuestion.SearchMessage q && q.cid().equals(lane.bytes("a").cid())
                && q.alternatives().equals(List.of(first))).hasSize(1);
    }

    @Test
    void shouldLandByAnyOfItsVersions() {
        waits("a");
        Signed first = lane.bytes("a");
        lane.head(110);
        lane.step(lane.signature("a"));
        Step<LaneState, MessageEvent> step = lane.at(112).step(lane.found("a", first.cid(), 111, 112));

        assertThat(step.events()).singleElement().matches(e -> ((MessageLanded) e).cid().equals(first.cid()));
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.LANDED);
        assertThat(Lane.pushed(lane.head(122))).as("nothing is pushed any more").isEmpty();
    }

    @Test
    void shouldNotPushAVersionThatIsSignedAfterAnotherHasLanded() {
        waits("a");
        lane.head(110);
        LaneCommand.AcceptSignature late = lane.signature("a");
        lane.at(112).step(lane.found("a", lane.bytes("a").cid(), 111, 112));

        assertThat(lane.step(late).rejected()).contains("nobody waits");
    }

    @Test
    void shouldOfferMoreAtOnceWhenTheBaseFeeIsAboveTheFeeCap() {
        waits("a");
        lane.baseFee = TokenAmount.ofAtto(1_000);

        Fill fill = raised("a", 102);
        assertThat(fill.gasFeeCap()).isEqualTo(TokenAmount.ofAtto(2_063));
    }

    @Test
    void shouldNotGoBeyondItsCapAndSayWhyOnceAsInCase44() {
        waits("a");
        lane.baseFee = TokenAmount.ofAtto(5_000_001);
        lane.head(102);
        lane.head(103);

        assertThat(lane.log).filteredOn(MessageHeld.class::isInstance).singleElement()
                .matches(e -> ((MessageHeld) e).reason().contains("its terms allow 5000000, the base fee is 5000001"));
        assertThat(LaneWords.waitingFor(lane.message("a"), lane.lane())).contains("held since epoch 102");
        lane.baseFee = TokenAmount.ofAtto(4_000_000);
        assertThat(raised("a", 104).gasFeeCap()).isEqualTo(TokenAmount.ofAtto(5_000_000));
        assertThat(lane.message("a").hold()).isNull();
    }

    @Test
    void shouldReplaceAWindowPoStAfterHalfOfWhatIsLeft() {
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 108)));
        lane.fill("post", 7);
        lane.step(lane.signature("post"));
        lane.step(lane.taken("post"));
        lane.head(103);
        assertThat(lane.message("post").wanted()).isNull();

        assertThat(raised("post", 104).generation()).isEqualTo(2);
    }

    @Test
    void shouldHurryWhatStandsBeforeAWindowPoSt() {
        waits("a");
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 106)));
        lane.fill("post", 7);
        lane.step(lane.signature("post"));
        lane.step(lane.taken("post"));

        assertThat(raised("a", 103).nonce()).isEqualTo(7);
        assertThat(lane.message("post").wanted()).as("it waits for the nonce before it").isNull();
    }

    @Test
    void shouldReplaceOnlyTheLowestNonceThatWaits() {
        waits("a");
        lane.signed("b", 7);
        lane.step(lane.taken("b"));
        lane.head(111);

        assertThat(lane.message("a").wanted()).isNotNull();
        assertThat(lane.message("b").wanted()).isNull();
    }

    @Test
    void shouldLeaveTheVersionsAsTheyAreWhenTheSignerRefusesAnother() {
        waits("a");
        lane.head(110);
        Step<LaneState, MessageEvent> step = lane.step(lane.refusal("a", false));

        assertThat(step.events()).singleElement().matches(e -> ((MessageHeld) e).cause() == HoldCause.SIGNER);
        assertThat(Lane.told(step)).isEmpty();
        lane.head(130);
        assertThat(lane.message("a").wanted()).as("it is not asked for ever").isNull();
        assertThat(lane.at(131).step(lane.found("a", lane.bytes("a").cid(), 130, 131)).events())
                .hasExactlyElementsOfTypes(MessageLanded.class);
    }

    @Test
    void shouldFillInByItsTerms() {
        lane.step(new LaneCommand.QueueMessage(Lane.termed("a", 150, 200, 1_000, 2_000_000)));
        Step<LaneState, MessageEvent> step = lane.fill("a", 7);

        Fill fill = ((MessageFilled) step.events().getFirst()).fill();
        assertThat(fill.gasLimit()).isEqualTo(Lane.GAS * 150 / 100);
        assertThat(fill.gasPremium()).isEqualTo(TokenAmount.ofAtto(100));
        assertThat(fill.gasFeeCap()).isEqualTo(TokenAmount.ofAtto(200));
    }

    @Test
    void shouldAskForNoMoreGasThanABlockHas() {
        lane.step(new LaneCommand.QueueMessage(Lane.termed("a", 200, 0, 0, Long.MAX_VALUE)));
        lane.step(new LaneCommand.FillMessage("a/estimate", "a", Gas.BLOCK_LIMIT - 1, TokenAmount.ofAtto(200),
                TokenAmount.ofAtto(50), 7, TokenAmount.ofAtto(100)));

        assertThat(lane.filled("a").gasLimit()).isEqualTo(Gas.BLOCK_LIMIT);
    }

    @Test
    void shouldSayWhatItCost() {
        waits("a");
        Signed signed = lane.bytes("a");
        Step<LaneState, MessageEvent> step = lane.at(104)
                .step(new LaneCommand.LocateMessage(lane.searchId("a"), "a", signed.cid(),
                        new Receipt(103, 0, Bytes.EMPTY, 900), TokenAmount.ofAtto(120), 8, ChainEpoch.of(104)));

        TokenAmount cost = Gas.outputs(900, Lane.GAS, TokenAmount.ofAtto(120), TokenAmount.ofAtto(200), TokenAmount.ofAtto(50))
                .cost();
        assertThat(((MessageLanded) step.events().getFirst()).receipt().fee()).isEqualTo(cost);
        assertThat(step.effects()).anyMatch(e -> e instanceof Effect.ResolveIntent r && r.receipt().fee().equals(cost));
    }
}
