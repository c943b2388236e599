package io.sealstream.proofs.engine;

/** The operations of the proofs library; the numbers are rows of {@code OPERATIONS} in {@code rust/proofs/src/lib.rs}. */
enum Operation {
    VERSION(0), PROOF_TYPES(1), PIECE_COMMITMENT(10), ADD_PIECE(11), PRE_COMMIT1(20), PRE_COMMIT2(21), COMMIT1(22), COMMIT2(
            23), VERIFY_SEAL(24), CLEAR_CACHE(25), AGGREGATE_SEALS(26), VERIFY_AGGREGATE(27), VERIFY_NON_INTERACTIVE(
                    28), WINDOW_POST_CHALLENGES(30), VANILLA_PROOF(31), WINDOW_POST(32), VERIFY_WINDOW_POST(
                            33), VERIFY_WINNING_POST(34), VERIFY_REPLICA_UPDATE(35), PARAMETER_FILES(40), MAKE_PARAMETERS(
                                    41), FILE_DIGEST(42);

    private final int number;

    Operation(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
