package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.batch.BatchPolicy;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Verdict;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import java.util.List;

/** When waiting sectors go: {@link BatchPolicy#decide} under some rules, or what a peer does. */
@FunctionalInterface
public interface Departure {
    /** Decides over at least one member. */
    Verdict decide(List<Member> waiting, ChainEpoch now, BaseFees fees);

    /** Our own function under these rules. */
    static Departure of(BatchRules rules) {
        return (waiting, now, fees) -> BatchPolicy.decide(rules, waiting, now, fees);
    }
}
