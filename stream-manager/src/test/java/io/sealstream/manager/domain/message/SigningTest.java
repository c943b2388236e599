package io.sealstream.manager.domain.message;

import io.sealstream.manager.domain.FailureCause;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.LaneParked;
import io.sealstream.manager.domain.message.MessageEvent.LaneResumed;
import io.sealstream.manager.domain.message.MessageEvent.MessageFailed;
import io.sealstream.manager.domain.message.MessageEvent.MessageRevoked;
import io.sealstream.manager.domain.message.MessageEvent.MessageSigned;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The signer's answer. */
class SigningTest {
    private final Lane lane = new Lane();

    @BeforeEach
    void fill() {
        lane.queue("a");
    }

    @Test
    void shouldAskTheSignerForTheFilledMessage() {
        Step<LaneState, MessageEvent> step = lane.fill("a", 7);

        Effect.SignMessage ask = (Effect.SignMessage) step.effects().getFirst();
        assertThat(ask.requestId()).isEqualTo("a/sign/7");
        assertThat(ask.cid()).isEqualTo(lane.filled("a").messageCid());
        Message message = Message.fromCbor(ask.message().toArray());
        assertThat(message.cid()).isEqualTo(ask.cid());
        assertThat(message.nonce()).isEqualTo(7);
        assertThat(ask.summary()).contains("miner.PreCommitSectorBatch2").contains("nonce 7");
    }

    @Test
    void shouldRecordTheBytesBeforeTheyArePushed() {
        lane.fill("a", 7);
        Step<LaneState, MessageEvent> step = lane.step(lane.signature("a"));

        MessageSigned event = (MessageSigned) step.events().getFirst();
        SignedMessage signed = SignedMessage.fromCbor(event.signedMessage().toArray());
        assertThat(signed.cid()).isEqualTo(event.cid());
        assertThat(signed.message().nonce()).isEqualTo(7);
        assertThat(Lane.pushed(step.effects())).containsExactly(event.signedMessage());
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingPush.class);
        assertThat(lane.lane().nextNonce()).isEqualTo(8);
    }

    @Test
    void shouldSignARequestOnce() {
        lane.fill("a", 7);
        LaneCommand.AcceptSignature signature = lane.signature("a");
        lane.step(signature);

        assertThat(lane.step(signature).rejected()).contains("nobody waits for signature a/sign/7");
    }

    @Test
    void shouldRefuseASignatureOfAnotherMessage() {
        lane.fill("a", 7);
        LaneCommand.AcceptSignature wrong = new LaneCommand.AcceptSignature("a/sign/7", "a", Cid.ofRaw(new byte[]{ 1}), Lane.BLS,
                Bytes.of(new byte[96]));

        assertThat(lane.step(wrong).rejected()).contains("is for " + wrong.cid());
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingSignature.class);
    }

    @Test
    void shouldRefuseASignatureOfAnUnknownKind() {
        lane.fill("a", 7);
        LaneCommand.AcceptSignature wrong = new LaneCommand.AcceptSignature("a/sign/7", "a", lane.filled("a").messageCid(), 77,
                Bytes.EMPTY);

        assertThat(lane.step(wrong).rejected()).contains("cannot be used");
    }

    @Test
    void shouldFreeTheNonceOfARefusedMessage() {
        lane.queue("b");
        lane.fill("a", 7);
        Step<LaneState, MessageEvent> step = lane.step(lane.refusal("a", false));

        assertThat(step.events()).containsExactly(
                new MessageFailed(Lane.SENDER, "a", "the signer refuses (POLICY): the method is not allowed",
                        FailureCause.SIGNER, 0, TokenAmount.ZERO));
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
        lane.fill("b", 7);
        assertThat(lane.filled("b").nonce()).isEqualTo(7);
    }

    @Test
    void shouldParkTheLaneVisiblyWhileTheKeyIsLocked() {
        lane.fill("a", 7);
        Step<LaneState, MessageEvent> step = lane.step(lane.refusal("a", true));

        assertThat(step.events())
                .containsExactly(new LaneParked(Lane.SENDER, "the signer refuses (LOCKED): the wallet is locked"));
        assertThat(LaneWords.waitingFor(lane.lane())).contains("is parked").contains("the wallet is locked");
        assertThat(lane.stateOf("a")).isInstanceOf(AwaitingSignature.class);
    }

    @Test
    void shouldParkOnceForTheSameReason() {
        lane.fill("a", 7);
        lane.step(lane.refusal("a", true));

        assertThat(lane.step(lane.refusal("a", true)).events()).isEmpty();
    }

    @Test
    void shouldAskTheLockedKeyAgainWithTheSameRequest() {
        Step<LaneState, MessageEvent> filled = lane.fill("a", 7);
        lane.step(lane.refusal("a", true));

        assertThat(lane.head(109)).isEmpty();
        assertThat(lane.head(110)).containsExactly(filled.effects().getFirst());
    }

    @Test
    void shouldResumeWithTheSignature() {
        lane.fill("a", 7);
        lane.step(lane.refusal("a", true));
        Step<LaneState, MessageEvent> step = lane.step(lane.signature("a"));

        assertThat(step.events()).hasExactlyElementsOfTypes(LaneResumed.class, MessageSigned.class);
        assertThat(LaneWords.waitingFor(lane.lane())).doesNotContain("parked");
    }

    @Test
    void shouldResumeWhenTheRefusalBecomesFinal() {
        lane.fill("a", 7);
        lane.step(lane.refusal("a", true));

        assertThat(lane.step(lane.refusal("a", false)).events())
                .hasExactlyElementsOfTypes(LaneResumed.class, MessageFailed.class);
    }

    @Test
    void shouldSignNothingInAParkedLaneOutOfOrder() {
        lane.fill("a", 7);
        lane.step(lane.refusal("a", true));
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 0)));

        assertThat(lane.fill("post", 7).rejected()).isNotNull();
    }

    @Test
    void shouldUseTheNonceUpWhenTheLockedMessageIsOfNoUseAnyMore() {
        Lane timed = new Lane();
        timed.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 105)));
        timed.fill("post", 7);
        LaneCommand.AcceptSignature late = timed.signature("post");
        timed.step(timed.refusal("post", true));
        timed.queue("next");
        List<Effect> effects = timed.head(106);

        assertThat(timed.log.getLast()).isInstanceOf(MessageRevoked.class);
        assertThat(Lane.asked(effects)).containsExactly("post/estimate/empty");
        assertThat(timed.step(late).rejected()).as("it may be signed meanwhile, so the nonce is not given to another message")
                .contains("nobody waits");
        timed.empty("post");
        timed.step(timed.signature("post"));
        assertThat(timed.lane().parked()).isNull();
        assertThat(timed.bytes("post").fill().empty()).isTrue();
        timed.fill("next", 7);
        assertThat(timed.filled("next").nonce()).isEqualTo(8);
    }

    @Test
    void shouldDropUnsignedAndFreeTheNonceOfWhatTheSignerFindsOfNoUseAnyMore() {
        Lane timed = new Lane();
        timed.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 105)));
        timed.fill("post", 7);
        timed.step(timed.refusal("post", true));
        LaneCommand.AcceptSignature never = timed.signature("post");
        Step<LaneState, MessageEvent> step = timed.step(timed.expiry("post"));

        assertThat(step.events()).as("the signer may see a head before the lane does").containsExactly(
                new LaneResumed(Lane.SENDER),
                new MessageFailed(Lane.SENDER, "post",
                        "the signer refuses (EXPIRED): the signature was of use until epoch 105 and"
                                + " the chain is at epoch 106",
                        FailureCause.EXPIRED, 0, TokenAmount.ZERO));
        assertThat(Lane.told(step)).containsExactly(IntentOutcome.FAILED);
        assertThat(timed.step(never).rejected()).contains("nobody waits");
        timed.queue("next");
        timed.fill("next", 7);
        assertThat(timed.filled("next").nonce()).isEqualTo(7);
    }

    @Test
    void shouldKeepToTheTransferOfNothingWhenTheSignerRefusesWhatItTakesThePlaceOf() {
        Lane timed = new Lane();
        timed.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 105)));
        timed.fill("post", 7);
        timed.step(timed.refusal("post", true));
        LaneCommand.RefuseSignature late = timed.expiry("post");
        timed.head(106);
        timed.empty("post");

        assertThat(timed.step(late).rejected()).contains("nobody waits");
        timed.step(timed.signature("post"));
        assertThat(timed.bytes("post").fill().empty()).isTrue();
    }

    @Test
    void shouldLeaveSignedVersionsAsTheyAreWhenTheSignerFindsTheNextOfNoUseAnyMore() {
        Lane timed = new Lane();
        timed.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 105)));
        timed.fill("post", 7);
        timed.step(timed.signature("post"));
        timed.step(timed.taken("post"));
        Signed first = timed.bytes("post");
        timed.head(104);
        assertThat(timed.message("post").wanted()).as("it is offered for more").isNotNull();
        timed.step(timed.expiry("post"));

        assertThat(timed.bytes("post")).isEqualTo(first);
        assertThat(timed.message("post").wanted()).isNull();
        timed.head(106);
        assertThat(timed.log.getLast()).isInstanceOf(MessageRevoked.class);
    }

    @Test
    void shouldRefuseALateSignatureOfAFailedMessage() {
        lane.fill("a", 7);
        LaneCommand.AcceptSignature late = lane.signature("a");
        lane.step(lane.refusal("a", false));

        assertThat(lane.step(late).rejected()).contains("nobody waits");
        assertThat(lane.lane().nextNonce()).isNull();
    }
}
