package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.batch.BatchPolicy.Verdict;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeeTerms;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** The defaults of the peers, as their code has them. */
final class Rivals {
    static final FeeTerms NO_CAP = new FeeTerms(125, 0, TokenAmount.ZERO, TokenAmount.ofFil(1_000));
    private static final FeeTerms DAMOCLES_CAP = new FeeTerms(120, 0, TokenAmount.ofNanoFil(5), TokenAmount.ofFil(1_000));
    private static final long HOUR = 120;
    private static final long DAY = 2_880;
    private static final BatchRules LOTUS_PRE = new BatchRules(true, 256, DAY, 2, TokenAmount.ZERO, 0, 1, 3 * HOUR, 0);
    private static final BatchRules LOTUS_PROVE = new BatchRules(true, 819, DAY, 2, TokenAmount.ZERO, 0, 1, HOUR, 4);

    private Rivals() {}

    /**
     * damocles ({@code modules/config.go}, {@code commitmgr}): 2 precommits, 4 proofs, an hour, a look each minute. Its hour counts from the
     * ticket of a precommit, which is always older, so every look sends what waits; for a proof it counts from the seed. It never holds a
     * message for its fee here.
     */
    static Contender damocles(Clocks clocks) {
        return damocles("damocles", clocks, NO_CAP);
    }

    /** damocles with its own fee cap of 5 nanoFIL. */
    static Contender damoclesWithCap(Clocks clocks) {
        return damocles("damocles, 5 nanoFIL at most", clocks, DAMOCLES_CAP);
    }

    private static Contender damocles(String name, Clocks clocks, FeeTerms terms) {
        return new Contender(name,
                new Contender.Stage(new Damocles(2, clocks.ticketAge()), Form.PRECOMMITS, n -> terms),
                new Contender.Stage(new Damocles(4, ChainLimits.NV28.proveCommitDuration()), Form.AGGREGATE_FROM_LEAST,
                        n -> terms));
    }

    /**
     * lotus-miner ({@code node/config/def.go}, {@code storage/pipeline}): 256 precommits or a day with three hours of slack, 819 proofs or a
     * day with an hour of slack; aggregates whatever the base fee since FIP-0100 (pull 12919). It never holds a message for its fee here, and
     * its day counts from the first that waits.
     */
    static Contender lotus() {
        return lotus("lotus-miner", Departure.of(LOTUS_PRE), Departure.of(LOTUS_PROVE), n -> NO_CAP, n -> NO_CAP);
    }

    /** lotus-miner with at most 0.02 and 0.03 FIL a sector, its defaults: dearer messages wait in the pool. */
    static Contender lotusWithCap() {
        return lotus("lotus-miner, 0.02 and 0.03 FIL at most", Departure.of(LOTUS_PRE), Departure.of(LOTUS_PROVE),
                n -> perSector("0.02 FIL", n), n -> perSector("0.03 FIL", n));
    }

    /** lotus-miner as its timer really runs: each sector that comes starts it anew ({@code commit_batch.go}, {@code run}). */
    static Contender lotusWithTimer() {
        return lotus("lotus-miner, day from the last", fromLast(LOTUS_PRE), fromLast(LOTUS_PROVE), n -> NO_CAP, n -> NO_CAP);
    }

    private static Contender lotus(String name, Departure pre, Departure prove, IntFunction<FeeTerms> preFees,
            IntFunction<FeeTerms> proveFees) {
        return new Contender(name, new Contender.Stage(pre, Form.PRECOMMITS, preFees),
                new Contender.Stage(prove, Form.AGGREGATE_FROM_LEAST, proveFees));
    }

    private static FeeTerms perSector(String fee, int sectors) {
        return new FeeTerms(125, 0, TokenAmount.ZERO, TokenAmount.parse(fee).times(sectors));
    }

    private static Departure fromLast(BatchRules rules) {
        return (waiting, now, fees) -> {
            ChainEpoch last = waiting.stream().map(Member::readyAt).max(Comparator.naturalOrder()).orElseThrow();
            ChainEpoch clock = waiting.stream().map(Member::lastSafe).min(Comparator.naturalOrder()).orElseThrow()
                    .minus(rules.slack());
            ChainEpoch due = clock.min(last.plus(rules.maxWait()));
            return waiting.size() >= rules.threshold() || !now.isBefore(due)
                    ? new Verdict.Flush(waiting.stream().map(Member::sector).toList(), Reason.WAITED, "timer")
                    : new Verdict.Hold(due, "timer");
        };
    }

    /**
     * @param threshold members that leave at once
     * @param life      epochs from what the hour counts from to the clock of a member
     */
    private record Damocles(int threshold, long life) implements Departure {
        private static final long LOOK = 2;

        @Override
        public Verdict decide(List<Member> waiting, ChainEpoch now, BaseFees fees) {
            if (waiting.size() >= threshold) {
                return new Verdict.Flush(waiting.stream().map(Member::sector).toList(), Reason.FULL, "threshold");
            }
            boolean looks = now.value() % LOOK == 0;
            List<Long> old = waiting.stream().filter(each -> looks && now.since(each.lastSafe().minus(life)) > HOUR)
                    .map(Member::sector).toList();
            return old.isEmpty()
                    ? new Verdict.Hold(ChainEpoch.of(now.value() - now.value() % LOOK + LOOK), "looks each minute")
                    : new Verdict.Flush(old, Reason.WAITED, "an hour");
        }
    }
}
