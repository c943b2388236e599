package io.sealstream.manager.config;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every key of our own policy file, in the order in which people are shown them. The sample file beside the module says what each means. */
final class PolicyKeys {
    private static final ChainLimits LIMITS = ChainLimits.NV28;
    static final long EPOCHS_PER_DAY = LIMITS.epochsPerDay();
    /** A sector lives this long at least after its latest activation. */
    static final long LEAST_DAYS = LIMITS.minSectorLife() / EPOCHS_PER_DAY;
    /** So that nobody asks for the very last epoch of the longest life. */
    private static final long MARGIN_DAYS = 8;
    static final long MOST_DAYS = (LIMITS.maxExpirationExtension() - LIMITS.proveCommitDuration()) / EPOCHS_PER_DAY - MARGIN_DAYS;
    static final long MOST_CONFIDENCE = MinerPolicy.MAX_CONFIDENCE;
    static final long MOST_SUBMIT_CONFIDENCE = 40;
    static final int MOST_PRECOMMITS = MinerPolicy.MOST_PRECOMMITS;
    static final int MOST_PROVE_COMMITS = LIMITS.aggregate().maxSectors();
    /** Longer than any clock of a sector in sealing. */
    static final long MOST_WAIT = LIMITS.proveCommitDuration();
    /** 1.2, as damocles has it. */
    static final int OVER_ESTIMATION = 120;
    static final int MOST_PERCENT = 1_000;
    static final int AS_ESTIMATED = 100;
    private static final int LEAST_AGGREGATE = LIMITS.aggregate().minSectors();
    private static final int MOST_IN_FLIGHT = 1_000;

    static final List<PolicyKey> ALL = all();

    private PolicyKeys() {}

    private static List<PolicyKey> all() {
        List<PolicyKey> keys = new ArrayList<>(List.of(key("sealing", "sealing", Form.SEALING, Sealing.CONTINUOUS.name()),
                key("lifetime-days", "lifetimeEpochs", Form.days(EPOCHS_PER_DAY, LEAST_DAYS, MOST_DAYS), 540 * EPOCHS_PER_DAY),
                key("send-funds", "sendFunds", Form.FLAG, true),
                key("max-task-attempts", "maxTaskAttempts", Form.count(1, MinerPolicy.MAX_ATTEMPTS), 5L),
                key("numbers.min", "minNumber", Form.count(0, Long.MAX_VALUE), null),
                key("numbers.max", "maxNumber", Form.count(0, Long.MAX_VALUE), null),
                key("senders.pre-commit", "preCommitSenders", Form.ADDRESSES, null),
                key("senders.prove-commit", "proveCommitSenders", Form.ADDRESSES, null),
                key("senders.post", "postSenders", Form.ADDRESSES, null),
                key("storage.stores", "stores", Form.STORES, null)));
        batch(keys, "batch.pre-commit.", "preCommitBatch.", MOST_PRECOMMITS, BatchRules.PRECOMMIT_DEFAULTS);
        batch(keys, "batch.prove-commit.", "proveCommitBatch.", MOST_PROVE_COMMITS, BatchRules.PROVE_COMMIT_DEFAULTS);
        keys.add(key("batch.prove-commit.aggregate-from", "proveCommitBatch.aggregateFrom", aggregates(),
                (long) BatchRules.PROVE_COMMIT_DEFAULTS.aggregateFrom()));
        fees(keys, "fees.pre-commit.", "preCommit", "100000000000000000");
        fees(keys, "fees.pre-commit-batch.", "preCommitBatch", "1000000000000000000");
        fees(keys, "fees.prove-commit.", "proveCommit", "200000000000000000");
        fees(keys, "fees.prove-commit-batch.", "proveCommitBatch", "5000000000000000000");
        fees(keys, "fees.post.", "post", "5000000000000000000");
        keys.addAll(limits());
        keys.addAll(List.of(key("confidence.message", "messageConfidence", Form.count(0, MOST_CONFIDENCE), 10L),
                key("confidence.seed", "seedConfidence", Form.count(0, MOST_CONFIDENCE), 6L),
                key("confidence.challenge", "challengeConfidence", Form.count(0, MOST_SUBMIT_CONFIDENCE), 10L),
                key("confidence.submit", "submitConfidence", Form.count(0, MOST_SUBMIT_CONFIDENCE), 4L)));
        return List.copyOf(keys);
    }

    private static void batch(List<PolicyKey> keys, String name, String field, int most, BatchRules standard) {
        keys.addAll(List.of(key(name + "enabled", field + "enabled", Form.FLAG, standard.enabled()),
                key(name + "threshold", field + "threshold", Form.count(1, most), (long) standard.threshold()),
                key(name + "max-wait", field + "maxWait", Form.epochs(0, MOST_WAIT), standard.maxWait()),
                key(name + "check-interval", field + "checkInterval", Form.epochs(1, MOST_WAIT), standard.checkInterval()),
                key(name + "base-fee-threshold", field + "baseFeeThreshold", Form.PRICE, standard.baseFeeThreshold().toString()),
                key(name + "fee-percentile", field + "feePercentile", Form.count(0, 100), (long) standard.feePercentile()),
                key(name + "fee-least", field + "feeLeast", Form.count(1, most), (long) standard.feeLeast()),
                key(name + "slack", field + "slack", Form.epochs(0, MOST_WAIT), standard.slack())));
    }

    private static Form aggregates() {
        Form.Reader reader = (table, key) -> {
            long from = table.integer(key, 0, MOST_PROVE_COMMITS);
            if (from > 0 && from < LEAST_AGGREGATE) {
                throw table.fail(key, "the chain aggregates " + LEAST_AGGREGATE + " proofs at least",
                        "give 0 (whichever form costs less gas) or " + LEAST_AGGREGATE + " to " + MOST_PROVE_COMMITS);
            }
            return from;
        };
        return new Form(reader, value -> (long) value == 0 ? "0 (whichever form costs less gas)" : value.toString());
    }

    /** @param maxFee most that a message may cost, attoFIL */
    private static void fees(List<PolicyKey> keys, String name, String field, String maxFee) {
        keys.addAll(List.of(key(name + "max-fee", field + "MaxFee", Form.COST, maxFee),
                key(name + "gas-over-estimation", field + "Fees.overEstimation", Form.factor(AS_ESTIMATED, MOST_PERCENT, ""),
                        (long) OVER_ESTIMATION),
                key(name + "gas-over-premium", field + "Fees.overPremium", Form.factor(0, MOST_PERCENT, "as estimated"), 0L),
                key(name + "gas-fee-cap", field + "Fees.feeCap", Form.LIMIT, "0")));
    }

    private static List<PolicyKey> limits() {
        LaneLimits standard = LaneLimits.NONE;
        return List.of(key("limits.in-flight", "limits.inFlight", Form.count(1, MOST_IN_FLIGHT), (long) standard.inFlight()),
                key("limits.per-day", "limits.perDay", Form.LIMIT, "0"),
                key("limits.per-day-pre-commit", "limits.preCommitPerDay", Form.LIMIT, "0"),
                key("limits.per-day-prove-commit", "limits.proveCommitPerDay", Form.LIMIT, "0"),
                key("limits.replace-after", "limits.replaceAfter", Form.epochs(1, MOST_WAIT), standard.replaceAfter()),
                key("limits.replace-factor", "limits.replaceFactor", Form.factor(LaneLimits.LEAST_FACTOR, MOST_PERCENT, ""),
                        (long) standard.replaceFactor()));
    }

    private static PolicyKey key(String name, String field, Form form, @Nullable Object fallback) {
        return new PolicyKey(name, field, form, fallback);
    }
}
