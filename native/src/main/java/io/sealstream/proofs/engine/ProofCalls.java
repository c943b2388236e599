package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofException;

/** Carries encoded calls to the proofs library, wherever it runs. */
interface ProofCalls extends AutoCloseable {

    /** Runs one operation and returns its response; any status but success becomes an exception. */
    byte[] call(Operation operation, byte[] request) throws ProofException;

    @Override
    void close();
}
