package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.LaneCommand.OrderLane;
import io.sealstream.manager.domain.message.MessageEvent.LaneOrdered;
import io.sealstream.manager.domain.message.MessageEvent.MessageFailed;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageOrdered;
import io.sealstream.manager.domain.message.MessageEvent.MessageRevoked;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What operators do. */
class OrdersTest {
    private final Lane lane = new Lane();
    private long number;

    private Step<LaneState, MessageEvent> order(LaneAction action, String intent) {
        return order(action, intent, null, ++number);
    }

    private Step<LaneState, MessageEvent> order(LaneAction action, String intent, @Nullable TokenAmount maxFee, long as) {
        return lane
                .step(new OrderLane(new Request("cli@h", as, 2, 0), Lane.SENDER, intent, action, "the base fee storm", maxFee));
    }

    private static Effect.Reply reply(Step<LaneState, MessageEvent> step) {
        return (Effect.Reply) step.effects().stream().filter(Effect.Reply.class::isInstance).findFirst().orElseThrow();
    }

    @Test
    void shouldPauseALaneForAllButWindowPoStAndShowWhoAndWhy() {
        lane.queue("a");
        Step<LaneState, MessageEvent> step = order(LaneAction.PAUSE, "");

        assertThat(step.events())
                .containsExactly(new LaneOrdered(Lane.SENDER, LaneAction.PAUSE, "the base fee storm", "cli@h", 1));
        assertThat(reply(step).ok()).isTrue();
        assertThat(lane.fill("a", 7).rejected()).contains("not the turn");
        assertThat(LaneWords.waitingFor(lane.lane())).isEqualTo("is paused by cli@h since epoch 100: the base fee storm");
        assertThat(LaneWords.waitingFor(lane.message("a"), lane.lane())).contains("paused by cli@h");
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 0)));
        lane.fill("post", 7);
        assertThat(lane.filled("post").nonce()).isEqualTo(7);
    }

    @Test
    void shouldReplaceNothingInAPausedLaneButWhatStandsBeforeAWindowPoSt() {
        lane.signed("a", 7);
        lane.step(lane.taken("a"));
        order(LaneAction.PAUSE, "");
        lane.head(120);
        assertThat(lane.message("a").wanted()).isNull();

        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 0)));
        lane.fill("post", 7);
        lane.step(lane.signature("post"));
        lane.head(121);
        assertThat(lane.message("a").wanted()).isNotNull();
    }

    @Test
    void shouldGoOnWhenItIsResumed() {
        lane.queue("a");
        order(LaneAction.PAUSE, "");
        Step<LaneState, MessageEvent> step = order(LaneAction.RESUME, "");

        assertThat(Lane.asked(step.effects())).containsExactly("a/estimate");
        assertThat(order(LaneAction.RESUME, "").rejected()).contains("is not paused");
    }

    @Test
    void shouldAnswerARepeatAgainAndDoNothing() {
        order(LaneAction.PAUSE, "", null, 5);
        Step<LaneState, MessageEvent> again = order(LaneAction.PAUSE, "", null, 5);

        assertThat(again.events()).isEmpty();
        assertThat(reply(again).ok()).isTrue();
        assertThat(order(LaneAction.RESUME, "", null, 4).rejected()).contains("request 4 of cli@h is older than its last one, 5");
    }

    @Test
    void shouldCancelWhatHasNoNonceAtOnce() {
        lane.queue("a");
        Step<LaneState, MessageEvent> step = order(LaneAction.CANCEL, "a");

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageOrdered.class, MessageFailed.class);
        assertThat(((MessageFailed) step.events().getLast()).cause()).isEqualTo(FailureCause.CANCELLED);
        assertThat(((MessageFailed) step.events().getLast()).reason()).isEqualTo("cli@h cancelled it: the base fee storm");
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
        assertThat(order(LaneAction.CANCEL, "a").rejected()).contains("is over");
    }

    @Test
    void shouldCancelWhatIsSignedByATransferOfNothing() {
        lane.signed("a", 7);
        Step<LaneState, MessageEvent> step = order(LaneAction.CANCEL, "a");

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageOrdered.class, MessageRevoked.class);
        assertThat(Lane.told(step)).as("it may land still").isEmpty();
        assertThat(Lane.asked(step.effects())).containsExactly("a/estimate/empty");
        lane.empty("a");
        lane.step(lane.signature("a"));
        Step<LaneState, MessageEvent> end = lane.at(110).step(lane.found("a", lane.bytes("a").cid(), 105, 110));
        assertThat(((MessageFailed) end.events().getFirst()).cause()).isEqualTo(FailureCause.CANCELLED);
    }

    @Test
    void shouldNotCancelWhatHasLanded() {
        lane.landed("a", 7, 103);

        assertThat(order(LaneAction.CANCEL, "a").rejected()).contains("has landed");
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingConfidence.class);
    }

    @Test
    void shouldReplaceAtOnceForTheGivenFee() {
        lane.step(new LaneCommand.QueueMessage(Lane.termed("a", 100, 0, 250, 250_000)));
        lane.fill("a", 7);
        lane.step(lane.signature("a"));
        lane.step(lane.taken("a"));
        lane.baseFee = TokenAmount.ofAtto(300);
        assertThat(order(LaneAction.REPLACE, "a").rejected()).contains("its terms allow 250, the base fee is 300");

        Step<LaneState, MessageEvent> step = order(LaneAction.REPLACE, "a", TokenAmount.ofAtto(500_000), ++number);
        assertThat(step.events()).hasExactlyElementsOfTypes(MessageOrdered.class, MessageFilled.class);
        assertThat(((MessageFilled) step.events().getLast()).fill().gasFeeCap()).isEqualTo(TokenAmount.ofAtto(500));
        assertThat(lane.message("a").intent().maxFee()).isEqualTo(TokenAmount.ofAtto(500_000));
        assertThat(lane.folded()).isEqualTo(lane.state);
    }

    @Test
    void shouldRefuseAFeeOfNothing() {
        lane.signed("a", 7);

        assertThat(order(LaneAction.REPLACE, "a", TokenAmount.ZERO, ++number).rejected()).contains("must be above zero");
    }

    @Test
    void shouldSendTheSameBytesAgainAtOnce() {
        lane.signed("a", 7);
        lane.step(lane.taken("a"));
        Step<LaneState, MessageEvent> step = order(LaneAction.RESEND, "a");

        assertThat(Lane.pushed(step.effects())).containsExactly(lane.bytes("a").bytes());
    }

    @Test
    void shouldLookAgainAtWhatIsHeld() {
        lane.queue("a");
        lane.fill("a", 7, 10_000_000);
        lane.baseFee = TokenAmount.ofAtto(10_000_000);
        Step<LaneState, MessageEvent> step = order(LaneAction.RESEND, "a");

        assertThat(Lane.asked(step.effects())).containsExactly("a/estimate");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        lane.queue("a");
        assertThat(order(LaneAction.CANCEL, "x").rejected()).contains("no message x is known");
    }
}
