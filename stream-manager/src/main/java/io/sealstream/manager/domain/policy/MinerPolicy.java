package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.SealProofType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one miner is run. Policy is state: set by command, replayed like all else. Fields as in the record {@code MinerPolicy}; epochs
 * unless said.
 */
public record MinerPolicy(long minNumber, long maxNumber, int sealProof, Sealing sealing, long lifetimeEpochs,
        List<String> stores, List<Address> preCommitSenders, List<Address> proveCommitSenders, List<Address> postSenders,
        FeePolicy fees, boolean sendFunds, int messageConfidence, int seedConfidence, int challengeConfidence,
        int submitConfidence, int maxTaskAttempts, BatchRules preCommitBatch, BatchRules proveCommitBatch, LaneLimits limits) {
    /** Most epochs any confidence may be. */
    public static final int MAX_CONFIDENCE = Math.toIntExact(ChainLimits.NV28.finality());
    /** Most attempts a step may have before a person looks. */
    public static final int MAX_ATTEMPTS = 100;
    /** Most precommits that fit the 64 KiB of a message. */
    public static final int MOST_PRECOMMITS = 1_000;

    public MinerPolicy {
        stores = List.copyOf(stores);
        preCommitSenders = List.copyOf(preCommitSenders);
        proveCommitSenders = List.copyOf(proveCommitSenders);
        postSenders = List.copyOf(postSenders);
    }

    /** What is wrong with it, in a sentence that names the field; empty when it can be used. */
    public Optional<String> fault() {
        return numbersFault().or(this::epochsFault).or(this::sendersFault).or(fees::fault).or(limits::fault)
                .or(() -> preCommitBatch.fault("preCommitBatch", MOST_PRECOMMITS))
                .or(() -> proveCommitBatch.fault("proveCommitBatch", ChainLimits.NV28.aggregate().maxSectors()));
    }

    private Optional<String> numbersFault() {
        if (minNumber < 0 || maxNumber < minNumber) {
            return Optional.of("numbers: the range " + minNumber + " to " + maxNumber + " is empty or negative");
        }
        if (SealProofType.of(sealProof).filter(SealProofType::isAcceptedForPreCommit).isEmpty()) {
            return Optional.of("sealProof: the chain accepts no precommit of type " + sealProof);
        }
        if (stores.isEmpty()) {
            return Optional.of("stores: at least one long-term store must be named");
        }
        return Optional.empty();
    }

    private Optional<String> epochsFault() {
        if (lifetimeEpochs < 0) {
            return Optional.of("lifetimeEpochs must not be negative");
        }
        boolean wild = Stream.of(messageConfidence, seedConfidence, challengeConfidence, submitConfidence)
                .anyMatch(c -> c < 0 || c > MAX_CONFIDENCE);
        if (wild) {
            return Optional.of("every confidence must be 0 to " + MAX_CONFIDENCE + " epochs");
        }
        if (maxTaskAttempts < 1 || maxTaskAttempts > MAX_ATTEMPTS) {
            return Optional.of("maxTaskAttempts must be 1 to " + MAX_ATTEMPTS);
        }
        return Optional.empty();
    }

    private Optional<String> sendersFault() {
        return Stream.of(preCommitSenders, proveCommitSenders, postSenders).flatMap(List::stream).filter(a -> !a.isKey())
                .findFirst()
                .map(a -> "senders must be key addresses (f1, f3, f4), not " + a);
    }
}
