package io.sealstream.proofs.engine;

import java.util.Locale;

/**
 * What an engine process is for. Every kind understands every call; they are kept apart so that each holds only its own
 * parameters resident, and a panic in one does not cost the others theirs.
 */
public enum EngineKind {
    /** Pieces, PC1, PC2, C1, vanilla proofs, verification: everything that needs no parameters. */
    SEAL,
    /** The seal SNARK: PoRep parameters resident. */
    C2,
    /** WindowPoSt: PoSt parameters resident. */
    POST,
    /** Making parameters, once. */
    PARAMETERS;

    /** The name on the command line and in logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
