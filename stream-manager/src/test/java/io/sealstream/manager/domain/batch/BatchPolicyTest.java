package io.sealstream.manager.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPolicyTest {
    @Test
    void shouldSendEverySectorAtOnceInAMessageOfItsOwn() {
        assertThat(BatchPolicy.SINGLE.decide(List.of(17L)))
                .isEqualTo(new BatchPolicy.Verdict.Flush(List.of(17L), "full: 1 of 1 sector"));
    }

    @Test
    void shouldSendTheFirstWhenSeveralWait() {
        assertThat(BatchPolicy.SINGLE.decide(List.of(17L, 18L)))
                .isEqualTo(new BatchPolicy.Verdict.Flush(List.of(17L), "full: 1 of 1 sector"));
    }

    @Test
    void shouldSendNothingWhenNothingWaits() {
        assertThat(BatchPolicy.SINGLE.decide(List.of())).isEqualTo(new BatchPolicy.Verdict.Hold("waits: 0 of 1 sectors"));
    }

    @Test
    void shouldSayHowManyAreMissing() {
        assertThat(new BatchPolicy(4).decide(List.of(1L, 2L, 3L)))
                .isEqualTo(new BatchPolicy.Verdict.Hold("waits: 3 of 4 sectors"));
    }

    @Test
    void shouldFillALargerBatchInOrder() {
        assertThat(new BatchPolicy(2).decide(List.of(1L, 2L, 3L)))
                .isEqualTo(new BatchPolicy.Verdict.Flush(List.of(1L, 2L), "full: 2 of 2 sectors"));
    }
}
