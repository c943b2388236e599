package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.MessageDisplaced;
import io.sealstream.manager.domain.message.MessageEvent.MessageFinal;
import io.sealstream.manager.domain.message.MessageEvent.MessageLanded;
import io.sealstream.manager.domain.message.MessageEvent.MessagePushed;
import io.sealstream.manager.domain.message.MessageEvent.MessageReverted;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import io.sealstream.manager.domain.message.MessageState.Final;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the recorded bytes to finality. */
class LandingTest {
    private static final Cid OTHER = Cid.ofRaw(new byte[]{ 9});

    private final Lane lane = new Lane();

    @Test
    void shouldWaitToLandOnceThePoolHasTheMessage() {
        Signed signed = lane.signed("a", 7);
        Step<LaneState, MessageEvent> step = lane.step(lane.taken("a"));

        assertThat(step.events()).containsExactly(new MessagePushed(Lane.SENDER, "a", signed.cid()));
        assertThat(lane.stateOf("a")).isEqualTo(new AwaitingLanding(ChainEpoch.of(100)));
    }

    @Test
    void shouldRepeatTheSameBytesWhileThePushIsUnanswered() {
        Signed signed = lane.signed("a", 7);
        lane.step(new LaneCommand.HearFailure(Lane.SENDER, "a/push", "PushMessage", "timed out", true, 0));

        assertThat(Lane.pushed(lane.head(102))).containsExactly(signed.bytes());
        assertThat(Lane.pushed(lane.head(104))).containsExactly(signed.bytes());
    }

    @Test
    void shouldRepeatTheSameBytesEvenWhenThePoolRefusesThem() {
        Signed signed = lane.signed("a", 7);
        Step<LaneState, MessageEvent> step = lane.step(
                new LaneCommand.HearFailure(Lane.SENDER, "a/push", "PushMessage", "nonce too low", false, 0));

        assertThat(step.rejected()).contains("nonce too low");
        assertThat(Lane.pushed(lane.head(102))).containsExactly(signed.bytes());
    }

    @Test
    void shouldPushAgainWhatThePoolMayHaveForgotten() {
        Signed signed = lane.signed("a", 7);
        lane.step(lane.taken("a"));

        assertThat(Lane.pushed(lane.head(101))).isEmpty();
        assertThat(Lane.pushed(lane.head(110))).containsExactly(signed.bytes());
    }

    @Test
    void shouldLookForTheReceiptAtEveryHead() {
        lane.signed("a", 7);
        lane.step(lane.taken("a"));

        assertThat(Lane.asked(lane.head(101))).containsExactly("a/search/7");
        assertThat(Lane.asked(lane.head(102))).containsExactly("a/search/7");
    }

    @Test
    void shouldTellTheMinerThatItLanded() {
        Step<LaneState, MessageEvent> step = lane.landed("a", 7, 103);

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageLanded.class);
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.LANDED);
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingConfidence.class);
    }

    @Test
    void shouldFindWhatLandedAlthoughThePushWasNeverAnswered() {
        Signed signed = lane.signed("a", 7);
        Step<LaneState, MessageEvent> step = lane.at(105).step(lane.found("a", signed.cid(), 103, 105));

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageLanded.class);
        assertThat(Lane.pushed(lane.head(106))).as("nothing is pushed any more").isEmpty();
    }

    @Test
    void shouldBeFinalAtOnceWhenItIsFoundLate() {
        Signed signed = lane.signed("a", 7);
        Step<LaneState, MessageEvent> step = lane.at(200).step(lane.found("a", signed.cid(), 103, 200));

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageLanded.class, MessageFinal.class);
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.LANDED, IntentOutcome.FINAL);
    }

    @Test
    void shouldTellALandingOnce() {
        Signed signed = lane.signed("a", 7);
        lane.at(104).step(lane.found("a", signed.cid(), 103, 104));
        Step<LaneState, MessageEvent> again = lane.step(lane.found("a", signed.cid(), 103, 104));

        assertThat(again.events()).isEmpty();
        assertThat(again.effects()).isEmpty();
    }

    @Test
    void shouldAskOnlyAtTheEpochOfItsConfidence() {
        lane.landed("a", 7, 103);

        assertThat(lane.head(105)).isEmpty();
        assertThat(Lane.asked(lane.head(106))).containsExactly("a/search/7");
    }

    @Test
    void shouldBeFinalWithItsConfidence() {
        lane.landed("a", 7, 103);
        Signed signed = lane.bytes("a");
        Step<LaneState, MessageEvent> step = lane.at(106).step(lane.found("a", signed.cid(), 103, 106));

        assertThat(step.events()).containsExactly(new MessageFinal(Lane.SENDER, "a"));
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FINAL);
        assertThat(lane.stateOf("a")).isInstanceOf(Final.class);
        assertThat(lane.lane().open()).isEmpty();
    }

    @Test
    void shouldAnswerAFinalIntentWithItsReceiptWhenItIsGivenAgain() {
        lane.landed("a", 7, 103);
        lane.at(106).step(lane.found("a", lane.bytes("a").cid(), 103, 106));
        Step<LaneState, MessageEvent> again = lane.queue("a");

        assertThat(again.events()).isEmpty();
        assertThat(again.effects()).singleElement().matches(
                e -> e instanceof Effect.ResolveIntent r && r.outcome() == IntentOutcome.FINAL && r.receipt().height() == 103);
    }

    @Test
    void shouldPushTheSameBytesAgainAfterAReorg() {
        lane.landed("a", 7, 103);
        Bytes bytes = lane.bytes("a").bytes();
        Step<LaneState, MessageEvent> step = lane.at(106).step(lane.found("a", null, 0, 106));

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageReverted.class);
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.REVERTED);
        assertThat(Lane.pushed(step.effects())).containsExactly(bytes);
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingPush.class);
    }

    @Test
    void shouldLookAgainAtOnceWhenAReorgTookTheTipset() {
        lane.landed("a", 7, 103);

        assertThat(Lane.asked(lane.at(104).step(new LaneCommand.HeedReorg(ChainEpoch.of(102))).effects()))
                .containsExactly("a/search/7");
        assertThat(lane.step(new LaneCommand.HeedReorg(ChainEpoch.of(103))).effects()).isEmpty();
    }

    @Test
    void shouldLandAgainInAnotherTipset() {
        lane.landed("a", 7, 103);
        Step<LaneState, MessageEvent> step = lane.at(105).step(lane.found("a", lane.bytes("a").cid(), 104, 105));

        assertThat(step.events()).singleElement().matches(e -> ((MessageLanded) e).receipt().height() == 104);
    }

    @Test
    void shouldNotBelieveANodeThatLagsBehindTheReceipt() {
        lane.landed("a", 7, 103);

        assertThat(lane.step(lane.found("a", null, 0, 102)).events()).isEmpty();
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingConfidence.class);
    }

    @Test
    void shouldWaitForTheConfidenceOfAnotherMessageWithItsNonce() {
        lane.signed("a", 7);

        assertThat(lane.at(105).step(lane.found("a", OTHER, 103, 105)).events()).isEmpty();
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingPush.class);
    }

    @Test
    void shouldGetAnotherNonceWhenAnotherMessageTookItsOwnForGoodAsInCase52() {
        lane.signed("a", 7);
        Step<LaneState, MessageEvent> step = lane.at(106).step(lane.found("a", OTHER, 103, 106));

        assertThat(step.events()).singleElement().matches(e -> e instanceof MessageDisplaced d && d.nonce() == 7
                && d.cid().equals(OTHER) && d.reason().contains("took nonce 7"));
        assertThat(Lane.told(step)).as("the miner still waits for it").isEmpty();
        LaneCommand.LocateMessage late = new LaneCommand.LocateMessage("a/search/7", "a", OTHER, receipt(103), TokenAmount.ZERO,
                8,
                ChainEpoch.of(106));
        lane.fill("a", 7);
        assertThat(lane.filled("a").nonce()).isEqualTo(8);
        lane.step(lane.signature("a"));
        assertThat(lane.step(late).rejected()).contains("about a nonce that a has lost");
        assertThat(lane.message("a").versions()).as("nothing of the lost nonce is pushed any more").hasSize(1);
    }

    private static Receipt receipt(long height) {
        return new Receipt(height, 0, Bytes.EMPTY, 900);
    }

    @Test
    void shouldRefuseNewsOfAMessageThatIsNotSigned() {
        lane.queue("a");

        assertThat(lane.step(lane.found("a", OTHER, 103, 105)).rejected()).contains("not signed yet");
    }

    @Test
    void shouldRefuseNewsOfUnknownMessages() {
        assertThat(lane.step(lane.found("x", OTHER, 103, 105)).rejected()).contains("nobody waits");
        assertThat(lane.step(new LaneCommand.ConfirmPush("x/push", "x", OTHER)).rejected()).contains("nobody waits");
    }

    @Test
    void shouldHoldTheFoldOfItsEvents() {
        lane.landed("a", 7, 103);
        lane.queue("b");
        lane.fill("b", 7);
        lane.step(lane.refusal("b", true));

        assertThat(lane.folded()).isEqualTo(lane.state);
    }

    @Test
    void shouldSayWhatAMessageWaitsFor() {
        lane.landed("a", 7, 103);
        LaneMessage message = lane.lane().find("a").orElseThrow();

        assertThat(LaneWords.waitingFor(message, lane.lane())).isEqualTo("landed at epoch 103 and waits for 3 epochs on top");
        assertThat(List.of(LaneWords.waitingFor(lane.lane()))).containsExactly("1 messages are under way");
    }
}
