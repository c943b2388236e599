package io.sealstream.bench;

import io.sealstream.filecoin.BitField;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Algebra on two sets of a million sectors in a thousand runs each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BitFieldBench {
    private static final int RUNS = 1000;
    private static final int RUN_LENGTH = 1000;

    private final BitField left = runs(1);
    private final BitField right = runs(2);
    private final byte[] encoded = left.toRle();

    /** Runs with gaps of up to 2,000 between them, so that those of two seeds overlap in every way. */
    private static BitField runs(long seed) {
        Random random = new Random(seed);
        List<BitField> runs = new ArrayList<>();
        long at = random.nextInt(RUN_LENGTH);
        for (int i = 0; i < RUNS; i++) {
            runs.add(BitField.range(at, at + RUN_LENGTH));
            at += RUN_LENGTH + 1 + random.nextInt(2 * RUN_LENGTH);
        }
        return BitField.union(runs);
    }

    @Benchmark
    public BitField union() {
        return left.union(right);
    }

    @Benchmark
    public BitField subtract() {
        return left.subtract(right);
    }

    @Benchmark
    public BitField decode() {
        return BitField.fromRle(encoded);
    }

    @Benchmark
    public byte[] encode() {
        return left.toRle();
    }
}
