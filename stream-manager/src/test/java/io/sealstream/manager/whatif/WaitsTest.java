package io.sealstream.manager.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitsTest {
    @Test
    void shouldTakeTheNearestRank() {
        Waits waits = Waits.of(9, 1, 5, 3);

        assertThat(waits.percentile(50)).isEqualTo(3);
        assertThat(waits.percentile(51)).isEqualTo(5);
        assertThat(waits.percentile(95)).isEqualTo(9);
        assertThat(waits.percentile(0)).isEqualTo(1);
        assertThat(waits.mean()).isEqualTo(4.5);
    }

    @Test
    void shouldBeZeroWithoutSectors() {
        assertThat(Waits.of().percentile(95)).isZero();
        assertThat(Waits.of().mean()).isZero();
    }
}
