package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.message.MessageEvent.MessageDisplaced;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageHeld;
import io.sealstream.manager.domain.message.MessageEvent.MessageRevoked;
import io.sealstream.manager.domain.message.MessageEvent.MessageSigned;
import io.sealstream.manager.domain.message.MessageState.Queued;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.LaneLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storm over a lane: after it comes the calm, in which every message ends. */
class LaneStormTest {
    private static final List<LaneAction> ACTIONS = List.of(LaneAction.values());
    private static final int STORM = 400;
    private static final int CALM = 900;
    private static final TokenAmount PER_DAY = TokenAmount.ofAtto(60_000_000);
    private static final LaneLimits LIMITS = new LaneLimits(4, PER_DAY, TokenAmount.ZERO, TokenAmount.ZERO, 6, 125);

    private int messages;
    private long orders;
    private int judged;
    private @Nullable LaneState state;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldLandEachIntentAtMostOnceAndEndAll(long seed) {
        LaneWorld world = new LaneWorld(seed);
        for (int i = 0; i < STORM; i++) {
            disturb(world);
            world.epoch();
            judge(world);
        }
        calm(world);
        for (int i = 0; i < CALM && !world.lane.lane().open().isEmpty(); i++) {
            if (i % 100 == 99) {
                world.skipADay();
            }
            world.epoch();
            judge(world);
        }

        assertThat(world.lane.lane().open()).as("open after the calm").isEmpty();
        assertThat(world.lane.folded()).isEqualTo(world.lane.state);
        assertThat(world.landed).isGreaterThan(10);
        nonces(world);
    }

    @Test
    void shouldHaveSeenEverythingThatCanHappen() {
        Set<Class<?>> seen = new HashSet<>();
        boolean replaced = false;
        int reverted = 0;
        boolean filled = false;
        for (long seed = 1; seed <= 20; seed++) {
            LaneWorld world = new LaneWorld(seed);
            for (int i = 0; i < STORM; i++) {
                disturb(world);
                world.epoch();
            }
            world.lane.log.forEach(e -> seen.add(e.getClass()));
            replaced |= world.lane.log.stream().anyMatch(e -> e instanceof MessageFilled f && f.fill().generation() > 1);
            filled |= world.lane.log.stream()
                    .anyMatch(e -> e instanceof MessageEvent.MessageQueued q && q.intent().contains("/FILL/"));
            reverted += world.reverted;
        }

        assertThat(seen).contains(MessageDisplaced.class, MessageRevoked.class, MessageHeld.class,
                MessageEvent.MessageReverted.class, MessageEvent.LaneParked.class, MessageEvent.LaneOrdered.class,
                MessageEvent.MessageOrdered.class, MessageEvent.MessageFailed.class, MessageEvent.MessageFinal.class);
        assertThat(replaced).isTrue();
        assertThat(filled).as("a gap was closed").isTrue();
        assertThat(reverted).isPositive();
    }

    private void calm(LaneWorld world) {
        world.calm = true;
        world.locked = false;
        world.lane.baseFee = TokenAmount.ofAtto(100);
        if (world.lane.lane().paused() != null) {
            order(world, LaneAction.RESUME, "");
        }
    }

    private void disturb(LaneWorld world) {
        Random random = world.random;
        if (random.nextInt(3) == 0) {
            boolean post = random.nextInt(4) == 0;
            long until = post ? world.lane.now.value() + 10 + random.nextInt(40) : 0;
            TokenAmount cap = TokenAmount.ofAtto(random.nextInt(3) == 0 ? 400 : 0);
            FeeTerms terms = new FeeTerms(100 + random.nextInt(50), random.nextInt(200), cap,
                    TokenAmount.ofAtto(post ? 90_000_000 : 8_000_000));
            world.step(new LaneCommand.QueueMessage(Lane.with(Lane.intent("m" + messages++, post, until), terms, LIMITS)));
        }
        if (random.nextInt(40) == 0) {
            world.locked = !world.locked;
        }
        if (random.nextInt(15) == 0 && world.lane.state != null) {
            LaneAction action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            var open = world.lane.state.open();
            String intent = open.isEmpty() ? "none" : open.get(random.nextInt(open.size())).intent().id();
            order(world, action, action.isOfLane() ? "" : intent);
        }
    }

    private void order(LaneWorld world, LaneAction action, String intent) {
        world.step(new LaneCommand.OrderLane(new Request("cli", ++orders, -1, 0), Lane.SENDER, intent, action, "because", null));
    }

    /** What the lane decided since the last look. */
    private void judge(LaneWorld world) {
        for (; judged < world.lane.log.size(); judged++) {
            MessageEvent event = world.lane.log.get(judged);
            ChainEpoch at = world.lane.epochs.get(judged);
            if (state != null && event instanceof MessageFilled e && e.fill().generation() == 1
                    && !e.intent().contains("/FILL/")) {
                firstFill(state, e, at);
            }
            state = world.lane.machine.apply(state, event, at);
        }
    }

    private static void firstFill(LaneState lane, MessageFilled e, ChainEpoch now) {
        LaneMessage m = lane.find(e.intent()).orElseThrow();
        if (m.isPoSt()) {
            return;
        }
        assertThat(lane.paused()).as("%s is signed in a paused lane", e.intent()).isNull();
        assertThat(lane.open()).as("%s goes before a WindowPoSt", e.intent())
                .noneMatch(each -> each.isPoSt() && each.state() instanceof Queued && each.hold() == null);
        TokenAmount reserved = lane.open().stream().map(LaneMessage::reserve).reduce(TokenAmount.ZERO, TokenAmount::plus);
        assertThat(lane.ledger().spent(Lane.MINER, now).plus(reserved).plus(e.fill().maxFee())).as("spent by %s", e.intent())
                .isLessThanOrEqualTo(PER_DAY);
        assertThat(lane.open().stream().filter(each -> each.isInFlight() && !each.isPoSt()
                && each.intent().purpose() != Purpose.OPERATOR).count()).isLessThan(LIMITS.inFlight());
    }

    /** Each nonce has one intent. */
    private static void nonces(LaneWorld world) {
        Map<Long, String> holders = new HashMap<>();
        for (MessageEvent event : world.lane.log) {
            if (event instanceof MessageSigned e) {
                long nonce = SignedMessage.fromCbor(e.signedMessage().toArray()).message().nonce();
                assertThat(holders.merge(nonce, e.intent(), (old, now) -> old)).as("nonce %d", nonce).isEqualTo(e.intent());
            }
        }
    }
}
