package io.sealstream.manager;

import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.FeePolicy;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import java.util.List;

/** Policies of tests. */
public final class Policies {
    private Policies() {}

    /** Fees that only limit the cost of whole messages. */
    public static FeePolicy upTo(TokenAmount preCommit, TokenAmount proveCommit, TokenAmount post) {
        FeeTerms first = FeeTerms.upTo(preCommit);
        FeeTerms second = FeeTerms.upTo(proveCommit);
        return new FeePolicy(first, first, second, second, FeeTerms.upTo(post));
    }

    /** A policy without batches: numbers from 0, 2 KiB, any message costs at most {@code maxFee} attoFIL, fast confidences. */
    public static MinerPolicy.Builder single(long last, Sealing sealing, String maxFee) {
        return MinerPolicy.newBuilder().setMinNumber(0).setMaxNumber(last).setSealProof(5).setSealing(sealing)
                .setLifetimeEpochs(0)
                .setStores(List.of("persist")).setPreCommitSenders(List.of()).setProveCommitSenders(List.of())
                .setPostSenders(List.of()).setPreCommitMaxFee(maxFee).setProveCommitMaxFee(maxFee).setPostMaxFee(maxFee)
                .setSendFunds(true).setMessageConfidence(2).setSeedConfidence(1).setChallengeConfidence(1).setSubmitConfidence(1)
                .setMaxTaskAttempts(3);
    }
}
