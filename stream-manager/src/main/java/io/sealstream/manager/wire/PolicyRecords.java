package io.sealstream.manager.wire;

import io.sealstream.filecoin.Address;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeePolicy;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Sealing;
import java.util.List;

/** The policy of a miner, both ways. Its ranges are the miner's own to judge ({@link MinerPolicy#fault}). */
public final class PolicyRecords {
    private PolicyRecords() {}

    public static io.sealstream.schemas.avro.MinerPolicy of(MinerPolicy p) {
        FeePolicy fees = p.fees();
        return io.sealstream.schemas.avro.MinerPolicy.newBuilder().setMinNumber(p.minNumber()).setMaxNumber(p.maxNumber())
                .setSealProof(p.sealProof()).setSealing(io.sealstream.schemas.avro.Sealing.valueOf(p.sealing().name()))
                .setLifetimeEpochs(p.lifetimeEpochs()).setStores(p.stores()).setPreCommitSenders(texts(p.preCommitSenders()))
                .setProveCommitSenders(texts(p.proveCommitSenders())).setPostSenders(texts(p.postSenders()))
                .setPreCommitMaxFee(fees.preCommit().maxFee().toString())
                .setPreCommitBatchMaxFee(fees.preCommitBatch().maxFee().toString())
                .setProveCommitMaxFee(fees.proveCommit().maxFee().toString())
                .setProveCommitBatchMaxFee(fees.proveCommitBatch().maxFee().toString())
                .setPostMaxFee(fees.post().maxFee().toString()).setPreCommitFees(of(fees.preCommit()))
                .setPreCommitBatchFees(of(fees.preCommitBatch())).setProveCommitFees(of(fees.proveCommit()))
                .setProveCommitBatchFees(of(fees.proveCommitBatch())).setPostFees(of(fees.post())).setSendFunds(p.sendFunds())
                .setMessageConfidence(p.messageConfidence()).setSeedConfidence(p.seedConfidence())
                .setChallengeConfidence(p.challengeConfidence()).setSubmitConfidence(p.submitConfidence())
                .setMaxTaskAttempts(p.maxTaskAttempts()).setPreCommitBatch(of(p.preCommitBatch()))
                .setProveCommitBatch(of(p.proveCommitBatch())).setLimits(of(p.limits())).build();
    }

    static io.sealstream.schemas.avro.FeeTerms of(FeeTerms t) {
        return io.sealstream.schemas.avro.FeeTerms.newBuilder().setOverEstimation(t.overEstimation())
                .setOverPremium(t.overPremium()).setFeeCap(t.feeCap().toString()).build();
    }

    static io.sealstream.schemas.avro.LaneLimits of(LaneLimits l) {
        return io.sealstream.schemas.avro.LaneLimits.newBuilder().setInFlight(l.inFlight()).setPerDay(l.perDay().toString())
                .setPreCommitPerDay(l.preCommitPerDay().toString()).setProveCommitPerDay(l.proveCommitPerDay().toString())
                .setReplaceAfter(l.replaceAfter()).setReplaceFactor(l.replaceFactor()).build();
    }

    private static io.sealstream.schemas.avro.BatchRules of(BatchRules b) {
        return io.sealstream.schemas.avro.BatchRules.newBuilder().setEnabled(b.enabled()).setThreshold(b.threshold())
                .setMaxWait(b.maxWait()).setCheckInterval(b.checkInterval()).setBaseFeeThreshold(b.baseFeeThreshold().toString())
                .setFeePercentile(b.feePercentile()).setFeeLeast(b.feeLeast()).setSlack(b.slack())
                .setAggregateFrom(b.aggregateFrom()).build();
    }

    /**
     * A policy that stands in no other record.
     *
     * @throws BadRecordException naming the field that holds no value of its kind
     */
    public static MinerPolicy read(io.sealstream.schemas.avro.MinerPolicy r) {
        return read(Fields.of(r), r);
    }

    static MinerPolicy read(Fields in, io.sealstream.schemas.avro.MinerPolicy r) {
        return new MinerPolicy(r.getMinNumber(), r.getMaxNumber(), r.getSealProof(), Sealing.valueOf(r.getSealing().name()),
                r.getLifetimeEpochs(), r.getStores(), in.addresses("policy.preCommitSenders", r.getPreCommitSenders()),
                in.addresses("policy.proveCommitSenders", r.getProveCommitSenders()),
                in.addresses("policy.postSenders", r.getPostSenders()), fees(in, r), r.getSendFunds(), r.getMessageConfidence(),
                r.getSeedConfidence(), r.getChallengeConfidence(), r.getSubmitConfidence(), r.getMaxTaskAttempts(),
                rules(in, "policy.preCommitBatch", r.getPreCommitBatch()),
                rules(in, "policy.proveCommitBatch", r.getProveCommitBatch()), limits(in, r.getLimits()));
    }

    private static FeePolicy fees(Fields in, io.sealstream.schemas.avro.MinerPolicy r) {
        return new FeePolicy(terms(in, "policy.preCommit", r.getPreCommitFees(), r.getPreCommitMaxFee()),
                terms(in, "policy.preCommitBatch", r.getPreCommitBatchFees(),
                        orElse(r.getPreCommitBatchMaxFee(), r.getPreCommitMaxFee())),
                terms(in, "policy.proveCommit", r.getProveCommitFees(), r.getProveCommitMaxFee()),
                terms(in, "policy.proveCommitBatch", r.getProveCommitBatchFees(),
                        orElse(r.getProveCommitBatchMaxFee(), r.getProveCommitMaxFee())),
                terms(in, "policy.post", r.getPostFees(), r.getPostMaxFee()));
    }

    /** A policy of before batches names no cost of a batch. */
    private static String orElse(String batch, String single) {
        return batch.isEmpty() ? single : batch;
    }

    static FeeTerms terms(Fields in, String field, io.sealstream.schemas.avro.FeeTerms r, String maxFee) {
        return new FeeTerms(r.getOverEstimation(), r.getOverPremium(), in.amount(field + ".feeCap", r.getFeeCap()),
                in.amount(field + ".maxFee", maxFee));
    }

    static LaneLimits limits(Fields in, io.sealstream.schemas.avro.LaneLimits r) {
        return new LaneLimits(r.getInFlight(), in.amount("limits.perDay", r.getPerDay()),
                in.amount("limits.preCommitPerDay", r.getPreCommitPerDay()),
                in.amount("limits.proveCommitPerDay", r.getProveCommitPerDay()), r.getReplaceAfter(), r.getReplaceFactor());
    }

    private static BatchRules rules(Fields in, String field, io.sealstream.schemas.avro.BatchRules r) {
        return new BatchRules(r.getEnabled(), r.getThreshold(), r.getMaxWait(), r.getCheckInterval(),
                in.amount(field + ".baseFeeThreshold", r.getBaseFeeThreshold()), r.getFeePercentile(), r.getFeeLeast(),
                r.getSlack(),
                r.getAggregateFrom());
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }
}
