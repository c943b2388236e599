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

    @Test
    void shouldCallAFeeLowThatIsAmongTheLowestOfTheDay() {
        BatchRules rules = new BatchRules(true, 4, 120, 2, TokenAmount.ZERO, 25, 2, 30, 0);
        List<TokenAmount> day = LongStream.rangeClosed(1, 8).mapToObj(TokenAmount::ofNanoFil).toList();

        assertThat(reason(decide(rules, waiting(2), 110, new BaseFees(TokenAmount.ofNanoFil(3), day)))).isEqualTo(Reason.FEE);
        assertThat(decide(rules, waiting(2), 110, new BaseFees(TokenAmount.ofNanoFil(4), day))).isInstanceOf(Verdict.Hold.class);
        assertThat(decide(rules, waiting(2), 110, HIGH)).isInstanceOf(Verdict.Hold.class);
    }

    @Test
    void shouldLookAgainWhenAFeeMayHaveFallenOrAClockRings() {
        assertThat(((Verdict.Hold) decide(RULES, waiting(2), 110, HIGH)).lookAt()).isEqualTo(ChainEpoch.of(112));
        BatchRules blind = new BatchRules(true, 4, 120, 2, TokenAmount.ZERO, 0, 1, 30, 0);
        assertThat(((Verdict.Hold) decide(blind, waiting(2), 110, HIGH)).lookAt()).isEqualTo(ChainEpoch.of(221));
    }
}
