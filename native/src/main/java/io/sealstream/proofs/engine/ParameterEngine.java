package io.sealstream.proofs.engine;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import java.nio.file.Path;

/** The library's calls about parameter files. */
public final class ParameterEngine implements AutoCloseable {
    private static final int SEAL = 0;
    private static final int WINDOW_POST = 1;

    private final ProofCalls calls;

    private ParameterEngine(ProofCalls calls) {
        this.calls = calls;
    }

    /**
     * The files of a circuit, as the library looks for them in {@code FIL_PROOFS_PARAMETER_CACHE}.
     *
     * @param proving name of the proving parameters
     * @param verifyingKey name of the verifying key
     */
    public record Files(String proving, String verifyingKey) {}

    /** In this process: for names and digests. */
    public static ParameterEngine inProcess() throws ProofException {
        return new ParameterEngine(LibraryCalls.open());
    }

    /** In a child process: for making parameters, which takes all cores it is given and up to some gigabytes. */
    public static ParameterEngine process(EngineSettings settings) {
        return new ParameterEngine(new EngineProcess(EngineKind.PARAMETERS, settings));
    }

    public Files files(Circuit circuit) throws ProofException {
        return ResponseReader.read(calls.call(Operation.PARAMETER_FILES, request(circuit).finish()),
                in -> new Files(in.text(), in.text()));
    }

    /**
     * Makes the dev network's parameters of a circuit from the fixed public seed: the same bytes at every maker. Both files
     * appear whole (written aside, synced, renamed), the proving parameters last.
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
            case Circuit.Seal seal -> new RequestWriter().u32(SEAL).u32(seal.type().chainNumber());
            case Circuit.WindowPoSt post -> new RequestWriter().u32(WINDOW_POST).u32(post.type().chainNumber());
        };
    }

    @Override
    public void close() {
        calls.close();
    }
}
