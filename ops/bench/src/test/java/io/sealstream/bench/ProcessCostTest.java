package io.sealstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessCostTest {
    @Test
    void shouldReadTheTimesBehindAnyName() {
        assertThat(ProcessCost.ticks("42 (a ) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 250 31 7 8 20 0 33 0 12345 1000 200"))
                .isEqualTo(281);
    }

    @Test
    void shouldReadTheSizesByTheirNames() {
        String rollup = "00400000-7fff ---p 00000000 00:00 0 [rollup]\nRss:   9000 kB\nPss:   7123 kB\nPss_Dirty: 1 kB\n";

        assertThat(ProcessCost.kibibytes("Pss:", rollup)).isEqualTo(7123);
        assertThat(ProcessCost.kibibytes("Rss:", rollup)).isEqualTo(9000);
        assertThatThrownBy(() -> ProcessCost.kibibytes("Swap:", rollup)).isInstanceOf(BenchException.class)
                .hasMessageContaining("no Swap:");
    }

    @Test
    void shouldSeeItsOwnProcess() {
        ProcessCost now = ProcessCost.of(ProcessHandle.current().pid());

        assertThat(now.ticks()).isPositive();
        assertThat(now.mebibytes()).isBetween(10L, 10_000L);
        assertThat(now.resident()).isGreaterThanOrEqualTo(now.mebibytes());
    }
}
