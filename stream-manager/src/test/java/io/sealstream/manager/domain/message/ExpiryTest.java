package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.MessageFailed;
import io.sealstream.manager.domain.message.MessageEvent.MessageLanded;
import io.sealstream.manager.domain.message.MessageEvent.MessageRevoked;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signed message past its last useful epoch. */
class ExpiryTest {
    private static final Cid OTHER = Cid.ofRaw(new byte[]{ 9});

    private final Lane lane = new Lane();

    @BeforeEach
    void sign() {
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 110)));
        lane.fill("post", 7);
        lane.step(lane.signature("post"));
        lane.step(lane.taken("post"));
    }

    private void replaced() {
        lane.head(111);
        lane.empty("post");
        lane.step(lane.signature("post"));
        lane.step(lane.taken("post"));
    }

    @Test
    void shouldPutATransferOfNothingInItsPlace() {
        assertThat(lane.head(110)).noneMatch(e -> e instanceof Effect.AskChain a && a.requestId().endsWith("/empty"));
        lane.head(111);

        assertThat(lane.log.getLast()).isInstanceOfSatisfying(MessageRevoked.class,
                e -> assertThat(e.reason()).contains("epoch 110"));
        Fill before = lane.message("post").fills().toList().getLast();
        lane.empty("post");
        Fill fill = lane.filled("post");
        assertThat(fill.nonce()).isEqualTo(7);
        assertThat(fill.gasPremium()).isGreaterThan(before.gasPremium().scaled(110, 100));
        lane.step(lane.signature("post"));
        Message message = SignedMessage.fromCbor(lane.bytes("post").bytes().toArray()).message();
        assertThat(message.to()).isEqualTo(Lane.SENDER);
        assertThat(message.value()).isEqualTo(TokenAmount.ZERO);
        assertThat(message.params().isEmpty()).isTrue();
    }

    @Test
    void shouldEndWithItsTransferOfNothing() {
        replaced();
        Cid nothing = lane.bytes("post").cid();
        assertThat(lane.at(113).step(lane.found("post", nothing, 112, 113)).events()).as("without confidence").isEmpty();
        Step<LaneState, MessageEvent> step = lane.at(115).step(lane.found("post", nothing, 112, 115));

        assertThat(step.events()).singleElement().isInstanceOfSatisfying(MessageFailed.class, e -> {
            assertThat(e.cause()).isEqualTo(FailureCause.EXPIRED);
            assertThat(e.fee().isPositive()).isTrue();
        });
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
        lane.queue("next");
        lane.fill("next", 7);
        assertThat(lane.filled("next").nonce()).isEqualTo(8);
    }

    @Test
    void shouldCountWhenItLandsAfterAll() {
        Cid original = lane.bytes("post").cid();
        replaced();
        Step<LaneState, MessageEvent> step = lane.at(113).step(lane.found("post", original, 112, 113));

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageLanded.class);
        assertThat(lane.stateOf("post")).isInstanceOf(AwaitingConfidence.class);
    }

    @Test
    void shouldFailWhenAnotherMessageUsesItsNonce() {
        lane.head(111);
        Step<LaneState, MessageEvent> step = lane.at(116).step(lane.found("post", OTHER, 112, 116));

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageFailed.class);
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
    }

    @Test
    void shouldOfferMoreForATransferOfNothingThatIsStuck() {
        replaced();
        TokenAmount premium = lane.bytes("post").fill().gasPremium();
        lane.head(121);

        assertThat(lane.filled("post").empty()).isTrue();
        assertThat(lane.filled("post").gasPremium()).isGreaterThan(premium);
    }
}
