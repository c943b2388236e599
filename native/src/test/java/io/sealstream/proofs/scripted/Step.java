package io.sealstream.proofs.scripted;

/** The calls of an engine that a script can slow down or let fail. */
public enum Step {
    PIECE_COMMITMENT, ADD_PIECE, PRE_COMMIT1, PRE_COMMIT2, COMMIT1, COMMIT2, VERIFY_SEAL, CHALLENGES, VANILLA_PROOF, WINDOW_POST, VERIFY_WINDOW_POST, CLEAR_CACHE
}
