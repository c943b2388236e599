package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.nio.file.Path;

/** A process that starts an engine, says so with one byte, and waits until it is killed. */
final class EngineHolder {
    private EngineHolder() {}

    public static void main(String[] args) throws ProofException, IOException {
        Path home = Path.of(args[0]);
        try (ProofEngine engine = ProofEngines.process(EngineKind.C2, new EngineSettings(home, home.resolve("work"), 1))) {
            engine.version();
            System.err.write('+');
            System.err.flush();
            int ended = System.in.read();
            throw new IllegalStateException("not killed, but told " + ended);
        }
    }
}
