package io.sealstream.filecoin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * An immutable set of unsigned 64-bit numbers (at most 2^64 - 2), kept as runs: ten million neighbours cost two longs. All algebra works on
 * runs. Encodings: RLE+ ({@link RlePlus}) inside a CBOR byte string, and run lengths in JSON.
 */
public final class BitField {
    /** Most runs of ones that a decoder accepts; the 32 KiB limit of the binary form allows fewer. */
    public static final int MAX_RUNS = 1 << 18;
    public static final BitField EMPTY = new BitField(new long[0]);

    /** Rising, in turn first number of a run and first number behind it; unsigned. */
    private final long[] bounds;

    /** Takes bounds that {@link RunCollector} or the algebra made. */
    BitField(long[] bounds) {
        this.bounds = bounds;
    }

    public static BitField of(long... numbers) {
        long[] sorted = Arrays.stream(numbers).map(BitField::flip).sorted().map(BitField::flip).toArray();
        RunCollector runs = new RunCollector(sorted.length);
        for (long number : sorted) {
            runs.add(number, number + 1);
        }
        return runs.build();
    }

    public static BitField of(Collection<Long> numbers) {
        return of(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    /** All numbers from {@code first} (inclusive) to {@code end} (exclusive). */
    public static BitField range(long first, long end) {
        RunCollector runs = new RunCollector(1);
        if (Long.compareUnsigned(first, end) < 0) {
            runs.add(first, end);
        }
        return runs.build();
    }

    private static long flip(long unsigned) {
        return unsigned ^ Long.MIN_VALUE;
    }

    /** From alternating run lengths that start with zeros, as JSON has them. */
    public static BitField fromRuns(List<BigInteger> lengths) {
        if (lengths.size() > 2 * MAX_RUNS) {
            throw CodecException.of("bitfield of " + lengths.size() + " runs, at most " + 2 * MAX_RUNS);
        }
        RunCollector runs = new RunCollector(lengths.size() / 2);
        BigInteger position = BigInteger.ZERO;
        for (int i = 0; i < lengths.size(); i++) {
            BigInteger length = lengths.get(i);
            if (length.signum() < 0 || (length.signum() == 0 && i > 0)) {
                throw CodecException.of("run " + i + " of a bitfield has length " + length);
            }
            BigInteger end = position.add(length);
            if (end.bitLength() > 64) {
                throw CodecException.of("bitfield is longer than 2^64 - 1");
            }
            if (i % 2 == 1) {
                runs.add(position.longValue(), end.longValue());
            }
            position = end;
        }
        if (lengths.size() % 2 == 1 && lengths.size() > 1) {
            throw CodecException.of("bitfield ends with a run of zeros");
        }
        return runs.build();
    }

    /** From the RLE+ bytes without their CBOR head. */
    public static BitField fromRle(byte[] rle) {
        return RlePlus.decode(rle);
    }

    public byte[] toRle() {
        return RlePlus.encode(this);
    }

    /** A byte string holding RLE+. */
    public byte[] toCbor() {
        return new CborWriter().bytes(toRle()).toBytes();
    }

    /** Alternating run lengths that start with zeros; {@code [0]} for the empty set. */
    public List<BigInteger> toRuns() {
        List<BigInteger> lengths = new ArrayList<>(bounds.length + 1);
        if (bounds.length == 0) {
            lengths.add(BigInteger.ZERO);
        }
        long position = 0;
        for (long bound : bounds) {
            lengths.add(unsigned(bound - position));
            position = bound;
        }
        return lengths;
    }

    static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    long[] bounds() {
        return bounds;
    }

    public boolean isEmpty() { return bounds.length == 0; }

    /** Number of runs of ones. */
    public int runCount() {
        return bounds.length / 2;
    }

    /** How many numbers are in the set, as an unsigned long. */
    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i];
        }
        return count;
    }

    public boolean contains(long number) {
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(bounds[middle], number) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low % 2 == 1;
    }

    public boolean containsAll(BitField other) {
        return other.subtract(this).isEmpty();
    }

    /** The smallest number; the set must not be empty. */
    public long first() {
        requireAny();
        return bounds[0];
    }

    /** The largest number; the set must not be empty. */
    public long last() {
        requireAny();
        return bounds[bounds.length - 1] - 1;
    }

    private void requireAny() {
        if (isEmpty()) {
            throw new IllegalStateException("an empty bitfield has no first and last number");
        }
    }

    public BitField union(BitField other) {
        return merge(other, (a, b) -> a || b);
    }

    public BitField intersect(BitField other) {
        return merge(other, (a, b) -> a && b);
    }

    public BitField subtract(BitField other) {
        return merge(other, (a, b) -> a && !b);
    }

    public BitField with(long number) {
        return union(range(number, number + 1));
    }

    public BitField without(long number) {
        return subtract(range(number, number + 1));
    }

    /** Union of many sets. */
    public static BitField union(Collection<BitField> parts) {
        BitField all = EMPTY;
        for (BitField part : parts) {
            all = all.union(part);
        }
        return all;
    }

    /** The numbers with positions {@code from} (inclusive) to {@code to} (exclusive) in rising order; fewer if the set is smaller. */
    public BitField slice(long from, long to) {
        RunCollector runs = new RunCollector(2);
        long seen = 0;
        for (int i = 0; i < bounds.length && Long.compareUnsigned(seen, to) < 0; i += 2) {
            long length = bounds[i + 1] - bounds[i];
            long skip = Math.min(Math.max(0, from - seen), length);
            long end = Math.min(length, to - seen);
            if (skip < end) {
                runs.add(bounds[i] + skip, bounds[i] + end);
            }
            seen += length;
        }
        return runs.build();
    }

    private interface Rule {
        boolean keep(boolean inThis, boolean inOther);
    }

    private BitField merge(BitField other, Rule rule) {
        long[] left = bounds;
        long[] right = other.bounds;
        long[] out = new long[left.length + right.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < left.length || j < right.length) {
            boolean takeLeft = j == right.length || (i < left.length && Long.compareUnsigned(left[i], right[j]) <= 0);
            long at = takeLeft ? left[i] : right[j];
            if (i < left.length && left[i] == at) {
                i++;
            }
            if (j < right.length && right[j] == at) {
                j++;
            }
            boolean keep = rule.keep(i % 2 == 1, j % 2 == 1);
            if (keep != (size % 2 == 1)) {
                out[size++] = at;
            }
        }
        return size == 0 ? EMPTY : new BitField(Arrays.copyOf(out, size));
    }

    /** The numbers in rising order. A set may be astronomically large: bound it by {@link #count()} first. */
    public LongStream stream() {
        PrimitiveIterator.OfLong numbers = new Numbers(bounds);
        Iterable<Long> iterable = () -> numbers;
        return StreamSupport.stream(iterable.spliterator(), false).mapToLong(Long::longValue);
    }

    /** The numbers in rising order, refused if there are more than {@code limit}. */
    public List<Long> toList(int limit) {
        if (Long.compareUnsigned(count(), limit) > 0) {
            throw CodecException.of("bitfield of " + Long.toUnsignedString(count()) + " numbers, at most " + limit);
        }
        return stream().boxed().toList();
    }

    private static final class Numbers implements PrimitiveIterator.OfLong {
        private final long[] bounds;
        private int run;
        private long next;

        Numbers(long[] bounds) {
            this.bounds = bounds;
            this.next = bounds.length == 0 ? 0 : bounds[0];
        }

        @Override
        public boolean hasNext() {
            return run < bounds.length;
        }

        @Override
        public long nextLong() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            long number = next++;
            if (next == bounds[run + 1]) {
                run += 2;
                next = run < bounds.length ? bounds[run] : 0;
            }
            return number;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitField that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** Runs for people: {@code {0-4, 7}}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < bounds.length; i += 2) {
            out.append(i == 0 ? "" : ", ").append(Long.toUnsignedString(bounds[i]));
            if (bounds[i + 1] - bounds[i] > 1) {
                out.append('-').append(Long.toUnsignedString(bounds[i + 1] - 1));
            }
        }
        return out.append('}').toString();
    }
}
