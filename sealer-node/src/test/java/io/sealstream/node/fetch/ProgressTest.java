package io.sealstream.node.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1L << 20;

    @Test
    void shouldSayHowFarHowFastAndHowLong() {
        assertThat(new Progress(12 * MIB, 48 * MIB, 1, 4, 0.5 * MIB).line())
                .isEqualTo("1 of 4 files, 12.0 MiB of 48.0 MiB (25 %), 512 KiB/s, 1 min left");
        assertThat(new Progress(0, 54L << 30, 0, 4, 10.0 * MIB).line())
                .isEqualTo("0 of 4 files, 0 KiB of 54.0 GiB (0 %), 10.0 MiB/s, 1 h 32 min left");
        assertThat(new Progress(47 * MIB, 48 * MIB, 0, 4, MIB).line()).endsWith("1.0 MiB/s, 1 s left");
    }

    @Test
    void shouldSayThatNothingComes() {
        assertThat(new Progress(MIB, 48 * MIB, 0, 4, 0).line()).endsWith("(2 %), nothing comes at present");
    }

    @Test
    void shouldMeasureTheLastHalfMinuteOnly() {
        Rate rate = new Rate();

        assertThat(rate.sample(0, 0)).isZero();
        assertThat(rate.sample(10 * SECOND, 10 * MIB)).isEqualTo(MIB);
        assertThat(rate.sample(40 * SECOND, 10 * MIB)).as("nothing came for 30 s").isZero();
        assertThat(rate.sample(41 * SECOND, 9 * MIB)).as("some were thrown away").isZero();
    }

    @ParameterizedTest
    @CsvSource({ "https://m.example/ipfs, https://m.example/ipfs/CID", "https://m.example/ipfs/, https://m.example/ipfs/CID",
        "http://m.example:81/p/{name}, http://m.example:81/p/NAME", "https://m.example/?arg={cid}, https://m.example/?arg=CID"})
    void shouldPutTheFileIntoTheAddress(String mirror, String address) {
        assertThat(Mirror.parse(mirror).orElseThrow().address(new Wanted("NAME", "CID"))).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({ "m.example", "ftp://m.example", "https://", "http://a b/{cid}"})
    void shouldRefuseWhatIsNoMirror(String text) {
        assertThat(Mirror.parse(text)).isEmpty();
    }
}
