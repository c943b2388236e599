package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.message.MessageEvent.MessageDisplaced;
import io.sealstream.manager.domain.message.MessageEvent.MessageFailed;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageFinal;
import io.sealstream.manager.domain.message.MessageEvent.MessageLanded;
import io.sealstream.manager.domain.message.MessageEvent.MessageReverted;
import io.sealstream.manager.domain.message.MessageEvent.MessageSigned;
import io.sealstream.manager.domain.message.MessageEvent.OfMessage;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any command in any state: answers that are late, doubled, of other messages or of nobody. */
class LaneRandomTest {
    private static final int STEPS = 3_000;
    private static final int INTENTS = 400;
    private static final Cid OTHER = Cid.ofRaw(new byte[]{ 9});

    private final Lane lane = new Lane();
    private final Map<Cid, Bytes> pushed = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 20261})
    void shouldUseEachNonceOnceWithoutAGapAndLandEachIntentOnce(long seed) {
        Random random = new Random(seed);
        List<Long> nonces = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            List<Effect> effects = random.nextInt(5) == 0
                    ? lane.head(lane.now.value() + 1 + random.nextInt(2))
                    : lane.step(command(random)).effects();
            effects.forEach(this::checkBytes);
        }

        lane.log.stream().filter(MessageSigned.class::isInstance)
                .map(e -> SignedMessage.fromCbor(((MessageSigned) e).signedMessage().toArray()).message().nonce())
                .filter(nonce -> !nonces.contains(nonce)).forEach(nonces::add);
        assertThat(nonces).as("the lane goes on").hasSizeGreaterThan(100);
        for (int i = 0; i < nonces.size(); i++) {
            assertThat(nonces.get(i)).as("nonce of signature %d", i).isEqualTo(i);
        }
        assertThat(lane.folded()).isEqualTo(lane.state);
        lane.log.stream().filter(OfMessage.class::isInstance).map(OfMessage.class::cast)
                .collect(Collectors.groupingBy(OfMessage::intent)).forEach(LaneRandomTest::checkLife);
        assertThat(lane.over.values()).anyMatch(m -> m.state() instanceof MessageState.Final)
                .anyMatch(m -> m.state() instanceof MessageState.Failed);
        assertThat(lane.log).hasAtLeastOneElementOfType(MessageReverted.class)
                .hasAtLeastOneElementOfType(MessageEvent.LaneParked.class)
                .hasAtLeastOneElementOfType(MessageEvent.LaneResumed.class);
    }

    /** Whatever is pushed under a CID are the same bytes for ever, and the log holds them. */
    private void checkBytes(Effect effect) {
        if (effect instanceof Effect.AskChain ask
                && ask.question() instanceof ChainQuestion.PushMessage push) {
            assertThat(pushed.merge(push.cid(), push.signedMessage(), (old, now) -> old)).isEqualTo(push.signedMessage());
            assertThat(lane.log).anyMatch(e -> e instanceof MessageSigned s && s.signedMessage().equals(push.signedMessage()));
        }
    }

    private static void checkLife(String intent, List<OfMessage> life) {
        int landed = 0;
        Long nonce = null;
        int ends = 0;
        for (MessageEvent event : life) {
            assertThat(ends).as("%s after the end of %s", event, intent).isZero();
            ends += event instanceof MessageFinal || event instanceof MessageFailed ? 1 : 0;
            landed = landed(landed, event);
            assertThat(event instanceof MessageFailed && landed > 0).as("%s failed while it had landed", intent).isFalse();
            assertThat(event instanceof MessageFinal && landed == 0).as("%s is final without a receipt", intent).isFalse();
            if (event instanceof MessageDisplaced) {
                nonce = null;
            } else if (event instanceof MessageFilled e) {
                assertThat(nonce == null || nonce == e.fill().nonce()).as("%s got a second nonce", intent).isTrue();
                nonce = e.fill().nonce();
            }
        }
    }

    /** One while a receipt stands: a later receipt takes the place of the former one. */
    private static int landed(int before, MessageEvent event) {
        return event instanceof MessageLanded ? 1 : event instanceof MessageReverted ? 0 : before;
    }

    private LaneCommand command(Random random) {
        String id = id(random);
        return switch (random.nextInt(12)) {
            case 0, 1 -> new LaneCommand.QueueMessage(Lane.intent("m" + random.nextInt(INTENTS), random.nextInt(4) == 0,
                    random.nextInt(3) == 0 ? lane.now.value() + random.nextInt(40) - 2 : 0));
            case 2, 3, 4 -> fill(random, random.nextInt(4) == 0 ? id : head(), random.nextInt(4) == 0);
            case 5, 6 -> signature(random, random.nextInt(4) == 0 ? id : unsigned());
            case 7 -> refusal(random, random.nextInt(4) == 0 ? id : unsigned());
            case 8 -> new LaneCommand.ConfirmPush(id + "/push", id, cid(random, id));
            case 9 -> located(random, id);
            case 10 -> new LaneCommand.HearFailure(Lane.SENDER, id + (random.nextBoolean() ? "/estimate" : "/push"), "Anything",
                    "no", random.nextInt(4) != 0, random.nextInt(3));
            default -> random.nextInt(4) == 0
                    ? new LaneCommand.HeedReorg(lane.now.minus(random.nextInt(8)))
                    : located(random, id);
        };
    }

    private String id(Random random) {
        List<LaneMessage> open = lane.state == null ? List.of() : lane.state.open();
        return open.isEmpty() || random.nextInt(8) == 0
                ? "m" + random.nextInt(INTENTS)
                : open.get(random.nextInt(open.size())).intent().id();
    }

    private String head() {
        return lane.state == null ? "none" : LaneQueue.head(lane.state, lane.scope()).map(m -> m.intent().id()).orElse("none");
    }

    private String revoked() {
        return lane.state == null
                ? "none"
                : lane.state.open().stream().filter(LaneMessage::needsEmptyFill).findFirst().map(m -> m.intent().id())
                        .orElse("none");
    }

    private String unsigned() {
        return lane.state == null
                ? "none"
                : lane.state.open().stream().filter(m -> m.wanted() != null).findFirst()
                        .map(m -> m.intent().id()).orElse("none");
    }

    /** The chain lags behind the lane, as it does while messages are in the pool. */
    private LaneCommand fill(Random random, String of, boolean empty) {
        String id = empty ? revoked() : of;
        long next = lane.state == null || lane.state.nextNonce() == null ? 0 : lane.state.nextNonce();
        return new LaneCommand.FillMessage(id + (empty ? "/estimate/empty" : "/estimate"), id,
                random.nextInt(9) == 0 ? 0 : Lane.GAS, TokenAmount.ofAtto(200),
                TokenAmount.ofAtto(50), Math.max(0, next - random.nextInt(4)),
                TokenAmount.ofAtto(random.nextInt(9) == 0 ? 10_000_000 : 100));
    }

    private LaneCommand signature(Random random, String id) {
        LaneMessage m = lane.state == null ? null : lane.state.find(id).orElse(null);
        boolean right = m != null && m.wanted() != null && random.nextInt(8) != 0;
        return right
                ? lane.signature(id)
                : new LaneCommand.AcceptSignature(id + "/sign/" + random.nextInt(5), id, OTHER, random.nextInt(5),
                        Bytes.of(new byte[random.nextInt(300)]));
    }

    private LaneCommand refusal(Random random, String id) {
        LaneMessage m = lane.state == null ? null : lane.state.find(id).orElse(null);
        return m != null && m.wanted() != null
                ? lane.refusal(id, random.nextInt(3) != 0)
                : new LaneCommand.RefuseSignature(id + "/sign/0", id, random.nextBoolean(), random.nextBoolean(), "POLICY", "no");
    }

    private LaneCommand located(Random random, String id) {
        @Nullable
        Cid cid = random.nextInt(3) == 0 ? null : cid(random, id);
        long height = lane.now.value() - random.nextInt(6);
        return lane.found(id, cid, height, lane.now.value() - random.nextInt(3));
    }

    private Cid cid(Random random, String id) {
        MessageState state = lane.state == null ? null : lane.state.find(id).map(LaneMessage::state).orElse(null);
        boolean signed = state instanceof AwaitingPush || state instanceof AwaitingLanding || state instanceof AwaitingConfidence;
        if (!signed || random.nextInt(9) == 0) {
            return OTHER;
        }
        List<Signed> versions = lane.message(id).versions();
        return versions.get(random.nextInt(versions.size())).cid();
    }
}
