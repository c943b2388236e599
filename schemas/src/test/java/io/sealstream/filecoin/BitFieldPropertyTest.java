package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.json.FilecoinJson;
import java.math.BigInteger;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The algebra on runs against a naive set; the seed is the number of the repetition. */
class BitFieldPropertyTest {
    private static final int RANGE = 400;

    private static NavigableSet<Long> randomSet(Random random) {
        TreeSet<Long> set = new TreeSet<>();
        int runs = random.nextInt(12);
        for (int i = 0; i < runs; i++) {
            long first = random.nextInt(RANGE);
            long length = 1L + random.nextInt(random.nextBoolean() ? 3 : 60);
            for (long bit = first; bit < first + length; bit++) {
                set.add(bit);
            }
        }
        return set;
    }

    @RepeatedTest(200)
    void shouldAgreeWithNaiveSets(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        NavigableSet<Long> a = randomSet(random);
        NavigableSet<Long> b = randomSet(random);
        BitField left = BitField.of(a);
        BitField right = BitField.of(b);
        TreeSet<Long> union = new TreeSet<>(a);
        union.addAll(b);
        TreeSet<Long> both = new TreeSet<>(a);
        both.retainAll(b);
        TreeSet<Long> rest = new TreeSet<>(a);
        rest.removeAll(b);

        assertThat(left.toList(RANGE * 2)).isEqualTo(List.copyOf(a));
        assertThat(left.union(right)).isEqualTo(BitField.of(union));
        assertThat(left.intersect(right)).isEqualTo(BitField.of(both));
        assertThat(left.subtract(right)).isEqualTo(BitField.of(rest));
        assertThat(left.count()).isEqualTo(a.size());
        assertThat(left.containsAll(right)).isEqualTo(a.containsAll(b));
        for (long bit = 0; bit < RANGE + 70; bit++) {
            assertThat(left.contains(bit)).isEqualTo(a.contains(bit));
        }
        int from = random.nextInt(20);
        int to = from + random.nextInt(40);
        assertThat(left.slice(from, to).toList(RANGE)).isEqualTo(a.stream().skip(from).limit(to - from).toList());
    }

    @RepeatedTest(200)
    void shouldRoundTripThroughRleAndRuns(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BitField field = BitField.of(randomSet(random));
        assertThat(BitField.fromRle(field.toRle())).isEqualTo(field);
        assertThat(BitField.fromRuns(field.toRuns())).isEqualTo(field);
        assertThat(Shapes.BITFIELD.fromCbor(field.toCbor())).isEqualTo(field);
        assertThat(FilecoinJson.read(Shapes.BITFIELD, FilecoinJson.write(Shapes.BITFIELD, field))).isEqualTo(field);
    }

    @Test
    void shouldKeepTenMillionNeighboursInKilobytes() {
        BitField many = BitField.range(5, 10_000_005);
        assertThat(many.count()).isEqualTo(10_000_000);
        assertThat(many.toRle()).hasSizeLessThan(16);
        assertThat(many.subtract(BitField.range(100, 200)).count()).isEqualTo(9_999_900);
    }

    /** A cost in runs and bytes: 10 million sectors in 1,000 runs are 16 KB in memory and 5 KB on the wire, and so are unions of them. */
    @Test
    void shouldKeepTenMillionSectorsInAThousandRunsInKilobytes() {
        BitField even = BitField.EMPTY;
        BitField odd = BitField.EMPTY;
        for (long run = 0; run < 1000; run++) {
            even = even.union(BitField.range(30_000 * run, 30_000 * run + 10_000));
            odd = odd.union(BitField.range(30_000 * run + 15_000, 30_000 * run + 25_000));
        }
        assertThat(even.count()).isEqualTo(10_000_000);
        assertThat(even.runCount()).isEqualTo(1000);
        assertThat(even.toRle()).hasSizeLessThan(6_000);
        assertThat(even.union(odd).runCount()).isEqualTo(2000);
        assertThat(even.union(odd).count()).isEqualTo(20_000_000);
        assertThat(even.intersect(odd)).isEqualTo(BitField.EMPTY);
        assertThat(even.union(odd).subtract(odd)).isEqualTo(even);
    }

    /** Around 2^63 and at the end of the range, where signed longs turn over. */
    @RepeatedTest(50)
    void shouldDoAlgebraWithUnsignedNumbers(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long base = random.nextBoolean() ? Long.MAX_VALUE - 200 : -1 - 600;
        NavigableSet<Long> a = randomSet(random);
        NavigableSet<Long> b = randomSet(random);
        BitField left = shifted(a, base);
        BitField right = shifted(b, base);
        TreeSet<Long> rest = new TreeSet<>(a);
        rest.removeAll(b);
        assertThat(left.subtract(right)).isEqualTo(shifted(rest, base));
        assertThat(left.union(right).subtract(left).union(left)).isEqualTo(left.union(right));
        assertThat(BitField.fromRle(left.toRle())).isEqualTo(left);
        assertThat(BitField.fromRuns(left.toRuns())).isEqualTo(left);
    }

    private static BitField shifted(NavigableSet<Long> numbers, long base) {
        return BitField.of(numbers.stream().map(number -> number + base).toList());
    }

    @Test
    void shouldRefuseWhatNobodyEncodes() {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> BitField.fromRle(new byte[RlePlus.MAX_BYTES + 1]));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> BitField.of(-1));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> BitField.fromRuns(List.of(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE)));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> BitField.fromRuns(List.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(64))));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> BitField.range(0, 1000).toList(999));
    }
}
