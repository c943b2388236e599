package io.sealstream.manager.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({ "0,0", "0s,0", "1h,120", "1h0m0s,120", "1m30s,3", "1.5h,180", "30s,1", "31s,2", "1ms,1", "2d,5760", "90s,3"})
    void shouldReadWhatGoWritesAndCountEpochsOfThirtySeconds(String text, long epochs) {
        assertThat(GoDuration.parse(text).map(GoDuration::epochs)).contains(epochs);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "h", "-1h", "1 h", "1h ", "1hour", "1h30", "1..5h", "999999999h999999999h999999999h"})
    void shouldRefuseAnythingElse(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @Test
    void shouldShowEpochsAsPeopleReadThem() {
        assertThat(GoDuration.show(0)).isEqualTo("0s (0 epochs)");
        assertThat(GoDuration.show(1)).isEqualTo("30s (1 epoch)");
        assertThat(GoDuration.show(3001)).isEqualTo("25h30s (3001 epochs)");
        assertThat(GoDuration.parse("25h30s")).contains(Duration.ofSeconds(30 * 3001));
    }
}
