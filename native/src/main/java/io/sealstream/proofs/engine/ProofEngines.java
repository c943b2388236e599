package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;

/** Makes engines. */
public final class ProofEngines {
    private ProofEngines() {}

    /**
     * The library inside this process. It reads {@code FIL_PROOFS_*} and the working directory once, at its first use, so
     * this is for engine processes, tests and tools that verify.
     *
     * @throws ProofException with {@link ProofException.Code#WRONG_LIBRARY} if it cannot be loaded or is another version
     */
    public static ProofEngine inProcess() throws ProofException {
        return new CallingProofEngine(LibraryCalls.open());
    }

    /**
     * The library in a child process, started at the first call, one request at a time, replaced after a panic or a crash,
     * ended with {@link ProofEngine#close()} or with this process.
     */
    public static ProofEngine process(EngineKind kind, EngineSettings settings) {
        return new CallingProofEngine(new EngineProcess(kind, settings));
    }
}
