package io.sealstream.node.tasks;

import io.sealstream.proofs.ProofEngine;
import java.util.List;

/**
 * The engines of a node, kept apart so that each process holds only its own parameters resident and a panic in one does not
 * cost the others theirs.
 *
 * @param sealing    PC1, PC2, C1 and the read-back of copies
 * @param commit2    C2, aggregates, and the verification of both
 * @param windowPoSt vanilla proofs, WindowPoSt and its verification
 */
public record Engines(ProofEngine sealing, ProofEngine commit2, ProofEngine windowPoSt) implements AutoCloseable {

    /** One engine for everything, for tests and tools. */
    public static Engines of(ProofEngine engine) {
        return new Engines(engine, engine, engine);
    }

    /** Ends all engines, also in the middle of calls. */
    @Override
    public void close() {
        List.of(sealing, commit2, windowPoSt).forEach(ProofEngine::close);
    }
}
