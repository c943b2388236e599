package io.sealstream.manager.simulation;

import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.schemas.avro.BatchRules;
import io.sealstream.schemas.avro.FeeTerms;
import io.sealstream.schemas.avro.LaneLimits;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import java.util.List;

/**
 * How the miners of a run are operated.
 *
 * @param preCommit       when precommits share a message
 * @param proveCommit     when prove-commits do
 * @param limits          what lanes may do
 * @param fees            how gas is filled in
 * @param preCommitMaxFee most a precommit may cost, attoFIL
 * @param sendFunds       whether deposit and pledge go with the messages
 * @param spareSends      whether the spare control sends commitments, too, while it is one
 * @param sectors         how many sectors a miner begins with
 * @param stores          scratch stores of a node
 */
record Terms(BatchRules preCommit, BatchRules proveCommit, LaneLimits limits, FeeTerms fees, String preCommitMaxFee,
        boolean sendFunds, boolean spareSends, int sectors, int stores) {
    static final String FIL = "1000000000000000000";
    private static final String FIFTH = "200000000000000000";
    private static final long NUMBERS = 1_000;
    private static final double PATIENT = 0.25;
    private static final int MOST_SECTORS = 8;
    /** Longer than the shortest time that a run gives between precommit and prove-commit. */
    private static final long LONG_WAIT = 450;

    /** Most seeds share messages, and limit what they cost. */
    static Terms drawn(Options options) {
        Dice dice = new Dice(options.seed(), "terms");
        boolean batches = dice.chance(0.6);
        return new Terms(rules(dice, batches, 0), rules(dice, batches, dice.chance(0.5) ? 4 : 0), limits(dice), fees(dice),
                dice.chance(0.3) ? FIFTH : FIL, dice.chance(0.8), dice.chance(0.5),
                batches ? dice.between(2, MOST_SECTORS) : dice.between(1, 3), batches ? dice.between(2, 4) : dice.between(1, 2));
    }

    private static BatchRules rules(Dice dice, boolean enabled, int aggregateFrom) {
        if (enabled && dice.chance(PATIENT)) {
            return patient(dice, aggregateFrom);
        }
        return enabled
                ? BatchRules.newBuilder().setEnabled(true).setThreshold(dice.between(1, 8))
                        .setMaxWait(dice.pick(List.of(0L, 30L, 120L, 400L))).setCheckInterval(dice.between(1L, 20L))
                        .setBaseFeeThreshold(dice.pick(List.of("0", "100", "200000000", "1000000000")))
                        .setFeePercentile(dice.pick(List.of(0, 0, 20, 50))).setFeeLeast(dice.between(1, 3))
                        .setSlack(dice.between(20L, 60L)).setAggregateFrom(aggregateFrom).build()
                : BatchRules.newBuilder().build();
    }

    /** Wants more sectors than there are, whatever the fee: only clocks and a very long wait make them leave. */
    private static BatchRules patient(Dice dice, int aggregateFrom) {
        return BatchRules.newBuilder().setEnabled(true).setThreshold(2 * MOST_SECTORS).setMaxWait(LONG_WAIT)
                .setSlack(dice.between(20L, 60L)).setAggregateFrom(aggregateFrom).build();
    }

    private static LaneLimits limits(Dice dice) {
        return LaneLimits.newBuilder().setInFlight(dice.pick(List.of(1, 2, 5, 1_000)))
                .setPerDay(dice.pick(List.of("0", "0", FIL))).setPreCommitPerDay(dice.pick(List.of("0", "0", FIFTH)))
                .setProveCommitPerDay(dice.pick(List.of("0", "0", FIFTH))).setReplaceAfter(dice.between(3L, 10L))
                .setReplaceFactor(dice.between(110, 200)).build();
    }

    private static FeeTerms fees(Dice dice) {
        return FeeTerms.newBuilder().setOverEstimation(dice.pick(List.of(100, 100, 110, 150)))
                .setOverPremium(dice.pick(List.of(0, 0, 120))).setFeeCap(dice.pick(List.of("0", "0", "30000000000"))).build();
    }

    /** A batch of so many sectors leaves when it is full, or when a clock is near; nothing is limited. */
    static Terms sharing(int sectors, int aggregateFrom) {
        BatchRules rules = BatchRules.newBuilder().setEnabled(true).setThreshold(sectors).setMaxWait(10_000L).setSlack(60L)
                .build();
        return new Terms(rules, BatchRules.newBuilder(rules).setAggregateFrom(aggregateFrom).build(),
                LaneLimits.newBuilder().build(), FeeTerms.newBuilder().build(), FIL, true, false, sectors, sectors);
    }

    /** Every sector goes alone; nothing is limited. */
    static Terms single(int sectors) {
        return new Terms(BatchRules.newBuilder().build(), BatchRules.newBuilder().build(), LaneLimits.newBuilder().build(),
                FeeTerms.newBuilder().build(), FIL, true, false, sectors, sectors);
    }

    Terms limited(LaneLimits others) {
        return new Terms(preCommit, proveCommit, others, fees, preCommitMaxFee, sendFunds, spareSends, sectors, stores);
    }

    /** Precommits want another number: a batch of them is never full. */
    Terms wanting(int threshold) {
        return new Terms(BatchRules.newBuilder(preCommit).setThreshold(threshold).build(), proveCommit, limits, fees,
                preCommitMaxFee, sendFunds, spareSends, sectors, stores);
    }

    /** Precommits leave for a base fee of so many attoFIL, too. */
    Terms patient(String baseFee) {
        return new Terms(BatchRules.newBuilder(preCommit).setBaseFeeThreshold(baseFee).build(), proveCommit, limits, fees,
                preCommitMaxFee, sendFunds, spareSends, sectors, stores);
    }

    /** Precommits leave at the last safe epoch itself, not before. */
    Terms withoutSlack() {
        return new Terms(BatchRules.newBuilder(preCommit).setSlack(0L).build(), proveCommit, limits, fees, preCommitMaxFee,
                sendFunds, spareSends, sectors, stores);
    }

    /** The policy of a miner. */
    MinerPolicy policy(Keys keys) {
        List<String> commit = spareSends
                ? List.of(keys.spare().toString(), keys.worker().toString())
                : List.of(keys.worker().toString());
        return Policies.single(NUMBERS, Sealing.ON_DEMAND, FIL).setPreCommitSenders(commit).setProveCommitSenders(commit)
                .setPostSenders(List.of(keys.control().toString(), keys.spare().toString()))
                .setMessageConfidence(SimOperator.CONFIDENCE).setSeedConfidence(SimOperator.CONFIDENCE).setChallengeConfidence(2)
                .setPreCommitMaxFee(preCommitMaxFee).setPreCommitFees(fees).setPreCommitBatchFees(fees)
                .setProveCommitFees(fees).setProveCommitBatchFees(fees).setSendFunds(sendFunds).setPreCommitBatch(preCommit)
                .setProveCommitBatch(proveCommit).setLimits(limits).build();
    }

    /** When messages of a kind are shared. */
    BatchRules rules(Purpose purpose) {
        return purpose == Purpose.PRECOMMIT ? preCommit : proveCommit;
    }
}
