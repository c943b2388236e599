package io.sealstream.bench;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Parameters of PreCommitSectorBatch2 with 256 sectors that hold data. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PreCommitBench {
    private static final int SECTORS = 256;

    private final PreCommitSectorBatchParams2 params = batch(new Random(1));
    private final byte[] encoded = params.toCbor();

    private static PreCommitSectorBatchParams2 batch(Random random) {
        return new PreCommitSectorBatchParams2(IntStream.range(0, SECTORS)
                .mapToObj(i -> SectorPreCommitInfo.committedCapacity(SealProofType.STACKED_DRG_32GIB_V1_1.code(), 100_000 + i,
                        Cid.sealed(digest(random)), ChainEpoch.of(6_000_000), ChainEpoch.of(7_500_000)))
                .map(each -> new SectorPreCommitInfo(each.sealProof(), each.sectorNumber(), each.sealedCid(),
                        each.sealRandEpoch(),
                        each.dealIds(), each.expiration(), Cid.unsealed(digest(random))))
                .toList());
    }

    private static byte[] digest(Random random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return digest;
    }

    @Benchmark
    public byte[] encode() {
        return params.toCbor();
    }

    @Benchmark
    public PreCommitSectorBatchParams2 decode() {
        return PreCommitSectorBatchParams2.fromCbor(encoded);
    }
}
