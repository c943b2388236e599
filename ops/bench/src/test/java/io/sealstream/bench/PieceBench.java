package io.sealstream.bench;

import io.sealstream.filecoin.PieceHasher;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.engine.ProofEngines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** CommP of a piece of 64 MiB (padded) from a file: ours, and the proofs library's. Both give the same commitment, or the run fails. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is annotated with @Setup first
public class PieceBench {
    private static final int UNPADDED = (64 << 20) / 128 * 127;
    private static final int BUFFER = 1 << 20;

    private Path file;
    private ProofEngine engine;

    @Setup(Level.Trial)
    public void write() throws IOException, ProofException {
        byte[] data = new byte[UNPADDED];
        new Random(1).nextBytes(data);
        file = Files.write(Files.createTempFile("piece", ".bin"), data);
        engine = ProofEngines.inProcess();
        if (!Arrays.equals(ours().cid().commitment(), library().commitment().toArray())) {
            throw new IllegalStateException("the two commitments of one piece differ");
        }
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        engine.close();
        Files.delete(file);
    }

    @Benchmark
    public PieceInfo ours() throws IOException {
        PieceHasher hasher = new PieceHasher();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hasher.update(buffer, 0, read);
            }
        }
        return hasher.finish(UNPADDED);
    }

    @Benchmark
    public Piece library() throws ProofException {
        return engine.pieceCommitment(SealProofType.STACKED_512MIB_V1_1, file, UNPADDED);
    }
}
