package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Decoding is total: changed, cut and random bytes give a value that encodes to the same bytes, or a {@link CodecException}. */
class HostileInputTest {
    private static final Map<String, Shape<?>> SHAPES = ObjectVectors.shapes();
    private static final List<Vector> VECTORS = Vector.load().stream()
            .filter(vector -> SHAPES.containsKey(vector.type()) && vector.cbor().isTextual()).toList();

    @RepeatedTest(5)
    void shouldDecodeOrRefuseChangedVectors(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (Vector vector : VECTORS) {
            byte[] good = vector.cborBytes().toArray();
            for (int round = 0; round < 8; round++) {
                byte[] bytes = good.clone();
                int changes = 1 + random.nextInt(3);
                for (int i = 0; i < changes; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                decode(SHAPES.get(vector.type()), bytes);
            }
            decode(SHAPES.get(vector.type()), java.util.Arrays.copyOf(good, random.nextInt(good.length)));
            decode(SHAPES.get(vector.type()), java.util.Arrays.copyOf(good, good.length + 1));
        }
    }

    @RepeatedTest(5)
    void shouldDecodeOrRefuseRandomBytes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            SHAPES.values().forEach(shape -> decode(shape, bytes));
        }
    }

    private static <T> void decode(@org.jspecify.annotations.Nullable Shape<T> shape, byte[] bytes) {
        if (shape == null) {
            throw new AssertionError("no shape");
        }
        T value;
        try {
            value = shape.fromCbor(bytes);
        } catch (CodecException e) {
            assertThat(e.why()).isNotBlank();
            return;
        }
        assertThat(shape.toCbor(value)).isEqualTo(bytes);
    }

    @Test
    void shouldSayWhereAndWhy() {
        Vector params = VECTORS.stream().filter(vector -> vector.name().equals("dev-miner-precommitsectorbatchparams2-02"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = params.cborBytes().toArray();
        bytes[10] = 0x2b; // tag 43 instead of 42
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> io.sealstream.filecoin.actors.PreCommitSectorBatchParams2.fromCbor(bytes))
                .withMessageStartingWith("Sectors[0].SealedCID: ").withMessageContaining("at byte 9");
    }

    @Test
    void shouldRefuseLengthsBeforeTakingMemory() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Shapes.BYTES.fromCbor(Bytes.fromHex("5b7fffffffffffffff").toArray()))
                .withMessageContaining("at most");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Shapes.list(Shapes.UNSIGNED).fromCbor(Bytes.fromHex("9bffffffffffffffff").toArray()));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Shapes.list(Shapes.UNSIGNED).fromCbor(Bytes.fromHex("991fff").toArray()))
                .withMessageContaining("only 0 bytes");
    }

    @Test
    void shouldRefuseLongForms() {
        for (String hex : List.of("1817", "190017", "1a00000017", "1b0000000000000017", "9fff", "5f40ff", "5800")) {
            assertThatExceptionOfType(CodecException.class).as(hex)
                    .isThrownBy(() -> Shapes.UNSIGNED.fromCbor(Bytes.fromHex(hex).toArray()));
            assertThatExceptionOfType(CodecException.class).as(hex)
                    .isThrownBy(() -> Shapes.BYTES.fromCbor(Bytes.fromHex(hex).toArray()));
        }
    }
}
