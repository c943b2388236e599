package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.json.FilecoinJson;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Decoding is total: changed, cut and random bytes give a value that encodes to the same bytes, or a {@link CodecException}. */
class HostileInputTest {
    private static final Map<String, Shape<?>> SHAPES = ObjectVectors.shapes();
    private static final List<Vector> VECTORS = Vector.committed().stream()
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

    @RepeatedTest(5)
    void shouldReadOrRefuseChangedJson(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (Vector vector : VECTORS) {
            Shape<?> shape = SHAPES.get(vector.type());
            JsonTree good = FilecoinJson.toTree(vector.value());
            for (int round = 0; round < 8; round++) {
                fromJson(shape, changed(good, random));
            }
        }
        JsonTree deadline = DeadlineInfo.SHAPE.toJson(ProvingSchedule.STANDARD.deadlineAt(7, new ChainEpoch(12345)));
        for (int round = 0; round < 500; round++) {
            fromJson(DeadlineInfo.SHAPE, changed(deadline, random));
        }
    }

    private static <T> void fromJson(@Nullable Shape<T> shape, JsonTree json) {
        if (shape == null) {
            throw new AssertionError("no shape");
        }
        T value;
        try {
            value = shape.fromJson(json);
        } catch (CodecException e) {
            assertThat(e.why()).isNotBlank();
            return;
        }
        assertThat(shape.fromJson(shape.toJson(value))).isEqualTo(value);
    }

    private static JsonTree changed(JsonTree json, Random random) {
        if (random.nextInt(6) == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> JsonTree.Nothing.INSTANCE;
                case 1 -> new JsonTree.Flag(true);
                case 2 -> new JsonTree.Whole(BigInteger.ONE.shiftLeft(random.nextInt(70)).subtract(BigInteger.TWO));
                case 3 -> JsonTree.of("f0" + random.nextInt(100));
                case 4 -> new JsonTree.Items(List.of());
                default -> JsonTree.of(-random.nextLong(1000));
            };
        }
        return switch (json) {
            case JsonTree.Items(List<JsonTree> items) ->
                new JsonTree.Items(items.stream().map(item -> changed(item, random)).toList());
            case JsonTree.Fields(Map<String, JsonTree> fields) -> {
                Map<String, JsonTree> copy = new LinkedHashMap<>();
                fields.forEach((name, field) -> copy.put(name, changed(field, random)));
                yield new JsonTree.Fields(copy);
            }
            case JsonTree.Nothing nothing -> nothing;
            case JsonTree.Flag flag -> flag;
            case JsonTree.Whole whole -> whole;
            case JsonTree.Text text -> text;
        };
    }

    private static <T> void decode(@Nullable Shape<T> shape, byte[] bytes) {
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
