package io.sealstream.manager.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.batch.BatchPolicy.Verdict;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchPolicyTest {
    private static final TokenAmount LOW = TokenAmount.ofNanoFil(1);
    private static final BatchRules RULES = new BatchRules(true, 4, 120, 2, LOW, 0, 2, 30, 0);
    private static final BaseFees HIGH = BaseFees.of(TokenAmount.ofNanoFil(2));

    private static Member member(long sector, long readyAt, long lastSafe) {
        return new Member(sector, ChainEpoch.of(readyAt), ChainEpoch.of(lastSafe));
    }

    private static List<Member> waiting(int count) {
        return LongStream.range(1, count + 1).mapToObj(n -> member(n, 100 + n, 10_000)).toList();
    }

    private static Verdict decide(BatchRules rules, List<Member> waiting, long now, BaseFees fees) {
        return BatchPolicy.decide(rules, waiting, ChainEpoch.of(now), fees);
    }

    private static Reason reason(Verdict verdict) {
        return ((Verdict.Flush) verdict).reason();
    }

    @Test
    void shouldSendEverySectorAtOnceWhereBatchesAreOff() {
        assertThat(decide(BatchRules.NONE, waiting(1), 101, HIGH))
                .isEqualTo(new Verdict.Flush(List.of(1L), Reason.SINGLE, "every sector goes alone and at once"));
    }

    @Test
    void shouldSendAFullBatchWithAllThatWait() {
        assertThat(decide(RULES, waiting(5), 106, HIGH))
                .isEqualTo(new Verdict.Flush(List.of(1L, 2L, 3L, 4L, 5L), Reason.FULL, "5 of 4 sectors"));
    }

    @Test
    void shouldCountTheWaitFromReadiness() {
        assertThat(decide(RULES, waiting(1), 220, HIGH)).isInstanceOf(Verdict.Hold.class);
        assertThat(reason(decide(RULES, waiting(1), 221, HIGH))).isEqualTo(Reason.WAITED);
    }

    @Test
    void shouldLeaveBeforeTheEarliestClockWhateverTheFee() {
        List<Member> members = List.of(member(1, 100, 10_000), member(2, 100, 180));

        assertThat(decide(RULES, members, 149, HIGH)).isInstanceOf(Verdict.Hold.class);
        assertThat(decide(RULES, members, 150, HIGH)).isEqualTo(new Verdict.Flush(List.of(2L, 1L), Reason.DEADLINE,
                "sector 2 must be on its way by epoch 180, slack 30"));
    }

    @Test
    void shouldLeaveForALowBaseFeeWithEnoughMembers() {
        assertThat(decide(RULES, waiting(1), 110, BaseFees.of(LOW))).isInstanceOf(Verdict.Hold.class);
        assertThat(reason(decide(RULES, waiting(2), 110, BaseFees.of(LOW)))).isEqualTo(Reason.FEE);
    }

    private static BaseFees day(long nanoNow) {
        return new BaseFees(TokenAmount.ofNanoFil(nanoNow),
                LongStream.rangeClosed(1, 20).map(n -> 21 - n).mapToObj(TokenAmount::ofNanoFil).toList());
    }

    @Test
    void shouldLeaveAnAlmostFullBatchForAFeeThatIsLowForTheDay() {
        BatchRules rules = new BatchRules(true, 10, 120, 2, TokenAmount.ZERO, 25, 2, 30, 0);

        assertThat(decide(rules, waiting(9), 215, day(6))).isInstanceOf(Verdict.Hold.class);
        assertThat(decide(rules, waiting(9), 220, day(5))).isEqualTo(new Verdict.Flush(
                List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), Reason.FEE,
                "base fee 5 nanoFIL is at most 5 nanoFIL, 9 sectors wait since 119 epochs"));
    }

    @Test
    void shouldWantALowerFeeWhileTheBatchGrows() {
        BatchRules rules = new BatchRules(true, 12, 120, 2, TokenAmount.ZERO, 50, 2, 30, 0);
        // Four members after half the time are eight at its end: (1/8 + 1/12) / (1/4 + 1/12) = 5/8 of the 10 nanoFIL that are low.
        assertThat(decide(rules, waiting(4), 161, day(7))).isEqualTo(new Verdict.Hold(ChainEpoch.of(162),
                "4 of 12 sectors wait until epoch 221 or for a base fee of 6.25 nanoFIL or less"));
        assertThat(reason(decide(rules, waiting(4), 161, day(6)))).isEqualTo(Reason.FEE);
    }

    @Test
    void shouldNotCallAnyFeeLowWhileNothingIsKnownOfTheDay() {
        BatchRules rules = new BatchRules(true, 4, 120, 2, TokenAmount.ZERO, 100, 1, 30, 0);

        assertThat(decide(rules, waiting(3), 219, BaseFees.of(LOW))).isInstanceOf(Verdict.Hold.class);
        assertThat(reason(decide(rules, waiting(3), 219, day(1)))).isEqualTo(Reason.FEE);
    }

    @Test
    void shouldLeaveForAFeeBelowTheThresholdHoweverMuchTheBatchWouldGrow() {
        BatchRules rules = new BatchRules(true, 12, 120, 2, TokenAmount.ofNanoFil(7), 50, 2, 30, 0);

        assertThat(reason(decide(rules, waiting(2), 104, day(7)))).isEqualTo(Reason.FEE);
        assertThat(decide(rules, waiting(1), 104, day(7))).isInstanceOf(Verdict.Hold.class);
    }

    @Test
    void shouldLookAgainWhenAFeeMayHaveFallenOrAClockRings() {
        assertThat(((Verdict.Hold) decide(RULES, waiting(2), 110, HIGH)).lookAt()).isEqualTo(ChainEpoch.of(112));
        BatchRules blind = new BatchRules(true, 4, 120, 2, TokenAmount.ZERO, 0, 1, 30, 0);
        assertThat(((Verdict.Hold) decide(blind, waiting(2), 110, HIGH)).lookAt()).isEqualTo(ChainEpoch.of(221));
    }
}
