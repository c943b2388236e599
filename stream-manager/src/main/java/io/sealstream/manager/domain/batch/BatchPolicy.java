package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When waiting sectors go, and why: one function of who waits, the head, the base fees and the rules. Clocks come first, then size and
 * waiting, then fees. It says who leaves; how many messages carry them is decided by their form ({@link BatchMessages}).
 */
public final class BatchPolicy {
    private static final Comparator<Member> BY_AGE = Comparator.comparingLong(m -> m.readyAt().value());

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
        if (!rules.enabled()) {
            return flush(waiting, Reason.SINGLE, "every sector goes alone and at once");
        }
        Member urgent = Collections.min(waiting, Gathering.URGENT_FIRST);
        ChainEpoch clock = urgent.lastSafe().minus(rules.slack());
        if (!now.isBefore(clock)) {
            return flush(waiting, Reason.DEADLINE, "sector " + urgent.sector() + " must be on its way by epoch "
                    + urgent.lastSafe() + ", slack " + rules.slack());
        }
        if (waiting.size() >= rules.threshold()) {
            return flush(waiting, Reason.FULL, waiting.size() + " of " + rules.threshold() + " sectors");
        }
        ChainEpoch since = Collections.min(waiting, BY_AGE).readyAt();
        ChainEpoch patience = since.plus(rules.maxWait());
        if (!now.isBefore(patience)) {
            return flush(waiting, Reason.WAITED,
                    "the first of " + waiting.size() + " sectors has waited " + rules.maxWait() + " epochs");
        }
        return byFee(rules, waiting, now, new Span(since, clock.min(patience)), fees);
    }

    /** From the readiness of the oldest member to the epoch at which the batch leaves whatever the fee. */
    private record Span(ChainEpoch since, ChainEpoch due) {}

    private static Verdict byFee(BatchRules rules, List<Member> waiting, ChainEpoch now, Span span, BaseFees fees) {
        long waited = now.since(span.since());
        TokenAmount worth = worth(rules, waiting.size(), waited, span.due().since(span.since()), fees);
        return fees.now().isPositive() && fees.now().compareTo(worth) <= 0
                ? flush(waiting, Reason.FEE, "base fee " + fees.now().format() + " is at most " + worth.format() + ", "
                        + waiting.size() + " sectors wait since " + waited + " epochs")
                : hold(rules, waiting.size(), now, span.due(), worth);
    }

    /**
     * The highest base fee at which a batch leaves now. Members share the gas that a message costs anyway, so a batch that will still grow
     * leaves only for a fee that is below a low one by as much as its growth would save; one that is as good as full leaves for a low one. The
     * gas of a member is taken as in proportion to {@code 1/members + 1/threshold}, and a batch as growing evenly.
     *
     * @param waited epochs since the oldest member was ready
     * @param whole  epochs that it can wait at most
     */
    private static TokenAmount worth(BatchRules rules, int members, long waited, long whole, BaseFees fees) {
        if (members < rules.feeLeast()) {
            return TokenAmount.ZERO;
        }
        Optional<TokenAmount> low = rules.feePercentile() == 0 ? Optional.empty() : fees.percentile(rules.feePercentile());
        long full = rules.threshold();
        long expected = Math.max(members, Math.min(full, members * whole / Math.max(1, waited)));
        return low.map(fee -> fee.scaled((expected + full) * members, (members + full) * expected)).orElse(TokenAmount.ZERO)
                .max(rules.baseFeeThreshold());
    }

    private static Verdict hold(BatchRules rules, int members, ChainEpoch now, ChainEpoch due, TokenAmount worth) {
        boolean watchesFees = rules.baseFeeThreshold().isPositive() || rules.feePercentile() > 0;
        ChainEpoch lookAt = watchesFees ? due.min(nextLook(rules, now)) : due;
        return new Verdict.Hold(lookAt, members + " of " + rules.threshold() + " sectors wait until epoch " + due
                + (watchesFees ? " or for a base fee of " + worth.format() + " or less" : ""));
    }

    /** Looks at fees have their fixed epochs, so that nothing that happens in between puts one off. */
    private static ChainEpoch nextLook(BatchRules rules, ChainEpoch now) {
        return now.plus(rules.checkInterval() - Math.floorMod(now.value(), rules.checkInterval()));
    }

    /** True when a member's last safe epoch is so near that it leaves whatever it costs. */
    public static boolean isUrgent(BatchRules rules, Member member, ChainEpoch now) {
        return !now.isBefore(member.lastSafe().minus(rules.slack()));
    }

    private static Verdict flush(List<Member> members, Reason reason, String words) {
        return new Verdict.Flush(members.stream().sorted(Gathering.URGENT_FIRST).map(Member::sector).toList(), reason, words);
    }
}
