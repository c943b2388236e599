package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import java.util.Comparator;
import java.util.List;

/**
 * When waiting sectors go, and why: one function of who waits, the head, the base fees and the rules. Clocks come first, then size and
 * waiting, then fees. It says who leaves; how many messages carry them is decided by their form ({@link BatchMessages}).
 */
public final class BatchPolicy {
    private BatchPolicy() {}

    /**
     * A sector that waits.
     *
     * @param readyAt  epoch at which it could have gone; its waiting is counted from here
     * @param lastSafe last epoch at which its message is sent with a good conscience
     */
    public record Member(long sector, ChainEpoch readyAt, ChainEpoch lastSafe) {}

    /** Why a batch leaves. */
    public enum Reason {
        /** The rules send every sector alone. */
        SINGLE,
        /** As many as the rules want. */
        FULL,
        /** The oldest member has waited long enough. */
        WAITED,
        /** A member's last safe epoch is near. */
        DEADLINE,
        /** The base fee is low. */
        FEE,
        /** A person wants it. */
        OPERATOR
    }

    /** What to do with the waiting sectors. */
    public sealed interface Verdict {
        /** Send these, most urgent first. */
        record Flush(List<Long> sectors, Reason reason, String words) implements Verdict {
            public Flush {
                sectors = List.copyOf(sectors);
            }
        }

        /** Look again at that epoch, or when another sector comes. */
        record Hold(ChainEpoch lookAt, String words) implements Verdict {}
    }

    /**
     * Decides.
     *
     * @param waiting at least one sector, in any order
     */
    public static Verdict decide(BatchRules rules, List<Member> waiting, ChainEpoch now, BaseFees fees) {
        List<Member> urgent = waiting.stream().sorted(Comparator.comparing(Member::lastSafe).thenComparing(Member::sector))
                .toList();
        ChainEpoch clock = urgent.getFirst().lastSafe().minus(rules.slack());
        ChainEpoch patience = waiting.stream().map(Member::readyAt).min(Comparator.naturalOrder()).orElseThrow()
                .plus(rules.maxWait());
        if (!rules.enabled()) {
            return flush(urgent, Reason.SINGLE, "every sector goes alone and at once");
        }
        if (!now.isBefore(clock)) {
            return flush(urgent, Reason.DEADLINE, "sector " + urgent.getFirst().sector() + " must be on its way by epoch "
                    + urgent.getFirst().lastSafe() + ", slack " + rules.slack());
        }
        if (waiting.size() >= rules.threshold()) {
            return flush(urgent, Reason.FULL, waiting.size() + " of " + rules.threshold() + " sectors");
        }
        if (!now.isBefore(patience)) {
            return flush(urgent, Reason.WAITED,
                    "the first of " + waiting.size() + " sectors has waited " + rules.maxWait() + " epochs");
        }
        return isLow(rules, waiting.size(), fees)
                ? flush(urgent, Reason.FEE, "base fee " + fees.now() + " is low, " + waiting.size() + " sectors wait")
                : hold(rules, waiting, now, clock.min(patience), fees);
    }

    private static boolean isLow(BatchRules rules, int waiting, BaseFees fees) {
        boolean absolute = rules.baseFeeThreshold().isPositive() && fees.now().compareTo(rules.baseFeeThreshold()) <= 0;
        boolean relative = rules.feePercentile() > 0 && fees.isAmongLowest(rules.feePercentile());
        return waiting >= rules.feeLeast() && (absolute || relative);
    }

    private static Verdict hold(BatchRules rules, List<Member> waiting, ChainEpoch now, ChainEpoch due, BaseFees fees) {
        boolean watchesFees = rules.baseFeeThreshold().isPositive() || rules.feePercentile() > 0;
        ChainEpoch lookAt = watchesFees ? due.min(now.plus(rules.checkInterval())) : due;
        return new Verdict.Hold(lookAt, waiting.size() + " of " + rules.threshold() + " sectors wait until epoch " + due
                + (watchesFees ? " or for a base fee below " + fees.now() : ""));
    }

    private static Verdict flush(List<Member> members, Reason reason, String words) {
        return new Verdict.Flush(members.stream().map(Member::sector).toList(), reason, words);
    }
}
