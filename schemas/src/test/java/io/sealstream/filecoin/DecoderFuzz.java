package io.sealstream.filecoin;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The long fuzz run over all decoders, started by hand (README of the module), since Jazzer instruments the whole JVM. What it finds is kept in
 * {@code src/test/resources/io/sealstream/filecoin/DecoderFuzzInputs} and replayed by {@link DecoderTest} for ever.
 */
class DecoderFuzz {
    /** What the golden vectors hold, for each decoder that gives a value for it. */
    static Stream<byte[]> seeds() {
        return Decoders.goodInputs(DecoderTest.seeds());
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "8h")
    void shouldDecodeOrRefuseAnyBytes(byte[] input) {
        Decoders.run(input);
    }
}
