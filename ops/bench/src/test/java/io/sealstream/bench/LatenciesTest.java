package io.sealstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;

    @Test
    void shouldGiveTheNearestRank() {
        Latencies hundred = new Latencies(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * MILLI).toArray(), 2);
        assertThat(hundred.millis(0.5)).isEqualTo(50);
        assertThat(hundred.millis(0.99)).isEqualTo(99);
        assertThat(hundred.millis(1)).isEqualTo(100);
        assertThat(hundred.perSecond()).isEqualTo(50);
    }

    @Test
    void shouldTakeTheOnlyOneAndRefuseNone() {
        assertThat(new Latencies(new long[]{ 7 * MILLI}, 1).millis(0.5)).isEqualTo(7);
        assertThatThrownBy(() -> new Latencies(new long[0], 1).millis(0.5)).isInstanceOf(BenchException.class)
                .hasMessageContaining("nothing was answered");
    }
}
