package io.sealstream.proofs.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakerStageTest {
    private static final Duration EXPECTED = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private MakerStage after(String said) throws IOException {
        Files.writeString(home.resolve("one.params.progress"), said);
        return MakerStage.of(home.resolve("one.params"));
    }

    @Test
    void shouldTellWhatTheMakerSays() throws IOException {
        assertThat(after("43 making points\n")).isEqualTo(new MakerStage(43, "making points"));
        assertThat(after("100 making points\n").percent()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "43", "101 making points", "making points", "-1 making points"})
    void shouldTellOfTheStartWhenTheMakerSaysNothingClear(String said) throws IOException {
        assertThat(after(said)).isEqualTo(MakerStage.START);
    }

    @Test
    void shouldTellOfTheStartBeforeTheMakerSaysAnything() {
        assertThat(MakerStage.of(home.resolve("one.params"))).isEqualTo(MakerStage.START);
    }

    @Test
    void shouldExpectTheRestToTakeAsLongAsWhatIsDone() {
        assertThat(new MakerStage(25, "making points").left(Duration.ofSeconds(10), EXPECTED)).isEqualTo(Duration.ofSeconds(30));
        assertThat(new MakerStage(100, "making points").left(Duration.ofSeconds(10), EXPECTED)).isZero();
    }

    @Test
    void shouldExpectTheUsualTimeAtTheStart() {
        assertThat(MakerStage.START.left(Duration.ofSeconds(10), EXPECTED)).isEqualTo(Duration.ofSeconds(50));
        assertThat(MakerStage.START.left(Duration.ofSeconds(61), EXPECTED)).isZero();
    }
}
