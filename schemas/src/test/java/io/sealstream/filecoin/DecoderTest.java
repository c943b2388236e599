package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short, seeded run over every decoder; the long one is {@link DecoderFuzz}. */
class DecoderTest {
    private static final Path KEPT = Path.of("src/test/resources/io/sealstream/filecoin/DecoderFuzzInputs");
    private static final List<byte[]> SEEDS = seeds();

    /** Bytes and texts of all vectors. */
    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(List.of(new byte[0]));
        for (Vector vector : Vector.committed()) {
            seeds.add((vector.value().isTextual() ? vector.value().asText() : vector.value().toString())
                    .getBytes(StandardCharsets.UTF_8));
            if (vector.cbor().isTextual()) {
                seeds.add(vector.cborBytes().toArray());
            }
        }
        return seeds;
    }

    @RepeatedTest(20)
    void shouldDecodeOrRefuseChangedSeeds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int decoder = 0; decoder < Decoders.count(); decoder++) {
            for (int round = 0; round < 40; round++) {
                Decoders.run(decoder, changed(SEEDS.get(random.nextInt(SEEDS.size())), random));
            }
        }
    }

    private static byte[] changed(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, Math.max(0, seed.length + random.nextInt(-2, 3)));
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void shouldGiveValuesForGoodSeeds() {
        long values = 0;
        for (int decoder = 0; decoder < Decoders.count(); decoder++) {
            for (byte[] seed : SEEDS) {
                values += Decoders.run(decoder, seed) ? 1 : 0;
            }
        }
        assertThat(values).isGreaterThan(2L * Vector.committed().size());
    }

    /** With every decoder: which one the first two bytes mean changes when a shape is added. */
    @TestFactory
    Stream<DynamicTest> shouldStandWhatAFuzzerHasFound() throws IOException {
        try (Stream<Path> files = Files.walk(KEPT)) {
            return files.filter(Files::isRegularFile).toList().stream().map(file -> DynamicTest
                    .dynamicTest(file.getFileName().toString(), () -> runWithEveryDecoder(Files.readAllBytes(file))));
        }
    }

    private static void runWithEveryDecoder(byte[] found) {
        for (int decoder = 0; decoder < Decoders.count(); decoder++) {
            Decoders.run(decoder, Arrays.copyOfRange(found, Math.min(2, found.length), found.length));
        }
    }

    /** Lengths that nobody has bytes for: refused before memory is taken. */
    @ParameterizedTest
    @ValueSource(strings = { "9b0000010000000000", "9bffffffffffffffff", "9b7fffffffffffffff", "9a00ffffff", "5b7fffffffffffffff",
        "5bffffffffffffffff", "5a7fffffff", "7b7fffffffffffffff", "7bffffffffffffffff", "bb7fffffffffffffff", "9fff", "5fff",
        "d82a5b7fffffffffffffff", "c25b7fffffffffffffff", "81819b7fffffffffffffff"})
    void shouldRefuseHugeLengths(String hex) {
        for (Shape<?> shape : Decoders.shapes()) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> shape.fromCbor(Bytes.fromHex(hex).toArray()));
        }
    }

    /** A bitfield may claim 2^63 numbers in ten bytes; only who counts them out takes memory, and must name a limit. */
    @Test
    void shouldKeepHugeBitFieldsSmall() {
        BitField huge = BitField.range(1, Long.MIN_VALUE);
        BitField read = BitField.fromRle(huge.toRle());
        assertThat(read).isEqualTo(huge);
        assertThat(read.runCount()).isEqualTo(1);
        assertThat(read.toRle()).hasSizeLessThan(16);
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read.toList(25_000))
                .withMessageContaining("at most 25000");
        assertThat(read.subtract(BitField.of(5)).runCount()).isEqualTo(2);
    }

    /** Nesting is bounded by the shapes, not by the input: nothing recurses as deep as it is told to. */
    @Test
    void shouldNotRecurseIntoHostileNesting() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x81);
        byte[] json = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        for (int decoder = 0; decoder < Decoders.count(); decoder++) {
            Decoders.run(decoder, deep);
            Decoders.run(decoder, json);
        }
    }
}
