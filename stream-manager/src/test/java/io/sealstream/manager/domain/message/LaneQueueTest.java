package io.sealstream.manager.domain.message;

import io.sealstream.manager.domain.FailureCause;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.MessageFailed;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageHeld;
import io.sealstream.manager.domain.message.MessageEvent.MessageQueued;
import io.sealstream.manager.domain.message.MessageState.Failed;
import io.sealstream.manager.domain.message.MessageState.Queued;
import org.junit.jupiter.api.Test;

/** The queue, the estimate and the nonce. */
class LaneQueueTest {
    private final Lane lane = new Lane();

    private LaneCommand.HearFailure failure(String id, boolean retriable) {
        return new LaneCommand.HearFailure(Lane.SENDER, id + "/estimate", "EstimateMessage", "actor balance is too low",
                retriable, 0);
    }

    @Test
    void shouldQueueAMessageAndAskForItsGas() {
        Step<LaneState, MessageEvent> step = lane.queue("a");

        assertThat(step.events()).containsExactly(new MessageQueued(Lane.intent("a", false, 0)));
        assertThat(Lane.asked(step.effects())).containsExactly("a/estimate");
        assertThat(lane.stateOf("a")).isEqualTo(new Queued(ChainEpoch.of(100)));
    }

    @Test
    void shouldReplyToTheOperatorWithTheIntent() {
        Step<LaneState, MessageEvent> step = lane.step(new LaneCommand.QueueMessage(Lane.operator("cli/7", 7)));

        assertThat(step.effects()).contains(new Effect.Reply(new Request("cli", 7, 2, 0), true, "{\"intent\":\"cli/7\"}", ""));
    }

    @Test
    void shouldQueueAnIntentOnceHoweverOftenItIsGiven() {
        lane.queue("a");
        Step<LaneState, MessageEvent> again = lane.queue("a");

        assertThat(again.rejected()).isNull();
        assertThat(again.events()).isEmpty();
        assertThat(lane.lane().open()).hasSize(1);
    }

    @Test
    void shouldAnswerAFailedIntentWithItsReasonWhenItIsGivenAgain() {
        lane.queue("a");
        lane.step(failure("a", false));
        Step<LaneState, MessageEvent> again = lane.queue("a");

        assertThat(again.events()).isEmpty();
        assertThat(Lane.told(again)).containsExactly(IntentOutcome.FAILED);
    }

    @Test
    void shouldTakeTheNonceOfTheChainFirst() {
        lane.queue("a");

        assertThat(lane.fill("a", 41).events()).singleElement().matches(e -> ((MessageFilled) e).fill().nonce() == 41);
    }

    @Test
    void shouldTakeItsOwnNextNonceWhenTheChainLagsBehind() {
        lane.signed("a", 41);
        lane.queue("b");
        lane.fill("b", 41);

        assertThat(lane.filled("b").nonce()).isEqualTo(42);
    }

    @Test
    void shouldTakeTheNonceOfTheChainWhenItIsAhead() {
        lane.signed("a", 41);
        lane.queue("b");
        lane.fill("b", 50);

        assertThat(lane.filled("b").nonce()).isEqualTo(50);
    }

    @Test
    void shouldFillOneMessageAtATime() {
        lane.queue("a");
        lane.queue("b");

        assertThat(lane.fill("b", 0).rejected()).contains("not the turn of b");
        lane.fill("a", 0);
        assertThat(lane.fill("b", 0).rejected()).contains("not the turn of b");
        Step<LaneState, MessageEvent> signed = lane.step(lane.signature("a"));
        assertThat(Lane.asked(signed.effects())).contains("b/estimate");
    }

    @Test
    void shouldPutAnUrgentMessageBeforeOthersWithoutANonce() {
        lane.queue("a");
        Step<LaneState, MessageEvent> step = lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 0)));

        assertThat(Lane.asked(step.effects())).containsExactly("post/estimate");
        assertThat(lane.fill("a", 7).rejected()).contains("not the turn of a");
        lane.fill("post", 7);
        assertThat(lane.filled("post").nonce()).isEqualTo(7);
    }

    @Test
    void shouldKeepTheOrderOfArrivalAmongEquals() {
        lane.step(new LaneCommand.QueueMessage(Lane.intent("first", true, 0)));
        lane.step(new LaneCommand.QueueMessage(Lane.intent("second", true, 0)));

        assertThat(lane.fill("second", 0).rejected()).isNotNull();
        assertThat(lane.fill("first", 0).rejected()).isNull();
    }

    @Test
    void shouldLetAnUrgentMessageWaitForTheNonceThatIsBeingSigned() {
        lane.queue("a");
        lane.fill("a", 7);
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 0)));

        assertThat(lane.fill("post", 7).rejected()).contains("not the turn of post");
        lane.step(lane.signature("a"));
        lane.fill("post", 7);
        assertThat(lane.filled("post").nonce()).isEqualTo(8);
    }

    @Test
    void shouldCapTheFeeByTheIntent() {
        lane.queue("a");
        TokenAmount cap = Lane.intent("a", false, 0).maxFee().scaled(1, Lane.GAS);
        lane.step(new LaneCommand.FillMessage("a/estimate", "a", Lane.GAS, cap.plus(TokenAmount.ofAtto(9)),
                cap.plus(TokenAmount.ofAtto(9)), 0, TokenAmount.ofAtto(1)));

        assertThat(lane.filled("a").gasFeeCap()).isEqualTo(cap);
        assertThat(lane.filled("a").gasPremium()).as("a premium never exceeds the cap").isEqualTo(cap);
    }

    @Test
    void shouldWaitForALowerBaseFeeThanTheCap() {
        lane.queue("a");

        Step<LaneState, MessageEvent> step = lane.fill("a", 0, 10_000_000);
        assertThat(step.events()).singleElement().matches(e -> ((MessageHeld) e).cause() == HoldCause.FEE
                && ((MessageHeld) e).reason().contains("10000000") && ((MessageHeld) e).reason().contains("5000000"));
        assertThat(lane.stateOf("a")).isInstanceOf(Queued.class);
        lane.baseFee = TokenAmount.ofAtto(10_000_000);
        assertThat(Lane.asked(lane.head(102))).isEmpty();
        lane.baseFee = TokenAmount.ofAtto(5_000_000);
        assertThat(Lane.asked(lane.head(104))).containsExactly("a/estimate");
    }

    @Test
    void shouldRefuseAGasLimitThatCannotBe() {
        lane.queue("a");

        assertThat(lane.step(new LaneCommand.FillMessage("a/estimate", "a", 0, TokenAmount.ZERO, TokenAmount.ZERO, 0,
                TokenAmount.ZERO)).rejected()).contains("gas limit of 0");
    }

    @Test
    void shouldFailWhatTheEstimateRefusesAndGoOnWithTheNext() {
        lane.queue("a");
        lane.queue("b");
        Step<LaneState, MessageEvent> step = lane.step(failure("a", false));

        assertThat(step.events()).containsExactly(
                new MessageFailed(Lane.SENDER, "a", "the chain node refuses it: actor balance is too low",
                        FailureCause.ESTIMATE, 0, TokenAmount.ZERO));
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
        assertThat(Lane.asked(step.effects())).containsExactly("b/estimate");
    }

    @Test
    void shouldAskAgainWhenTheChainEdgeCouldNotAnswer() {
        lane.queue("a");

        assertThat(lane.step(failure("a", true)).rejected()).contains("asked again");
        assertThat(Lane.asked(lane.head(102))).containsExactly("a/estimate");
    }

    @Test
    void shouldFailAQueuedMessageThatIsOfNoUseAnyMore() {
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 110)));

        assertThat(lane.head(110)).noneMatch(Effect.ResolveIntent.class::isInstance);
        assertThat(lane.head(111)).anyMatch(
                e -> e instanceof Effect.ResolveIntent r && r.outcome() == IntentOutcome.FAILED
                        && r.reason().contains("epoch 110"));
        assertThat(lane.stateOf("post")).isInstanceOf(Failed.class);
        assertThat(lane.lane().nextNonce()).as("no nonce is spent").isNull();
    }

    @Test
    void shouldRefuseAMessageThatIsLateFromTheStart() {
        Step<LaneState, MessageEvent> step = lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 99)));

        assertThat(step.rejected()).contains("of use until epoch 99");
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
    }

    @Test
    void shouldTakeNoMoreThanItsBoundOfMessages() {
        for (int i = 0; i < LaneState.MAX_OPEN; i++) {
            lane.queue("m" + i);
        }
        Step<LaneState, MessageEvent> step = lane.queue("one more");

        assertThat(step.rejected()).contains("1000 messages under way");
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
    }
}
