package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;

/**
 * When sectors that wait for the same kind of message share one.
 *
 * @param enabled          false: every sector goes alone and at once
 * @param threshold        members with which a batch is full and leaves
 * @param maxWait          epochs after which the oldest member takes the others along, counted from its readiness
 * @param checkInterval    epochs between looks at waiting and fees; a full batch and an urgent clock never wait for one
 * @param baseFeeThreshold a base fee per gas unit at or below which a batch leaves before it is full; zero: fees let nothing leave early
 * @param feePercentile    a base fee among the lowest so many percent of the last day counts as low too, or a still lower one while the batch
 *                         grows; zero: only the threshold does
 * @param feeLeast         members that a batch needs at least to leave for a low fee
 * @param slack            epochs before the last safe epoch of its most urgent member at which a batch leaves whatever the base fee
 * @param aggregateFrom    members from which proofs are aggregated; zero: where the estimated gas is less
 */
public record BatchRules(boolean enabled, int threshold, long maxWait, long checkInterval, TokenAmount baseFeeThreshold,
        int feePercentile, int feeLeast, long slack, int aggregateFrom) {
    private static final int LEAST_AGGREGATE = ChainLimits.NV28.aggregate().minSectors();
    private static final int MOST_PERCENT = 100;
    /** Every sector alone and at once: what policies of before batches mean. */
    public static final BatchRules NONE = new BatchRules(false, 1, 0, 1, TokenAmount.ZERO, 0, 1, 0, 0);
    private static final long HOUR = 120;
    /**
     * Precommits of a policy that says nothing of them. A message takes 600 with their data; a ticket lives 3,780 epochs, of which finality and
     * sealing use about 1,500, so eight hours for a low base fee cost no clock. They are a small part of what is burnt, and the day of the
     * precommit is the first of the proof, so they wait less.
     */
    public static final BatchRules PRECOMMIT_DEFAULTS = new BatchRules(true, 600, 8 * HOUR, 2, TokenAmount.ZERO, 30, 4, HOUR, 0);
    /**
     * Prove-commits of a policy that says nothing of them. They have 30 days, and the gas of a sector in an aggregate of 52 is an eighth of what
     * it is in one of 4: so they wait for each other, for a day and a quarter at most, that each batch meets every hour of a day and the base
     * fee of a rush can pass. Compared with other rules, and with those of the peers, in {@code ops/bench/policies}.
     */
    public static final BatchRules PROVE_COMMIT_DEFAULTS = new BatchRules(true, ChainLimits.NV28.aggregate().maxSectors(),
            30 * HOUR,
            2, TokenAmount.ZERO, 30, LEAST_AGGREGATE, 2 * HOUR, 0);

    /**
     * What is wrong with it, in a sentence that names the field; empty when it can be used.
     *
     * @param most members the chain takes in one message
     */
    Optional<String> fault(String name, int most) {
        if (threshold < 1 || threshold > most) {
            return Optional.of(name + ".threshold must be 1 to " + most);
        }
        if (maxWait < 0 || checkInterval < 1 || slack < 0) {
            return Optional.of(name + ": maxWait and slack must not be negative, checkInterval must be at least 1 epoch");
        }
        if (baseFeeThreshold.isNegative() || feeLeast < 1 || feePercentile < 0 || feePercentile > MOST_PERCENT) {
            return Optional.of(name + ": baseFeeThreshold must not be negative, feeLeast at least 1, feePercentile 0 to 100");
        }
        return aggregateFrom == 0 || aggregateFrom >= LEAST_AGGREGATE
                ? Optional.empty()
                : Optional.of(name + ".aggregateFrom must be 0 or at least " + LEAST_AGGREGATE);
    }
}
