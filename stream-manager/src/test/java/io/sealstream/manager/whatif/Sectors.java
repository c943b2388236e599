package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeeTerms;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Sectors and rules of tests. */
final class Sectors {
    static final FeeTerms ANY_FEE = FeeTerms.upTo(TokenAmount.ofFil(1_000));

    private Sectors() {}

    /** A sector of 32 GiB without data, sealed at an epoch with a ticket of 1,500 epochs before, proven 200 epochs after its precommit. */
    static Arrival ready(long sector, long epoch) {
        return new Arrival(sector, SealProofType.STACKED_DRG_32GIB_V1_1, 0, ChainEpoch.of(epoch), ChainEpoch.of(epoch - 1_500),
                OptionalLong.of(200));
    }

    /** So many of them at once. */
    static List<Arrival> atOnce(int count, long epoch) {
        return LongStream.range(0, count).mapToObj(n -> ready(100_000 + n, epoch)).toList();
    }

    /** Batches that look at nothing but size and wait. */
    static BatchRules plain(int threshold, long maxWait) {
        return new BatchRules(true, threshold, maxWait, 2, TokenAmount.ZERO, 0, 1, 60, 0);
    }

    static Contender contender(BatchRules preCommit, BatchRules proveCommit, FeeTerms fees) {
        return new Contender("test", new Contender.Stage(Departure.of(preCommit), Form.PRECOMMITS, n -> fees),
                new Contender.Stage(Departure.of(proveCommit), Form.proveCommits(proveCommit.aggregateFrom()), n -> fees));
    }
}
