package io.sealstream.proofs.engine;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import java.nio.file.Path;
import java.util.List;

/** The library's calls about parameter files. */
public final class ParameterEngine implements AutoCloseable {
    private static final int SEAL = 0;
    private static final int WINDOW_POST = 1;
    private static final int WINNING_POST = 2;
    private static final int UPDATE = 3;
    private static final int AGGREGATE = 4;

    private final ProofCalls calls;

    private ParameterEngine(ProofCalls calls) {
        this.calls = calls;
    }

    /** In this process: for names and digests. */
    public static ParameterEngine inProcess() throws ProofException {
        return new ParameterEngine(LibraryCalls.open());
    }

    /** In a child process: for making parameters, which takes all cores it is given and up to some gigabytes. */
    public static ParameterEngine process(EngineSettings settings) {
        return new ParameterEngine(new EngineProcess(EngineKind.PARAMETERS, settings));
    }

    /**
     * Names of a circuit's files, as the library looks for them in {@code FIL_PROOFS_PARAMETER_CACHE}: verifying key and proving
     * parameters, or the one file of aggregation.
     */
    public List<String> files(Circuit circuit) throws ProofException {
        return ResponseReader.read(calls.call(Operation.PARAMETER_FILES, request(circuit).finish()),
                in -> in.list(ResponseReader::text));
    }

    /**
     * Makes the dev network's parameters of a circuit from the fixed public seed: the same bytes at every maker. Each file
     * appears whole (written aside, synced, renamed), in the order of {@link #files}.
     *
     * @param directory an existing folder
     */
    public void make(Circuit circuit, Path directory) throws ProofException {
        calls.call(Operation.MAKE_PARAMETERS, request(circuit).path(directory).finish());
    }

    /** BLAKE2b-512 of a file's content, 64 bytes. */
    public Bytes digest(Path file) throws ProofException {
        return Bytes.of(calls.call(Operation.FILE_DIGEST, new RequestWriter().path(file).finish()));
    }

    private static RequestWriter request(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Seal seal -> request(SEAL, seal.type().chainNumber());
            case Circuit.WindowPoSt post -> request(WINDOW_POST, post.type().chainNumber());
            case Circuit.WinningPoSt post -> request(WINNING_POST, post.type().chainNumber());
            case Circuit.Update update -> request(UPDATE, update.type().chainNumber());
            case Circuit.Aggregate aggregate -> request(AGGREGATE, aggregate.proofs());
        };
    }

    private static RequestWriter request(int kind, int number) {
        return new RequestWriter().u32(kind).u32(number);
    }

    @Override
    public void close() {
        calls.close();
    }
}
