package io.sealstream.manager.domain.policy;

import java.util.Optional;

/** Terms of each kind of message, alone and for several sectors. */
public record FeePolicy(FeeTerms preCommit, FeeTerms preCommitBatch, FeeTerms proveCommit, FeeTerms proveCommitBatch,
        FeeTerms post) {
    /** Terms of a precommit of so many sectors. */
    public FeeTerms preCommit(int members) {
        return members == 1 ? preCommit : preCommitBatch;
    }

    /** Terms of a prove-commit of so many sectors. */
    public FeeTerms proveCommit(int members) {
        return members == 1 ? proveCommit : proveCommitBatch;
    }

    Optional<String> fault() {
        return preCommit.fault("fees.preCommit").or(() -> preCommitBatch.fault("fees.preCommitBatch"))
                .or(() -> proveCommit.fault("fees.proveCommit")).or(() -> proveCommitBatch.fault("fees.proveCommitBatch"))
                .or(() -> post.fault("fees.post"));
    }
}
