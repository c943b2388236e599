package io.sealstream.manager.whatif;

import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.MinerPolicy;
import java.util.function.IntFunction;

/** A way to send sectors that is compared with others. */
public record Contender(String name, Stage preCommit, Stage proveCommit) {
    /**
     * One kind of message.
     *
     * @param fees what a message of so many sectors may cost
     */
    public record Stage(Departure departure, Form form, IntFunction<FeeTerms> fees) {}

    /** As our manager sends under a policy. */
    public static Contender of(String name, MinerPolicy policy) {
        BatchRules pre = policy.preCommitBatch();
        BatchRules prove = policy.proveCommitBatch();
        return new Contender(name,
                new Stage(Departure.of(pre), pre.enabled() ? Form.PRECOMMITS : Form.ONE_EACH_PRECOMMIT, policy.fees()::preCommit),
                new Stage(Departure.of(prove), prove.enabled() ? Form.proveCommits(prove.aggregateFrom()) : Form.ONE_EACH_PROOF,
                        policy.fees()::proveCommit));
    }
}
