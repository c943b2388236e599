package io.sealstream.manager.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageHeld;
import io.sealstream.manager.domain.message.MessageEvent.MessageQueued;
import io.sealstream.manager.domain.message.MessageEvent.MessageRevoked;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.LaneLimits;
import org.junit.jupiter.api.Test;

/** What a lane does for a miner at most, what it keeps back meanwhile, and gaps. */
class LimitsTest {
    private static final TokenAmount ONE = TokenAmount.ofAtto(200 * Lane.GAS);

    private final Lane lane = new Lane();

    private void queue(String id, LaneLimits limits) {
        lane.step(new LaneCommand.QueueMessage(
                Lane.with(Lane.intent(id, false, 0), FeeTerms.upTo(TokenAmount.ofNanoFil(5)), limits)));
    }

    private static LaneLimits limits(int inFlight, long perDay, long preCommitPerDay) {
        return new LaneLimits(inFlight, ONE.times(perDay), ONE.times(preCommitPerDay), TokenAmount.ZERO, 10, 125);
    }

    private void sign(String id) {
        lane.fill(id, 0);
        lane.step(lane.signature(id));
        lane.step(lane.taken(id));
    }

    private void lands(String id, long height, long gasUsed) {
        long readAt = height + Lane.CONFIDENCE;
        lane.at(readAt).step(new LaneCommand.LocateMessage(lane.searchId(id), id, lane.bytes(id).cid(),
                new Receipt(height, 0, Bytes.EMPTY, gasUsed), TokenAmount.ofAtto(100), 1, ChainEpoch.of(readAt)));
    }

    @Test
    void shouldHoldNobodyElseBackForAMessageThatPaysTooLittle() {
        lane.step(new LaneCommand.QueueMessage(Lane.termed("poor", 100, 0, 150, 5_000_000)));
        lane.step(new LaneCommand.QueueMessage(Lane.termed("rich", 100, 0, 900, 5_000_000)));
        lane.baseFee = TokenAmount.ofAtto(400);
        Step<LaneState, MessageEvent> step = lane.fill("poor", 0, 400);

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageHeld.class);
        assertThat(Lane.asked(step.effects())).containsExactly("rich/estimate");
        assertThat(LaneWords.waitingFor(lane.message("poor"), lane.lane()))
                .contains("the base fee is 400 attoFIL and the message may pay 150 at most");
        sign("rich");
        lane.baseFee = TokenAmount.ofAtto(150);
        lane.head(103);
        lane.fill("poor", 0, 150);
        assertThat(lane.filled("poor").nonce()).isEqualTo(1);
    }

    @Test
    void shouldLetNoMoreMessagesFlyThanAllowedButAnyWindowPoSt() {
        queue("a", limits(1, 0, 0));
        queue("b", limits(1, 0, 0));
        sign("a");

        assertThat(lane.fill("b", 0).rejected()).contains("not the turn of b");
        assertThat(LaneWords.waitingFor(lane.message("b"), lane.lane())).contains("1 messages of f01000 are under way, 1 may be");
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 0)));
        sign("post");
        lands("a", 105, 900);
        lane.fill("b", 0);
        assertThat(lane.filled("b").nonce()).isEqualTo(2);
    }

    @Test
    void shouldSpendNoMoreThanAllowedWithinADay() {
        queue("a", limits(100, 2, 0));
        queue("b", limits(100, 2, 0));
        queue("c", limits(100, 2, 0));
        sign("a");
        sign("b");
        Step<LaneState, MessageEvent> step = lane.fill("c", 0);

        assertThat(step.events()).singleElement().isInstanceOfSatisfying(MessageHeld.class, e -> {
            assertThat(e.cause()).isEqualTo(HoldCause.SPEND);
            assertThat(e.limit()).isEqualTo(ONE);
            assertThat(e.reason()).contains("it may cost " + ONE.format()).contains("of " + ONE.times(2).format() + " a day")
                    .contains("0 FIL are spent and " + ONE.times(2).format() + " reserved");
        });
        assertThat(lane.head(105)).noneMatch(e -> Lane.asked(java.util.List.of(e)).contains("c/estimate"));
    }

    /** Its price was that of a moment: a storm must not hold it for ever. */
    @Test
    void shouldEstimateAgainWhatWasHeldByTheDayAndLetItGoWhenItIsCheaper() {
        queue("a", limits(100, 1, 0));
        queue("b", limits(100, 1, 0));
        sign("a");
        lane.fill("b", 0);
        long held = lane.now.value();

        assertThat(asked(held + LaneQueue.LOOK_AGAIN - 1)).doesNotContain("b/estimate");
        assertThat(asked(held + LaneQueue.LOOK_AGAIN)).contains("b/estimate");
        assertThat(lane.fill("b", 0).events()).as("looked at again, and held").singleElement().isInstanceOf(MessageHeld.class);
        assertThat(asked(held + LaneQueue.LOOK_AGAIN + 1)).as("others have their turn").doesNotContain("b/estimate");
    }

    private java.util.List<String> asked(long epoch) {
        return Lane.asked(lane.head(epoch));
    }

    @Test
    void shouldCountWhatItReallyCostAndForgetItAfterADay() {
        queue("a", limits(100, 1, 0));
        queue("b", limits(100, 1, 0));
        sign("a");
        lane.fill("b", 0);
        lands("a", 105, 1_000);
        TokenAmount cost = ((MessageState.Final) lane.stateOf("a")).receipt().fee();
        assertThat(cost).isEqualTo(TokenAmount.ofAtto((100 + 50) * Lane.GAS));
        assertThat(lane.lane().ledger().spent(Lane.MINER, Purpose.PRECOMMIT, ChainEpoch.of(109))).isEqualTo(cost);

        lane.head(110);
        assertThat(lane.fill("b", 1).rejected()).as("%s of %s are spent", cost, ONE).isNotNull();
        lane.head(108 + Ledger.DAY + Ledger.PART);
        lane.fill("b", 1);
        assertThat(lane.filled("b").nonce()).isEqualTo(1);
    }

    @Test
    void shouldHaveALimitForEachKind() {
        queue("a", limits(100, 0, 1));
        queue("b", limits(100, 0, 1));
        sign("a");

        assertThat(lane.fill("b", 0).events()).singleElement()
                .matches(e -> ((MessageHeld) e).reason().contains("PRECOMMIT messages"));
    }

    @Test
    void shouldNotReplaceBeyondWhatMayBeSpent() {
        queue("a", limits(100, 1, 0));
        sign("a");
        lane.head(110);

        assertThat(lane.message("a").wanted()).isNull();
        assertThat(lane.log.getLast()).isInstanceOfSatisfying(MessageHeld.class,
                e -> assertThat(e.cause()).isEqualTo(HoldCause.SPEND));
    }

    @Test
    void shouldHoldNoWindowPoStByAnyLimit() {
        lane.step(new LaneCommand.QueueMessage(
                Lane.with(Lane.intent("post", true, 0), FeeTerms.upTo(TokenAmount.ofNanoFil(5)),
                        new LaneLimits(1, TokenAmount.ofAtto(1), TokenAmount.ZERO, TokenAmount.ZERO, 10, 125))));
        sign("post");
        lands("post", 105, 900);

        assertThat(lane.lane().ledger().spent(Lane.MINER, ChainEpoch.of(108)).isPositive()).as("it counts").isTrue();
    }

    @Test
    void shouldMakeWayForAWindowPoStThatWaitsForItsNonceAsInCase45() {
        lane.step(new LaneCommand.QueueMessage(Lane.termed("poor", 100, 0, 250, 900_000)));
        sign("poor");
        lane.step(new LaneCommand.QueueMessage(Lane.intent("post", true, 160)));
        sign("post");
        lane.baseFee = TokenAmount.ofAtto(400);
        lane.head(102);
        assertThat(lane.log).filteredOn(MessageRevoked.class::isInstance).singleElement()
                .matches(e -> ((MessageRevoked) e).reason().contains("makes way for post"));

        lane.step(new LaneCommand.FillMessage("poor/estimate/empty", "poor", 500, TokenAmount.ofAtto(900), TokenAmount.ofAtto(50),
                0,
                lane.baseFee));
        lane.step(lane.signature("poor"));
        lane.at(110).step(lane.found("poor", lane.bytes("poor").cid(), 105, 110));
        assertThat(lane.stateOf("poor")).as("it is sent again").isInstanceOf(MessageState.Queued.class);
        lane.baseFee = TokenAmount.ofAtto(100);
        lane.fill("poor", 0);
        assertThat(lane.filled("poor").nonce()).isEqualTo(2);
    }

    private Step<LaneState, MessageEvent> missing(String id, long stateNonce, long readAt) {
        return lane.at(readAt)
                .step(new LaneCommand.LocateMessage(lane.searchId(id), id, null, Receipt.NONE, TokenAmount.ZERO, stateNonce,
                        ChainEpoch.of(readAt)));
    }

    @Test
    void shouldCloseAGapThatNobodyUses() {
        lane.signed("a", 9);
        assertThat(missing("a", 8, 119).events()).as("another's message may land still").isEmpty();
        Step<LaneState, MessageEvent> step = missing("a", 8, 120);

        assertThat(step.events()).hasExactlyElementsOfTypes(MessageQueued.class);
        String filler = ((MessageQueued) step.events().getFirst()).intent();
        assertThat(Lane.asked(step.effects())).containsExactly(filler + "/estimate");
        assertThat(missing("a", 8, 121).events()).as("once").isEmpty();
        assertThat(((MessageFilled) lane.fill(filler, 10).events().getFirst()).fill().nonce()).isEqualTo(8);
        lane.step(lane.signature(filler));
        assertThat(missing("a", 8, 122).events()).as("once").isEmpty();
        assertThat(lane.lane().nextNonce()).isEqualTo(10);
    }

    @Test
    void shouldEndAFillerWhoseNonceIsUsedAfterAll() {
        lane.signed("a", 9);
        String filler = ((MessageQueued) missing("a", 8, 120).events().getFirst()).intent();
        lane.fill(filler, 10);
        lane.step(lane.signature(filler));
        lane.at(130).step(lane.found(filler, io.sealstream.filecoin.Cid.ofRaw(new byte[]{ 9}), 121, 130));

        assertThat(lane.stateOf(filler)).isInstanceOf(MessageState.Failed.class);
    }

    @Test
    void shouldTakeAnAnswerFromBeforeTheLastLandingForNoGap() {
        lane.signed("a", 8);
        lane.signed("b", 8);
        lands("a", 130, 900);

        assertThat(missing("b", 8, 125).events()).isEmpty();
        assertThat(missing("b", 8, 140).events()).as("a reorg that deep dropped it")
                .hasExactlyElementsOfTypes(MessageQueued.class);
    }
}
