package io.sealstream.manager.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import org.junit.jupiter.api.Test;

class FeeHistoryTest {
    private static FeeHistory with(FeeHistory history, long epoch, long fee) {
        return history.with(ChainEpoch.of(epoch), TokenAmount.ofAtto(fee));
    }

    @Test
    void shouldTakeTheFirstHeadOfThirtyEpochs() {
        FeeHistory history = with(with(with(FeeHistory.NONE, 61, 100), 62, 200), 90, 300);

        assertThat(history.at(TokenAmount.ofAtto(7)).recent()).containsExactly(TokenAmount.ofAtto(100), TokenAmount.ofAtto(300));
        assertThat(history.at(TokenAmount.ofAtto(7)).now()).isEqualTo(TokenAmount.ofAtto(7));
        assertThat(with(history, 119, 9)).isSameAs(history);
    }

    @Test
    void shouldForgetWhatIsOlderThanADay() {
        FeeHistory history = FeeHistory.NONE;
        for (long epoch = 0; epoch <= 6_000; epoch++) {
            history = with(history, epoch, epoch);
        }

        assertThat(history.samples()).hasSize(96);
        assertThat(history.samples().firstKey()).isEqualTo(ChainEpoch.of(6_000 - 2_880 + 30));
    }

    @Test
    void shouldSurviveAReorg() {
        FeeHistory history = with(with(FeeHistory.NONE, 95, 100), 120, 200);

        assertThat(with(history, 93, 300)).isSameAs(history);
        assertThat(with(history, 20, 300).samples()).hasSize(3);
    }
}
