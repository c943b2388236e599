package io.sealstream.manager.wire;

import io.sealstream.filecoin.Address;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Sealing;
import java.util.List;

/** The policy of a miner, both ways. Its ranges are the miner's own to judge ({@link MinerPolicy#fault}). */
public final class PolicyRecords {
    private PolicyRecords() {}

    public static io.sealstream.schemas.avro.MinerPolicy of(MinerPolicy p) {
        return io.sealstream.schemas.avro.MinerPolicy.newBuilder().setMinNumber(p.minNumber()).setMaxNumber(p.maxNumber())
                .setSealProof(p.sealProof()).setSealing(io.sealstream.schemas.avro.Sealing.valueOf(p.sealing().name()))
                .setLifetimeEpochs(p.lifetimeEpochs()).setStores(p.stores()).setPreCommitSenders(texts(p.preCommitSenders()))
                .setProveCommitSenders(texts(p.proveCommitSenders())).setPostSenders(texts(p.postSenders()))
                .setPreCommitMaxFee(p.preCommitMaxFee().toString()).setProveCommitMaxFee(p.proveCommitMaxFee().toString())
                .setPostMaxFee(p.postMaxFee().toString()).setSendFunds(p.sendFunds()).setMessageConfidence(p.messageConfidence())
                .setSeedConfidence(p.seedConfidence()).setChallengeConfidence(p.challengeConfidence())
                .setSubmitConfidence(p.submitConfidence()).setMaxTaskAttempts(p.maxTaskAttempts()).build();
    }

    static MinerPolicy read(Fields in, io.sealstream.schemas.avro.MinerPolicy r) {
        return new MinerPolicy(r.getMinNumber(), r.getMaxNumber(), r.getSealProof(), Sealing.valueOf(r.getSealing().name()),
                r.getLifetimeEpochs(), r.getStores(), in.addresses("policy.preCommitSenders", r.getPreCommitSenders()),
                in.addresses("policy.proveCommitSenders", r.getProveCommitSenders()),
                in.addresses("policy.postSenders", r.getPostSenders()),
                in.amount("policy.preCommitMaxFee", r.getPreCommitMaxFee()),
                in.amount("policy.proveCommitMaxFee", r.getProveCommitMaxFee()),
                in.amount("policy.postMaxFee", r.getPostMaxFee()), r.getSendFunds(), r.getMessageConfidence(),
                r.getSeedConfidence(),
                r.getChallengeConfidence(), r.getSubmitConfidence(), r.getMaxTaskAttempts());
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }
}
