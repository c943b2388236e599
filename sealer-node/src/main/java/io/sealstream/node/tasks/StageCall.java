package io.sealstream.node.tasks;

import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.ProofException;
import java.io.IOException;

/** The work of a stage. */
@FunctionalInterface
interface StageCall<T> {
    T run() throws TaskFailure, ProofException, IOException, JournalException;
}
