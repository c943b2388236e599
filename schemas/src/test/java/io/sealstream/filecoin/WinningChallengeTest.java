package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WinningChallengeTest {
    private static final ActorId MINER = new ActorId(1000);

    /** Expected places were computed apart from this code; the drawn number is above 2^63, so it must be taken as unsigned. */
    @Test
    void shouldDrawThePlaceOfTheChallengedSector() {
        Bytes randomness = Bytes.fromHex("21".repeat(32));
        assertThat(WinningChallenge.place(MINER, randomness, 5)).isEqualTo(3);
        assertThat(WinningChallenge.place(MINER, randomness, 1_000_003)).isEqualTo(320_978);
        assertThat(WinningChallenge.place(MINER, Bytes.fromHex("07".repeat(31) + "1f"), 1_000_003)).isEqualTo(829_260);
    }

    @Test
    void shouldChallengeTheOnlySector() {
        assertThat(WinningChallenge.place(MINER, Bytes.fromHex("00".repeat(32)), 1)).isZero();
    }

    @Test
    void shouldRefuseAMinerWithoutSectors() {
        assertThatThrownBy(() -> WinningChallenge.place(MINER, Bytes.fromHex("00".repeat(32)), 0))
                .isInstanceOf(CodecException.class).hasMessageContaining("f01000");
    }
}
